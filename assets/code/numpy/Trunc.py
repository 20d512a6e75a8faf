class Trunc:
    def forward(self, x):
        return np.trunc(x)

    def backward(self, dout):
        return np.zeros_like(dout)
