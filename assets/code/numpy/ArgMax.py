class ArgMax:
    def __init__(self, axis=-1):
        self.axis = axis

    def forward(self, x):
        return np.argmax(x, axis=self.axis).astype(float)

    def backward(self, dout):
        return None  # an index jumps, it does not slope
