def affine(x, w, b):
    rows = x.reshape(1 if x.dim() == 1 else x.shape[0], -1)
    y = rows @ w + b.reshape(-1)
    return y[0] if x.dim() == 1 else y
