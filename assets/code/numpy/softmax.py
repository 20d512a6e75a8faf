def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)  # never overflows
    y = np.exp(x)
    return y / np.sum(y, axis=-1, keepdims=True)
