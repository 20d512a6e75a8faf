def one_hot(t, scores):
    """Labels in the shape of the scores: as they are, or 1 at each row's class index."""
    if t.dim() == scores.dim():
        return t
    return torch.nn.functional.one_hot(t.long(), scores.shape[-1]).to(scores.dtype)
