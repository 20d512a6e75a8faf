def rows(shape):
    """How many rows a batch of scores has; a vector is one row."""
    return 1 if len(shape) < 2 else shape[0]
