def greater(x, y):
    return (x > y).to(x.dtype) + 0.5 * (x == y).to(x.dtype)  # of equals, each gets half
