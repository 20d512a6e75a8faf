def sum_to(d, shape):
    """Sum a gradient over the axes along which a value of this shape was broadcast."""
    d = np.asarray(d)
    extra = d.ndim - len(shape)
    d = d.sum(axis=tuple(range(extra)))
    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1 and d.shape[axis] != 1)
    return d.sum(axis=stretched, keepdims=True)
