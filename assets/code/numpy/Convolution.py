class Convolution:
    """Filters w (out, in / groups, height, width) slide over x (N, in, height, width); one
    dimension is height 1. A tensor without batch or channels gets axes of length 1."""

    def __init__(self, space, stride=1, padding=0, dilation=1, groups=1):
        self.space, self.stride, self.padding = space, stride, padding
        self.dilation, self.groups = dilation, groups

    def forward(self, x, w, b=None):
        self.x_shape, self.w_shape = x.shape, w.shape
        self.b_shape = None if b is None else b.shape
        plain = w.ndim == self.space  # one channel without an axis of its own
        batch = x.shape[0] if x.ndim == self.space + (1 if plain else 2) else 1
        image = ((1,) + x.shape[-self.space:])[-2:]
        window = ((1,) + w.shape[-self.space:])[-2:]
        self.w = w.reshape((1, 1) + window) if plain else w.reshape(w.shape[:2] + window)
        self.pads = [self.zeros(axis, image[axis], window[axis]) for axis in range(2)]
        channels = self.w.shape[1] * self.groups
        self.x = np.pad(x.reshape((batch, channels) + image), [(0, 0), (0, 0)] + self.pads)
        self.size = tuple(
            (self.x.shape[2 + i] - self.dilation * (window[i] - 1) - 1) // self.stride + 1
            for i in range(2))
        out = np.zeros((batch, self.w.shape[0]) + self.size)
        for ins, outs, where, u, v in self.places():
            part = self.x[(slice(None), ins) + where]
            out[:, outs] += np.einsum("nchw,oc->nohw", part, self.w[outs, :, u, v])
        if b is not None:
            out = out + b.reshape(1, -1, 1, 1)
        before, size = x.shape[:-self.space], self.size[-self.space:]
        return out.reshape(before + size if plain else before[:-1] + (w.shape[0],) + size)

    def backward(self, dout):
        dout = np.reshape(dout, (self.x.shape[0], self.w.shape[0]) + self.size)
        dx, dw = np.zeros_like(self.x), np.zeros_like(self.w)
        for ins, outs, where, u, v in self.places():
            part = (slice(None), ins) + where
            dx[part] += np.einsum("nohw,oc->nchw", dout[:, outs], self.w[outs, :, u, v])
            dw[outs, :, u, v] = np.einsum("nohw,nchw->oc", dout[:, outs], self.x[part])
        (top, bottom), (left, right) = self.pads
        dx = dx[:, :, top:dx.shape[2] - bottom, left:dx.shape[3] - right]
        gradients = dx.reshape(self.x_shape), dw.reshape(self.w_shape)
        if self.b_shape is None:
            return gradients
        return gradients + (np.sum(dout, axis=(0, 2, 3)).reshape(self.b_shape),)

    def zeros(self, axis, length, window):
        """How many zeros stand before and after an axis."""
        if axis < 2 - self.space:
            return 0, 0
        if self.padding != "same":
            return self.padding, self.padding
        outputs = -(-length // self.stride)
        more = max(0, (outputs - 1) * self.stride + self.dilation * (window - 1) + 1 - length)
        return more // 2, more - more // 2

    def places(self):
        """For each group and each number of a filter, the part of x that it meets."""
        ins, outs = self.w.shape[1], self.w.shape[0] // self.groups
        for group in range(self.groups):
            for u in range(self.w.shape[2]):
                for v in range(self.w.shape[3]):
                    where = tuple(
                        slice(at * self.dilation, at * self.dilation + self.stride * n, self.stride)
                        for at, n in zip((u, v), self.size))
                    yield (slice(group * ins, (group + 1) * ins),
                           slice(group * outs, (group + 1) * outs), where, u, v)
