# needs windows
class MaxPool2d:
    def __init__(self, kernel, stride, padding=0):
        self.kernel, self.stride, self.padding = kernel, stride, padding

    def forward(self, x):
        p = self.padding
        zeros = [(0, 0)] * (x.ndim - 2) + [(p, p), (p, p)]
        self.x = np.pad(x, zeros, constant_values=-np.inf)
        parts = np.stack([self.x[w] for w in windows(self.x, self.kernel, self.stride)])
        self.chosen = np.argmax(parts, axis=0)  # the first of equals
        return np.take_along_axis(parts, self.chosen[None], axis=0)[0]

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        for i, w in enumerate(windows(self.x, self.kernel, self.stride)):
            dx[w] += np.where(self.chosen == i, dout, 0.0)
        p = self.padding
        return dx[..., p:dx.shape[-2] - p, p:dx.shape[-1] - p]
