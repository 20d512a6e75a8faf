def own_gradient(operation, port, given, dy):
    """What PyTorch sends to one input of an operation."""
    given = [x.detach() for x in given]
    given[port].requires_grad_()
    with torch.enable_grad():
        y = operation(*given)
    return torch.autograd.grad(y, given[port], dy)[0]
