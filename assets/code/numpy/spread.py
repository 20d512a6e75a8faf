def spread(d, shape, axis):
    """Repeat the gradient of a reduction along the axes that it reduced; none named means all."""
    axes = tuple(range(len(shape))) if axis is None else tuple(a % len(shape) for a in axis)
    kept = tuple(1 if i in axes else length for i, length in enumerate(shape))
    return np.broadcast_to(np.reshape(d, kept), shape)
