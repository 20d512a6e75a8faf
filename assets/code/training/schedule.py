# needs import math
def rate_factor(options, iteration, iterations):
    """What the learning rate is multiplied by in an iteration, counted from 0."""
    if iteration < options.warm_up:
        return (iteration + 1) / options.warm_up
    done, rest = iteration - options.warm_up, max(1, iterations - options.warm_up)
    if options.schedule == "step":
        return options.step_factor ** (done // options.step_every)
    if options.schedule == "cosine":
        share = min(1, done / rest)
        return options.last + (1 - options.last) * (1 + math.cos(math.pi * share)) / 2
    return 1
