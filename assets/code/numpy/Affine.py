class Affine:
    def forward(self, x, w, b):
        self.shape = x.shape
        self.x = x.reshape(1 if x.ndim == 1 else x.shape[0], -1)
        self.w, self.b = w, b
        out = np.dot(self.x, w) + b.reshape(-1)
        return out[0] if x.ndim == 1 else out

    def backward(self, dout):
        dout = dout.reshape(self.x.shape[0], -1)
        dx = np.dot(dout, self.w.T)
        dw = np.dot(self.x.T, dout)
        db = np.sum(dout, axis=0)
        return dx.reshape(self.shape), dw, db.reshape(self.b.shape)
