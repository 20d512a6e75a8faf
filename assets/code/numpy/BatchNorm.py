class BatchNorm:
    def __init__(self, epsilon=1e-5, momentum=0.1):
        self.epsilon, self.momentum = epsilon, momentum
        self.mean = self.variance = None  # the running statistics
        self.train = False  # set it to use the batch's statistics and move the running ones

    def forward(self, x, gamma, beta):
        channels = x.shape[1]
        self.axes = (0,) + tuple(range(2, x.ndim))
        self.shape = (1, channels) + (1,) * (x.ndim - 2)
        if self.mean is None:
            self.mean, self.variance = np.zeros(channels), np.ones(channels)
        self.n = x.size // channels
        mean, variance = self.mean, self.variance
        if self.train:
            mean, variance = np.mean(x, axis=self.axes), np.var(x, axis=self.axes)
            unbiased = variance * self.n / max(self.n - 1, 1)
            self.mean = self.mean + self.momentum * (mean - self.mean)
            self.variance = self.variance + self.momentum * (unbiased - self.variance)
        self.scale = 1 / np.sqrt(variance + self.epsilon)
        self.normal = (x - mean.reshape(self.shape)) * self.scale.reshape(self.shape)
        self.gamma = gamma
        return gamma.reshape(self.shape) * self.normal + beta.reshape(self.shape)

    def backward(self, dout):
        dbeta = np.sum(dout, axis=self.axes)
        dgamma = np.sum(dout * self.normal, axis=self.axes)
        dx = dout
        if self.train:
            dx = dout - (dbeta.reshape(self.shape) + self.normal * dgamma.reshape(self.shape)) / self.n
        dx = (self.gamma * self.scale).reshape(self.shape) * dx
        return dx, dgamma, dbeta
