def pad(x, before, after, axes=None):
    axes = range(x.dim()) if axes is None else [axis % x.dim() for axis in axes]
    zeros = []
    for axis in reversed(range(x.dim())):
        zeros += [before, after] if axis in axes else [0, 0]
    return torch.nn.functional.pad(x, zeros)
