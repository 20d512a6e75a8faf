def fit(d, x):
    """A gradient in the shape of its value: its numbers in their order where there are as many."""
    return d.reshape(x.shape) if d.numel() == x.numel() else torch.full_like(x, float("nan"))
