class Mask:
    def forward(self, x):
        return np.where(np.asarray(x) > 0, 1.0, 0.0)

    def backward(self, dout):
        return np.zeros_like(dout)
