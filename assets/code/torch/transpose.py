def transpose(x):
    """All axes in reverse, for any number of them."""
    return x.permute(tuple(reversed(range(x.dim()))))
