# needs import numpy as np
def mix(z):
    """Stafford's variant 13, the mixing function of SplitMix64; for whole arrays."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def bits(key, index):
    """64 random bits at each index under a key: the same place always holds the same number."""
    index = np.asarray(index, dtype=np.uint64)
    return mix(np.uint64(key) + (index + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15))
