# needs import json, import os, import struct
def save_model(path, tensors, metadata):
    """A safetensors file: the length of a header, the header, the numbers. It opens in Backprop
    Explorer, and in Python with the safetensors package."""
    header, end = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        size = 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape),
                        "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header, ensure_ascii=False).encode("utf-8")
    text += b" " * (-len(text) % 8)  # the numbers begin at a multiple of eight
    beside = path + ".part"
    with open(beside, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.detach().cpu().contiguous().numpy().astype("<f4").tobytes())
    os.replace(beside, path)
