"""Runs exported programs and compares them with what the explorer computed.

python3 run_exports.py numpy|torch FOLDER: reads FOLDER/expected.jsonl; ends with 77 where the
library is missing, else writes one line for each number that differs and the count of programs.
"""
import importlib.util
import json
import re
import sys

library, folder = sys.argv[1], sys.argv[2]
try:
    import numpy as np
    if library == "torch":
        import torch
except ImportError:
    sys.exit(77)

RELATIVE = 1e-9
ROUNDING = 1e-14  # where the true number is 0


def load(name):
    spec = importlib.util.spec_from_file_location(name, folder + "/" + name + ".py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with open(folder + "/" + name + ".py", encoding="utf-8") as text:
        made = re.search(r"graph(?:, given)? = (\w+)\(\)", text.read())
    return module, getattr(module, made.group(1))()


def differs(ours, theirs):
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    if ours.shape != theirs.shape:
        return "shape %s, not %s" % (theirs.shape, ours.shape)
    if ours.size == 0:
        return None
    size = np.max(np.abs(ours[np.isfinite(ours)]), initial=0.0)
    close = np.isclose(theirs, ours, rtol=RELATIVE, atol=RELATIVE * size + ROUNDING, equal_nan=True)
    return None if close.all() else "%s, not %s" % (theirs.tolist(), ours.tolist())


def run_numpy(name):
    module, graph = load(name)
    with np.errstate(all="ignore"):
        value = graph.forward(**module.inputs())
        return value, graph.backward()


def run_torch(name):
    module, graph = load(name)
    graph, given = graph.eval(), module.inputs()
    value = graph(**given)
    gradients = module.gradients(graph, given, value)
    return value.detach().numpy(), {k: g.numpy() for k, g in gradients.items()}


count = 0
for line in open(folder + "/expected.jsonl", encoding="utf-8"):
    expected = json.loads(line)
    name = expected["name"] + "_" + library
    try:
        value, gradients = (run_numpy if library == "numpy" else run_torch)(name)
    except Exception as e:
        print(name, expected["about"], type(e).__name__, e)
        continue
    wrong = {"value": differs(expected["value"], value)}
    keys = expected["grads"] if library == "numpy" else expected["inputs"]
    for key in keys:
        ours = expected["grads"][key]
        wrong[key] = "missing" if key not in gradients else differs(ours, gradients[key])
    for key, message in wrong.items():
        if message:
            print(name, expected["about"], key, message)
    count += 1
print(count)
