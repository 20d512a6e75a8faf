# needs sum_to, times
class Pow:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x), np.asarray(y)
        self.out = np.power(self.x, self.y)
        return self.out

    def backward(self, dout):
        dx = dout * times(self.y, np.power(self.x, self.y - 1))
        dy = dout * times(self.out, np.log(self.x))
        return sum_to(dx, self.x.shape), sum_to(dy, self.y.shape)
