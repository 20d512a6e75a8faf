def pooling(pool, x, kernel, stride, padding):
    """The last two axes are the image, all before them the batch."""
    planes = x.reshape(-1, 1, x.shape[-2], x.shape[-1])
    y = pool(planes, kernel, stride, padding)
    return y.reshape(x.shape[:-2] + y.shape[-2:])
