"""Trains nothing: one pass of a two-layer net, forward and backward, saved for `backprop compare`.

    python3 dump_gradients.py mine.npz
    backprop compare mine.npz two-layer-net.backprop
"""
import sys
import numpy as np


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


random = np.random.default_rng(1)
x = random.normal(size=(5, 4))  # N rows
t = np.array([0, 1, 1, 0, 1])  # the right class of each
W1, b1 = random.normal(size=(4, 3)), 0.1 * random.normal(size=3)
W2, b2 = random.normal(size=(3, 2)), 0.1 * random.normal(size=2)

a1 = x @ W1 + b1
z1 = np.maximum(a1, 0)
a2 = z1 @ W2 + b2
y = softmax(a2)
L = -np.log(y[np.arange(len(t)), t]).mean()

da2 = (y - np.eye(2)[t]) / len(t)
dW2, db2, dz1 = z1.T @ da2, da2.sum(axis=0), da2 @ W2.T
da1 = dz1 * (a1 > 0)
dW1, db1, dx = x.T @ da1, da1.sum(axis=0), da1 @ W1.T

names = "x t W1 b1 a1 z1 W2 b2 a2 L dW1 db1 da1 dz1 dW2 db2 da2 dx".split()
np.savez(sys.argv[1], **{name: globals()[name] for name in names})
