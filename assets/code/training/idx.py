# needs import numpy as np, import gzip, import os, import struct, stop
class Digits:
    """Images as bytes and their labels, from the two files of a set in MNIST's format."""

    def __init__(self, folder, kind):
        self.images = idx_file(folder, kind + "-images", 3)
        self.labels = idx_file(folder, kind + "-labels", 1)
        if len(self.images) != len(self.labels):
            stop("%s: %d images and %d labels do not belong together."
                 % (folder, len(self.images), len(self.labels)))

    def __len__(self):
        return len(self.images)


def idx_file(folder, name, rank):
    """The bytes of a file such as train-images-idx3-ubyte, packed or not, as an array."""
    try:
        entries = os.listdir(folder)
    except OSError as error:
        stop("%s cannot be read: %s." % (folder, error.strerror))
    plain = lambda entry: entry.lower().replace(".", "-").replace("_", "-").replace("test-", "t10k-")
    found = [e for e in sorted(entries) if plain(e).startswith(name)]
    if not found:
        stop("%s has no file %s-idx%d-ubyte." % (folder, name, rank))
    path = os.path.join(folder, found[0])
    try:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            content = file.read()
    except (OSError, EOFError) as error:
        stop("%s cannot be read: %s." % (path, error))
    head = 4 + 4 * rank
    if len(content) < head or content[:4] != bytes([0, 0, 8, rank]):
        stop("%s is no IDX file of %d axes of bytes." % (path, rank))
    shape = struct.unpack(">%dI" % rank, content[4:head])
    if len(content) - head != np.prod(shape, dtype=object):
        stop("%s has %d bytes after its head, not the %s that this says."
             % (path, len(content) - head, np.prod(shape, dtype=object)))
    return np.frombuffer(content, dtype=np.uint8, offset=head).reshape(shape)
