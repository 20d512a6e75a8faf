class Pad:
    def __init__(self, before, after, axes=None):
        self.before, self.after, self.axes = before, after, axes

    def forward(self, x):
        axes = range(x.ndim) if self.axes is None else [axis % x.ndim for axis in self.axes]
        zeros = [(self.before, self.after) if i in axes else (0, 0) for i in range(x.ndim)]
        self.inside = tuple(slice(a, a + n) for (a, _), n in zip(zeros, x.shape))
        return np.pad(x, zeros)

    def backward(self, dout):
        return dout[self.inside]
