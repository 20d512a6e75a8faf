# needs import numpy as np, counter_random, keys
class Batches:
    """Which images each mini-batch holds: a pure function of seed and iteration."""

    def __init__(self, sampling, seed, images, batch):
        self.shuffled, self.seed, self.images, self.batch = (
            sampling == "shuffled", seed, images, batch)
        self.orders = {}

    def of(self, iteration):
        if not self.shuffled:
            key = array_key(self.seed, "mini-batch", iteration)
            return below(key, np.arange(self.batch), self.images)
        places = iteration * self.batch + np.arange(self.batch)
        epochs = places // self.images
        self.orders = {e: self.orders[e] if e in self.orders else self.order(e)
                       for e in np.unique(epochs).tolist()}
        return np.array([self.orders[e][p % self.images] for e, p in zip(epochs.tolist(), places)])

    def order(self, epoch):
        """Every image once: Fisher and Yates's shuffle."""
        order = list(range(self.images))
        places = np.arange(self.images)
        chosen = below(array_key(self.seed, "shuffle", epoch), places, places + 1).tolist()
        for i in range(self.images - 1, 0, -1):
            j = chosen[i]
            order[i], order[j] = order[j], order[i]
        return order


def below(key, index, bound):
    """Whole numbers from 0 up to a bound: the upper half of the product of bits and bound."""
    z = bits(key, index)
    bound = np.asarray(bound, dtype=np.uint64)
    low = ((z & np.uint64(0xFFFFFFFF)) * bound) >> np.uint64(32)
    return (((z >> np.uint64(32)) * bound + low) >> np.uint64(32)).astype(np.int64)
