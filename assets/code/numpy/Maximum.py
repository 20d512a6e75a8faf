# needs sum_to
class Maximum:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x), np.asarray(y)
        return np.maximum(self.x, self.y)

    def backward(self, dout):
        tie = 0.5 * (self.x == self.y)  # of equals, each gets half
        dx = dout * ((self.x > self.y) + tie)
        dy = dout * ((self.x < self.y) + tie)
        return sum_to(dx, self.x.shape), sum_to(dy, self.y.shape)
