# needs import math
def rate_factor(options, iteration, iterations):
    """What the learning rate is multiplied by in an iteration, counted from 0."""
    if iteration < options.warmup:
        return (iteration + 1) / options.warmup
    done, rest = iteration - options.warmup, max(1, iterations - options.warmup)
    name, numbers = options.schedule
    if name == "step":
        every, factor = numbers
        return factor ** (done // int(every))
    if name == "cosine":
        last = numbers[0] if numbers else 0.0
        return last + (1 - last) * (1 + math.cos(math.pi * min(1, done / rest))) / 2
    return 1


def read_schedule(text):
    """constant, step:EVERY:FACTOR or cosine:LAST as a name and its numbers."""
    name, *numbers = text.split(":")
    numbers = [float(number) for number in numbers]
    fits = {"constant": [0], "step": [2], "cosine": [0, 1]}.get(name, [])
    if len(numbers) not in fits or (name == "step" and (numbers[0] < 1 or numbers[1] <= 0)):
        raise ValueError(text)
    return name, numbers
