# needs import numpy as np, counter_random
def array_key(seed, node, step=0):
    """The key of a random array: of this seed, of a node or purpose by its name, in this step."""
    number = 0xCBF29CE484222325  # FNV-1a over the UTF-16 units of the name
    units = np.frombuffer(node.encode("utf-16-le"), dtype="<u2")
    for unit in units.tolist():
        number = (number ^ unit) * 0x100000001B3 % 2 ** 64
    key = np.zeros(1, dtype=np.uint64)
    for part in (seed, number, step):
        key = mix((key ^ np.uint64(part % 2 ** 64)) + np.uint64(0x9E3779B97F4A7C15))
    return int(key[0])
