def fit(d, x):
    """A gradient in the shape of its value: its numbers in their order where there are as many."""
    d = np.asarray(d, dtype=float)
    return d.reshape(x.shape) if d.size == x.size else np.full(x.shape, np.nan)
