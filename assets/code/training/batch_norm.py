# needs ranks
class BatchNorm(torch.nn.Module):
    """Per channel, with the statistics of the whole batch, however many ranks share it."""

    def __init__(self, epsilon, momentum):
        super().__init__()
        self.epsilon, self.momentum = epsilon, momentum
        self.running_mean = self.running_var = None

    def forward(self, x, gamma, beta):
        shape = [1, -1] + [1] * (x.dim() - 2)
        axes = [0] + list(range(2, x.dim()))
        if self.running_mean is None:
            self.running_mean = torch.zeros_like(gamma).detach()
            self.running_var = torch.ones_like(gamma).detach()
        if self.training:
            n = RANKS.sum(torch.tensor(float(x.numel() // x.shape[1]))).item()
            mean = RANKS.sum(x.sum(axes)) / n
            variance = RANKS.sum(((x - mean.view(shape)) ** 2).sum(axes)) / n
            self.running_mean = self.moved(self.running_mean, mean)
            self.running_var = self.moved(self.running_var, variance * n / max(n - 1, 1))
        else:
            mean, variance = self.running_mean, self.running_var
        normal = (x - mean.view(shape)) / torch.sqrt(variance + self.epsilon).view(shape)
        return gamma.view(shape) * normal + beta.view(shape)

    def moved(self, before, now):
        return (1 - self.momentum) * before + self.momentum * now.detach()
