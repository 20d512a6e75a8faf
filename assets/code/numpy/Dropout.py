class Dropout:
    def __init__(self, keep, inverted=False):
        self.keep, self.inverted = keep, inverted
        self.train = False  # set it to drop numbers at random

    def forward(self, x):
        if self.train:
            mask = np.random.rand(*np.shape(x)) > 1 - self.keep
            self.factor = mask / self.keep if self.inverted else mask
        else:
            self.factor = 1.0 if self.inverted else self.keep
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
