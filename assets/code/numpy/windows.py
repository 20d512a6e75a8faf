def windows(x, kernel, stride):
    """The parts of x that each number of a sliding window meets, in reading order."""
    height = (x.shape[-2] - kernel) // stride + 1
    width = (x.shape[-1] - kernel) // stride + 1
    for u in range(kernel):
        for v in range(kernel):
            yield (..., slice(u, u + stride * height, stride), slice(v, v + stride * width, stride))
