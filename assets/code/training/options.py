# needs import argparse, optimizer, stop
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
    read.add_argument("--schedule", choices=["constant", "step", "cosine"])
    read.add_argument("--step-every", type=int, help="iterations between two falls")
    read.add_argument("--step-factor", type=float, help="what the rate is multiplied by at each")
    read.add_argument("--last", type=float, help="the share of the rate that a cosine ends with")
    read.add_argument("--warm-up", type=int, help="iterations in which the rate grows")
    read.add_argument("--stop-change", type=float,
                      help="a change of the loss below which a round counts; 0 for none")
    read.add_argument("--stop-rounds", type=int, help="such rounds that end the run")
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
    epsilon, decay = USUAL[options.optimizer]
    options.epsilon = epsilon if options.epsilon is None else options.epsilon
    options.weight_decay = decay if options.weight_decay is None else options.weight_decay
    if options.batch < 1 or options.lr <= 0 or options.threads < 1:
        stop("Batch, learning rate and threads are above 0.")
    return options
