class MatMul:
    def forward(self, x, w):
        self.x, self.w = x, w
        return np.asarray(np.dot(x, w))

    def backward(self, dout):
        x = self.x.reshape(-1, self.x.shape[-1])  # a vector is one row
        w = self.w.reshape(self.w.shape[0], -1)  # or one column
        dout = np.reshape(dout, (x.shape[0], w.shape[1]))
        dx = np.dot(dout, w.T)
        dw = np.dot(x.T, dout)
        return dx.reshape(self.x.shape), dw.reshape(self.w.shape)
