class Tan:
    def forward(self, x):
        self.out = np.tan(x)
        return self.out

    def backward(self, dout):
        return dout * (1 + self.out ** 2)
