# needs import time, import numpy as np, batches, idx, options, ranks, save_model, schedule, stop
class Step:
    """What a training step tells: the seed, its number, the first row of this rank's part."""

    def __init__(self, seed, number, row):
        self.seed, self.number, self.row = seed, number, row


def rows_of(digits, index, device):
    """What enters the network for these images."""
    rows = {}
    for name, (column, shape, mean, deviation) in SHAPES.items():
        if column == "image":
            x = torch.from_numpy(digits.images[index].astype(np.float32)) / 255
            x = x if (mean, deviation) == (0, 1) else x * (1 / deviation) + -mean / deviation
        else:
            x = torch.from_numpy(digits.labels[index].astype(np.int64))
            x = (torch.nn.functional.one_hot(x, shape[0]) if shape else x).float()
        rows[name] = x.reshape((len(index),) + shape).to(device)
    return rows


def check_data(digits):
    """Whether images and labels are those that the network takes, and one is read."""
    for column, shape, _, _ in SHAPES.values():
        if column == "image" and np.prod(shape) != np.prod(digits.images.shape[1:]):
            stop("The network takes %d numbers, an image has %d."
                 % (np.prod(shape), np.prod(digits.images.shape[1:])))
    if digits.labels.max() >= CLASSES:
        stop("The network knows %d classes, a label is %d." % (CLASSES, digits.labels.max()))


def evaluate(net, digits, device):
    """The mean loss of all images, and the share that is read right; in parts of 500."""
    net.eval()
    total, right = 0.0, 0
    with torch.no_grad():
        for first in range(500 * RANKS.rank, len(digits), 500 * RANKS.count):
            index = np.arange(first, min(first + 500, len(digits)))
            loss, scores = net(None, **rows_of(digits, index, device))
            total += loss.item() * len(index)
            chosen = scores.reshape(len(index), -1).argmax(dim=1).cpu().numpy()
            right += int(np.sum(chosen == digits.labels[index]))
    both = RANKS.sum(torch.tensor([total, right], dtype=torch.float64))
    return both[0].item() / len(digits), both[1].item() / len(digits)


def share(net, rows, count):
    """By what this rank's loss counts: its share of the rows where the loss is a mean over them,
    1 where it is a sum."""
    if RANKS.count == 1:
        return 1.0
    net.eval()
    with torch.no_grad():
        cuts = [count * rank // RANKS.count for rank in range(RANKS.count + 1)]
        sizes = [to - start for start, to in zip(cuts, cuts[1:])]
        if min(sizes) == 0:
            stop("A batch of %d cannot be shared by %d ranks." % (count, RANKS.count))
        whole = net(None, **rows)[0].item()
        parts = [net(None, **{name: x[start:to] for name, x in rows.items()})[0].item()
                 for start, to in zip(cuts, cuts[1:])]
    size = sizes[RANKS.rank]
    for weight, sum_of_parts in (
            (size / count, sum(p * n / count for p, n in zip(parts, sizes))), (1.0, sum(parts))):
        if abs(sum_of_parts - whole) <= 1e-4 * max(abs(whole), 1e-3):
            return weight
    stop("The loss is neither a mean nor a sum over the rows: train it with one process.")


def add_gradients(parameters, loss):
    """The sum of all ranks' losses; their gradients are added in the same message."""
    if RANKS.count == 1:
        return loss.item()
    reached = [p for p in parameters if p.grad is not None]
    flat = torch.cat([p.grad.reshape(-1) for p in reached] + [loss.detach().reshape(1)])
    torch.distributed.all_reduce(flat)
    for p, grad in zip(reached, flat.split([p.numel() for p in reached] + [1])):
        p.grad.copy_(grad.reshape(p.shape))
    return flat[-1].item()


class Record:
    """What is printed of a run: a line for each evaluation."""

    def __init__(self, options, net, sets, device):
        self.options, self.net, self.sets, self.device = options, net, sets, device
        self.accuracy, self.last, self.trained = None, None, 0.0

    def write(self, iteration):
        if not self.sets or self.last == iteration:
            return
        self.last = iteration
        line = {"epoch": iteration * self.options.batch / len(self.sets[0]), "iteration": iteration}
        (train_loss, train_accuracy), (test_loss, test_accuracy) = [
            evaluate(self.net, digits, self.device) for digits in self.sets]
        line.update(train_loss=train_loss, test_loss=test_loss,
                    train_accuracy=train_accuracy, test_accuracy=test_accuracy)
        seen = iteration * self.options.batch
        line["images_per_second"] = seen / self.trained if self.trained else 0.0
        line["seconds"] = self.trained
        self.accuracy = line["test_accuracy"]
        if RANKS.rank == 0:
            print(json.dumps(line) if self.options.json else
                  "epoch %(epoch).2f, iteration %(iteration)d: loss %(train_loss).4f and accuracy "
                  "%(train_accuracy).4f in training, %(test_loss).4f and %(test_accuracy).4f in "
                  "the test, %(images_per_second).0f images a second" % line, flush=True)


def settled(options, losses):
    """Whether each of the last changes of the loss is below the plan's."""
    if not options.stop or len(losses) <= options.stop[1]:
        return False
    change, rounds = options.stop
    last = losses[-rounds - 1:]
    return all(abs(b - a) < change for a, b in zip(last, last[1:]))


def train(options):
    torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    if device.type == "cuda" and RANKS.count > 1:
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
    net = Net().to(device)
    given = {name: x.to(device) for name, x in inputs().items()}
    sets = [Digits(options.data, kind) for kind in ("train", "t10k")] if SHAPES else []
    if not sets and RANKS.count > 1:
        stop("The network has its own data, which one process sees whole.")
    for digits in sets:
        check_data(digits)
    images = len(sets[0]) if sets else options.batch
    iterations = options.iterations or max(1, -(-options.epochs * images // options.batch))
    batches = Batches(options.sampling, options.seed, images, options.batch)
    net.given = given
    weight = 1.0
    if sets:
        weight = share(net, rows_of(sets[0], batches.of(0), device), options.batch)
    first, to = RANKS.part(options.batch)
    parameters = list(net.parameters())
    optimizer = make_optimizer(options, parameters)
    record, losses = Record(options, net, sets, device), []
    for iteration in range(iterations):
        seen = iteration * options.batch
        if options.evaluate == "epoch" and (
                iteration == 0 or seen // images > (seen - options.batch) // images):
            record.write(iteration)
        start = time.perf_counter()
        rows = rows_of(sets[0], batches.of(iteration)[first:to], device) if sets else {}
        net.train()
        optimizer.zero_grad(set_to_none=True)
        loss = net(Step(options.seed, iteration, first), **rows)[0] * weight
        loss.backward()
        losses.append(add_gradients(parameters, loss))
        if not math.isfinite(losses[-1]):
            stop("The loss of iteration %d is %s." % (iteration + 1, losses[-1]))
        clip_gradients(options, parameters)
        for group in optimizer.param_groups:
            group["lr"] = options.lr * rate_factor(options, iteration, iterations)
        optimizer.step()
        record.trained += time.perf_counter() - start
        if settled(options, losses):
            break
    record.write(len(losses))
    if RANKS.rank == 0:
        if options.losses:
            with open(options.losses, "w") as file:
                file.writelines("%.9g\n" % loss for loss in losses)
        notes = {"trained by": "PyTorch " + torch.__version__, "iterations": str(len(losses))}
        if record.accuracy is not None:
            notes["test accuracy"] = "%.4f" % record.accuracy
        save_model(options.out, net.tensors(), {"document": DOCUMENT, **notes})
