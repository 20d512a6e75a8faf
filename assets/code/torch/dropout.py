def dropout(x, keep, inverted, training):
    if not training:
        return x if inverted else x * keep
    mask = (torch.rand_like(x) > 1 - keep).double()
    return x * mask / keep if inverted else x * mask
