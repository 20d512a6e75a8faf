class LeakyRelu:
    def __init__(self, slope=0.01):
        self.slope = slope

    def forward(self, x):
        self.mask = np.asarray(x) <= 0
        return np.where(self.mask, self.slope * np.asarray(x), x)

    def backward(self, dout):
        return np.where(self.mask, self.slope * dout, dout)
