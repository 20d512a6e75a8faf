def times(a, b):
    """The product in which 0 times anything is 0, so that the slope of x ** 0 is 0 everywhere."""
    a, b = np.broadcast_arrays(a, b)
    return np.where((a == 0) | (b == 0), 0.0, a * b)
