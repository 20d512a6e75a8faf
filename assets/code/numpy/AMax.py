# needs spread
class AMax:
    def __init__(self, axis=None, keepdims=False):
        self.axis, self.keepdims = axis, keepdims

    def forward(self, x):
        self.x = np.asarray(x)
        self.out = np.amax(self.x, axis=self.axis, keepdims=self.keepdims)
        return self.out

    def backward(self, dout):
        largest = self.x == spread(self.out, self.x.shape, self.axis)
        ties = np.sum(largest, axis=self.axis, keepdims=True)  # of equals, each gets its part
        return largest / ties * spread(dout, self.x.shape, self.axis)
