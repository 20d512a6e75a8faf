class BatchNorm(torch.nn.Module):
    """Per channel; the weights γ and β come with each call."""

    def __init__(self, epsilon, momentum):
        super().__init__()
        self.epsilon, self.momentum = epsilon, momentum
        self.mean = self.variance = None

    def forward(self, x, gamma, beta):
        if self.mean is None:
            self.mean, self.variance = torch.zeros_like(gamma), torch.ones_like(gamma)
            self.mean, self.variance = self.mean.detach(), self.variance.detach()
        return torch.nn.functional.batch_norm(
            x, self.mean, self.variance, gamma, beta, self.training, self.momentum, self.epsilon)
