def convolution(space, x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """A tensor without batch or channels gets axes of length 1, as PyTorch wants them."""
    without_channels = w.dim() == space
    if without_channels:
        x, w = x.unsqueeze(-space - 1), w[None, None]
    without_batch = x.dim() == space + 1
    if without_batch:
        x = x[None]
    zeros = []
    for axis in range(-1, -space - 1, -1):
        more = 2 * padding if padding != "same" else max(
            0, (-(-x.shape[axis] // stride) - 1) * stride
            + dilation * (w.shape[axis] - 1) + 1 - x.shape[axis])
        zeros += [more // 2, more - more // 2]
    conv = torch.nn.functional.conv1d if space == 1 else torch.nn.functional.conv2d
    x = torch.nn.functional.pad(x, zeros)
    y = conv(x, w, None if b is None else b.reshape(-1), stride, 0, dilation, groups)
    if without_batch:
        y = y[0]
    return y.squeeze(-space - 1) if without_channels else y
