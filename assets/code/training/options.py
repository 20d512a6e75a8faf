# needs import argparse, optimizer, schedule, stop
def read_options():
    """The plan: what the program was written with, unless the command line says otherwise."""
    read = argparse.ArgumentParser(
        description="Trains the network below; with torchrun on many processes.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    if SHAPES:
        read.add_argument("--data", metavar="DIR", required=True,
                          help="a folder with the four files of MNIST or a set like it")
    length = read.add_mutually_exclusive_group()
    length.add_argument("--iterations", type=int, help="mini-batches of the run")
    length.add_argument("--epochs", type=int, help="times that every image is seen")
    read.add_argument("--batch", type=int, help="images in a mini-batch")
    read.add_argument("--sampling", choices=["replacement", "shuffled"])
    read.add_argument("--seed", type=int, help="of mini-batches and dropout")
    read.add_argument("--optimizer", choices=list(USUAL))
    read.add_argument("--lr", type=float, help="learning rate before the schedule")
    read.add_argument("--momentum", type=float, help="of momentum and nesterov")
    read.add_argument("--decay", type=float, help="of rmsprop's mean")
    read.add_argument("--beta1", type=float, help="of adam and adamw")
    read.add_argument("--beta2", type=float, help="of adam and adamw")
    read.add_argument("--epsilon", type=float, help="of adagrad, rmsprop, adam and adamw")
    read.add_argument("--weight-decay", type=float)
    read.add_argument("--clip-value", type=float, help="largest number of a gradient; 0 for none")
    read.add_argument("--clip-norm", type=float, help="largest norm of all; 0 for none")
    read.add_argument("--schedule", type=read_schedule,
                      metavar="constant|step:EVERY:FACTOR|cosine[:LAST]")
    read.add_argument("--warmup", type=int, help="iterations in which the rate grows")
    read.add_argument("--stop", type=read_stop, metavar="CHANGE:ROUNDS",
                      help="end when the loss changed by less in so many iterations")
    read.add_argument("--evaluate", choices=["epoch", "end"], help="when all images are read")
    read.add_argument("--threads", type=int, default=1)
    read.add_argument("--device", default="cpu", help="such as cuda; each rank takes one of its own")
    read.add_argument("--losses", metavar="FILE", help="the loss of each mini-batch goes here")
    read.add_argument("--json", action="store_true", help="one line of JSON for each evaluation")
    read.add_argument("--out", metavar="FILE", default="model.safetensors")
    read.set_defaults(**PLAN)
    options = read.parse_args()
    if options.iterations != PLAN["iterations"]:
        options.epochs = None
    elif options.epochs != PLAN["epochs"]:
        options.iterations = None
    usual = dict(zip(("lr", "epsilon", "weight_decay"), USUAL[options.optimizer]))
    for name, value in usual.items():  # another optimiser than the plan's has its own
        planned = getattr(options, name) == PLAN[name]
        if planned and (PLAN[name] is None or options.optimizer != PLAN["optimizer"]):
            setattr(options, name, value)
    if options.batch < 1 or options.lr <= 0 or options.threads < 1:
        stop("Batch, learning rate and threads are above 0.")
    return options


def read_stop(text):
    """CHANGE:ROUNDS as two numbers."""
    change, rounds = text.split(":")
    return float(change), int(rounds)
