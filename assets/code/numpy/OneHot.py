class OneHot:
    def __init__(self, classes):
        self.classes = classes

    def forward(self, t):
        return np.eye(self.classes)[np.asarray(t).astype(int)]

    def backward(self, dout):
        return None  # an index is a label
