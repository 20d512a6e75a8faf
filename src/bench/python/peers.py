"""The same work as a peer of ours would do it, for `backprop.bench.Table`.

    python3 peers.py numpy64|numpy32|torch W1|W2|W3 step ITERATIONS [THREADS]
    python3 peers.py torch W4mlp|W4cnn step ITERATIONS
    python3 peers.py torch W1|W2|W3 whole ITERATIONS FOLDER
    python3 peers.py numpy64 W1 blas 0

`step` prints the median wall and processor time of an iteration in microseconds; `whole` reads the IDX files of a folder, trains,
tests and ends, and the caller holds the watch; `blas` says which library NumPy multiplies with. The NumPy classes are written as the textbook has them (Saito, Deep Learning from
Scratch, chapters 5 to 7), float64; with numpy32 in float32.
"""

import statistics
import struct
import sys
import time

PEER, WORK, MODE, ITERATIONS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
REST = sys.argv[5:]
IMAGES = 60_000
BATCH = {"W1": 100, "W2": 32, "W3": 60}


def measured(step):
    wall, cpu = [], []
    for _ in range(ITERATIONS):
        a, b = time.perf_counter(), time.process_time()
        step()
        wall.append(time.perf_counter() - a)
        cpu.append(time.process_time() - b)
    kept = ITERATIONS // 5  # the first fifth warms up
    print(f"RESULT {statistics.median(wall[kept:]) * 1e6:.2f} {statistics.median(cpu[kept:]) * 1e6:.2f}")


def idx(path):
    import numpy as np

    with open(path, "rb") as file:
        data = file.read()
    (magic,) = struct.unpack(">i", data[:4])
    dimensions = magic & 255
    shape = struct.unpack(f">{dimensions}i", data[4 : 4 + 4 * dimensions])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def folder(name):
    return (
        idx(f"{name}/train-images-idx3-ubyte").reshape(-1, 784),
        idx(f"{name}/train-labels-idx1-ubyte"),
        idx(f"{name}/t10k-images-idx3-ubyte").reshape(-1, 784),
        idx(f"{name}/t10k-labels-idx1-ubyte"),
    )


def noise():
    """As much ink as digits have: 19 of 100 pixels."""
    import numpy as np

    random = np.random.default_rng(1)
    pixels = random.integers(0, 256, (IMAGES, 784), dtype=np.uint8)
    pixels[random.random((IMAGES, 784), dtype=np.float32) > 0.19] = 0
    return pixels, random.integers(0, 10, IMAGES)


# ---------------------------------------------------------------------------------------------- PyTorch


def torch_work():
    import torch
    from torch import nn

    torch.manual_seed(1)
    threads = int(REST[0]) if MODE == "step" and REST else 1
    torch.set_num_threads(threads)

    class Cnn(nn.Module):
        def __init__(self):
            super().__init__()
            self.filters = nn.Conv2d(1, 32, 5, padding=2)
            self.dropout = nn.Dropout(0.2)
            self.scores = nn.Linear(32 * 28 * 28, 10)

        def forward(self, x):
            h = self.dropout(torch.tanh(self.filters(x)))
            return self.scores(h.flatten(1))

    def layers(hidden, activation):
        return nn.Sequential(nn.Linear(784, hidden), activation, nn.Linear(hidden, 10))

    cnn = WORK in ("W3", "W4cnn")
    shape = (1, 28, 28) if cnn else (784,)
    net = Cnn() if cnn else layers(50, nn.Sigmoid()) if WORK == "W2" else layers(100, nn.ReLU())

    if MODE == "whole":
        pixels, labels, test_pixels, test_labels = folder(REST[0])
    else:
        pixels, labels = noise()
    x = torch.from_numpy(pixels.copy()).float() / 255
    t = torch.from_numpy(labels.copy()).long()

    if WORK.startswith("W4"):
        net.eval()
        one = x[:1].view(1, *shape)
        with torch.inference_mode():
            measured(lambda: net(one).argmax(1).item())
        return

    optimizer = {
        "W1": lambda: torch.optim.SGD(net.parameters(), 0.1),
        "W2": lambda: torch.optim.Adam(net.parameters(), 0.001),
        "W3": lambda: torch.optim.SGD(net.parameters(), 0.01, momentum=0.9),
    }[WORK]()
    loss = nn.CrossEntropyLoss()

    def step():
        rows = torch.randint(0, len(x), (BATCH[WORK],))
        optimizer.zero_grad()
        loss(net(x[rows].view(-1, *shape)), t[rows]).backward()
        optimizer.step()

    if MODE == "step":
        measured(step)
        return
    for _ in range(ITERATIONS):
        step()
    net.eval()
    right = 0
    with torch.inference_mode():
        test = torch.from_numpy(test_pixels.copy()).float() / 255
        for i in range(0, len(test), 1000):
            scores = net(test[i : i + 1000].view(-1, *shape))
            right += (scores.argmax(1).numpy() == test_labels[i : i + 1000]).sum()
    print(f"accuracy {right / len(test_labels):.4f}")


# ------------------------------------------------------------------------------------------------ NumPy


def numpy_work():
    import numpy as np

    kind = np.float64 if PEER == "numpy64" else np.float32
    pixels, labels = noise()
    x_train = pixels.astype(np.float32) / np.float32(255)
    t_train = np.eye(10, dtype=kind)[labels]

    class Affine:
        def __init__(self, w, b):
            self.w, self.b = w, b

        def forward(self, x):
            self.shape = x.shape
            self.x = x.reshape(len(x), -1)
            return np.dot(self.x, self.w) + self.b

        def backward(self, dout):
            dx = np.dot(dout, self.w.T)
            self.grads = [np.dot(self.x.T, dout), np.sum(dout, axis=0)]
            return dx.reshape(self.shape)

    class Relu:
        def forward(self, x):
            self.mask = x <= 0
            out = x.copy()
            out[self.mask] = 0
            return out

        def backward(self, dout):
            dout[self.mask] = 0
            return dout

    class Sigmoid:
        def forward(self, x):
            self.out = 1 / (1 + np.exp(-x))
            return self.out

        def backward(self, dout):
            return dout * (1.0 - self.out) * self.out

    class Tanh:
        def forward(self, x):
            self.out = np.tanh(x)
            return self.out

        def backward(self, dout):
            return dout * (1 - self.out**2)

    class Dropout:
        def forward(self, x):
            self.mask = np.random.rand(*x.shape) > 0.2
            return x * self.mask

        def backward(self, dout):
            return dout * self.mask

    class Convolution:
        """5×5, as many rows and columns out as in; the first layer, so nothing flows on."""

        def __init__(self, w, b):
            self.w, self.b = w, b

        def forward(self, x):
            n, channels, height, width = x.shape
            padded = np.pad(x, [(0, 0), (0, 0), (2, 2), (2, 2)])
            columns = np.zeros((n, channels, 5, 5, height, width), dtype=x.dtype)
            for i in range(5):
                for j in range(5):
                    columns[:, :, i, j] = padded[:, :, i : i + height, j : j + width]
            self.columns = columns.transpose(0, 4, 5, 1, 2, 3).reshape(n * height * width, -1)
            out = np.dot(self.columns, self.w.reshape(len(self.w), -1).T) + self.b
            return out.reshape(n, height, width, -1).transpose(0, 3, 1, 2)

        def backward(self, dout):
            rows = dout.transpose(0, 2, 3, 1).reshape(-1, len(self.w))
            dw = np.dot(self.columns.T, rows).T.reshape(self.w.shape)
            self.grads = [dw, np.sum(rows, axis=0)]

    class SoftmaxWithLoss:
        def forward(self, x, t):
            e = np.exp(x - np.max(x, axis=1, keepdims=True))
            self.y, self.t = e / np.sum(e, axis=1, keepdims=True), t
            chosen = self.y[np.arange(len(x)), t.argmax(axis=1)]
            return -np.sum(np.log(chosen + 1e-7)) / len(x)

        def backward(self):
            return (self.y - self.t) / len(self.t)

    def weights(deviation, *shape):
        return (deviation * np.random.randn(*shape)).astype(kind)

    def zeros(n):
        return np.zeros(n, dtype=kind)

    if WORK == "W3":
        layers = [Convolution(weights(0.1, 32, 1, 5, 5), zeros(32)), Tanh(), Dropout(), Affine(weights(0.01, 25088, 10), zeros(10))]
    else:
        hidden = 50 if WORK == "W2" else 100
        layers = [
            Affine(weights(0.01, 784, hidden), zeros(hidden)),
            Sigmoid() if WORK == "W2" else Relu(),
            Affine(weights(0.01, hidden, 10), zeros(10)),
        ]
    parts = [layer for layer in layers if hasattr(layer, "w")]
    last = SoftmaxWithLoss()
    first = [[np.zeros_like(p.w), np.zeros_like(p.b)] for p in parts]
    second = [[np.zeros_like(p.w), np.zeros_like(p.b)] for p in parts]
    count = 0

    def update():
        nonlocal count
        count += 1
        for k, part in enumerate(parts):
            for i, p in enumerate((part.w, part.b)):
                g = part.grads[i]
                if WORK == "W1":
                    p -= 0.1 * g
                elif WORK == "W3":
                    first[k][i] = 0.9 * first[k][i] - 0.01 * g
                    p += first[k][i]
                else:
                    rate = 0.001 * np.sqrt(1.0 - 0.999**count) / (1.0 - 0.9**count)
                    first[k][i] += 0.1 * (g - first[k][i])
                    second[k][i] += 0.001 * (g**2 - second[k][i])
                    p -= (rate * first[k][i] / (np.sqrt(second[k][i]) + 1e-7)).astype(kind)

    def step():
        rows = np.random.choice(IMAGES, BATCH[WORK])
        x = x_train[rows]
        if WORK == "W3":
            x = x.reshape(-1, 1, 28, 28)
        for layer in layers:
            x = layer.forward(x)
        last.forward(x, t_train[rows])
        dout = last.backward()
        for layer in reversed(layers):
            dout = layer.backward(dout)
        update()

    measured(step)


def blas():
    import numpy as np

    np.dot(np.ones((64, 64)), np.ones((64, 64)))
    with open("/proc/self/maps") as maps:
        names = {line.split("/", 1)[1].strip() for line in maps if "/" in line}
    found = sorted(name for name in names if any(word in name for word in ("openblas", "mkl", "blis", "atlas")))
    found = found or sorted(name for name in names if "libblas" in name)
    print("RESULT /" + found[0] if found else "RESULT unknown")


if MODE == "blas":
    blas()
    sys.exit()
torch_work() if PEER == "torch" else numpy_work()
