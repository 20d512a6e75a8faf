def largest_gradient(x, y, dy, axes=None):
    """What is sent by the largest numbers of x along axes, where these are y."""
    axes = range(x.dim()) if axes is None else [axis % x.dim() for axis in axes]
    kept = [1 if axis in axes else length for axis, length in enumerate(x.shape)]
    largest = (x == y.reshape(kept)).to(x.dtype)
    ties = largest.sum(dim=tuple(axes), keepdim=True) if axes else largest
    return largest / ties * dy.reshape(kept)
