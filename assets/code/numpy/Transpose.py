class Transpose:
    def __init__(self, axes=None):
        self.axes = axes

    def forward(self, x):
        return np.transpose(x, self.axes)

    def backward(self, dout):
        if self.axes is None:
            return np.transpose(dout)
        return np.transpose(dout, np.argsort(np.array(self.axes) % len(self.axes)))
