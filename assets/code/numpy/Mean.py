# needs spread
class Mean:
    def __init__(self, axis=None, keepdims=False):
        self.axis, self.keepdims = axis, keepdims

    def forward(self, x):
        self.shape = np.shape(x)
        out = np.mean(x, axis=self.axis, keepdims=self.keepdims)
        self.n = np.size(x) / max(np.size(out), 1)
        return out

    def backward(self, dout):
        return spread(np.divide(dout, self.n), self.shape, self.axis)
