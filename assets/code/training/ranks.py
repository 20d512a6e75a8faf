# needs import os
class Ranks:
    """The processes that share the work: one, or as many as torchrun started."""

    def __init__(self):
        self.count = int(os.environ.get("WORLD_SIZE", 1))
        self.rank = int(os.environ.get("RANK", 0))
        if self.count > 1:
            torch.distributed.init_process_group("gloo")

    def sum(self, x):
        """The sum over all; gradients flow back to each."""
        if self.count == 1:
            return x
        import torch.distributed.nn
        return torch.distributed.nn.all_reduce(x)

    def part(self, total):
        """The fixed part of so many things that is this rank's: from, to."""
        return total * self.rank // self.count, total * (self.rank + 1) // self.count


RANKS = Ranks()
