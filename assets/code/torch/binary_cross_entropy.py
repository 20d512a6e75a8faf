# needs one_hot
def binary_cross_entropy(y, t, delta=0.0):
    t = t if t.dim() == y.dim() else one_hot(t, y)
    yes, no = t != 0, t != 1  # 0 times log 0 is 0
    loss = torch.sum(t[yes] * torch.log(y[yes] + delta))
    loss = loss + torch.sum((1 - t[no]) * torch.log(1 - y[no] + delta))
    return -loss / (1 if y.dim() < 2 else y.shape[0])
