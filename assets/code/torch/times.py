def times(a, b):
    """The product in which 0 times anything is 0."""
    a, b = torch.broadcast_tensors(a, b)
    return torch.where((a == 0) | (b == 0), torch.zeros_like(a), a * b)
