class Negate:
    def forward(self, x):
        return -np.asarray(x)

    def backward(self, dout):
        return -dout
