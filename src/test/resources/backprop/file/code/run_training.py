"""Writes what an exported training script draws, then trains.

python3 run_training.py SCRIPT BITS_FILE OPTIONS…: the file gets JSON with the bits of each initial
parameter, the mini-batches of some iterations, and the mask of a part of a batch.
"""
import importlib.util
import json
import sys

script, bits_file = sys.argv[1:3]
sys.argv[1:] = sys.argv[3:]
spec = importlib.util.spec_from_file_location("exported", script)
exported = importlib.util.module_from_spec(spec)
spec.loader.exec_module(exported)
torch = exported.torch

step = exported.Step(7, 3, 10)
drawn = {
    "initial": {name: tensor.detach().numpy().astype("<f4").tobytes().hex()
                for name, tensor in exported.Net().tensors().items() if tensor is not None},
    "batches": {sampling: [exported.Batches(sampling, 7, 95, 20).of(i).tolist() for i in range(12)]
                for sampling in ("replacement", "shuffled")},
    "mask": exported.dropout(torch.ones(10, 3, 6, 6), 0.8, False, step, "drop", True)
                    .reshape(-1).int().tolist(),
}
with open(bits_file, "w") as file:
    json.dump(drawn, file)
exported.train(exported.read_options())
