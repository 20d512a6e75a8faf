def make_optimizer(options, parameters):
    """PyTorch's own, with the constants of the plan."""
    decay, momentum, epsilon = options.weight_decay, options.momentum, options.epsilon
    if options.optimizer in ("sgd", "momentum", "nesterov"):
        return torch.optim.SGD(
            parameters, lr=options.lr, weight_decay=decay,
            momentum=0 if options.optimizer == "sgd" else momentum,
            nesterov=options.optimizer == "nesterov")
    if options.optimizer == "adagrad":
        return torch.optim.Adagrad(parameters, lr=options.lr, eps=epsilon, weight_decay=decay)
    if options.optimizer == "rmsprop":
        return torch.optim.RMSprop(
            parameters, lr=options.lr, alpha=options.decay, eps=epsilon, weight_decay=decay)
    kind = torch.optim.AdamW if options.optimizer == "adamw" else torch.optim.Adam
    return kind(parameters, lr=options.lr, betas=(options.beta1, options.beta2), eps=epsilon,
                weight_decay=decay)


USUAL = {  # learning rate, epsilon and weight decay that are usual with each
    "sgd": (0.1, 0, 0), "momentum": (0.1, 0, 0), "nesterov": (0.1, 0, 0),
    "adagrad": (0.01, 1e-10, 0), "rmsprop": (0.001, 1e-8, 0), "adam": (0.001, 1e-8, 0),
    "adamw": (0.001, 1e-8, 0.01)}


def clip_gradients(options, parameters):
    """Cuts gradients that are too large, as the plan says."""
    if options.clip_value:
        torch.nn.utils.clip_grad_value_(parameters, options.clip_value)
    if options.clip_norm:
        torch.nn.utils.clip_grad_norm_(parameters, options.clip_norm)
