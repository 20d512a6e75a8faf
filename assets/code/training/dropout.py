# needs import numpy as np, counter_random, keys
def dropout(x, keep, inverted, step, node, by_row):
    """Step says seed, number and first row of the batch's part; without it nothing is dropped.
    The mask is a pure function of seed, node, step and index, so that many ranks draw one mask."""
    if step is None:
        return x if inverted else x * keep
    first = step.row * x[0].numel() if by_row else 0
    index = first + np.arange(x.numel())
    key = array_key(step.seed, node, step.number)
    uniform = (bits(key, index) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53
    stays = (uniform > 1 - keep) | (keep == 1)
    mask = torch.from_numpy(stays.reshape(tuple(x.shape))).to(x.device, x.dtype)
    return x * mask / keep if inverted else x * mask
