# needs sum_to
class Add:
    def forward(self, x, y):
        self.shapes = np.shape(x), np.shape(y)
        return np.asarray(x) + np.asarray(y)

    def backward(self, dout):
        dx = dout
        dy = dout
        return sum_to(dx, self.shapes[0]), sum_to(dy, self.shapes[1])
