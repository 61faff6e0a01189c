"""Makes the TorchScript files of the tests, and what PyTorch computes with them (torch 1.13)."""

import json
import struct
from typing import Dict, Tuple

import torch
from torch import nn

torch.manual_seed(7)


class Patches(nn.Module):
    """[b, 3, h, w] -> [b, m, 6], one vector for each patch of 8 x 8."""

    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv2d(3, 6, 8, stride=8)

    def forward(self, x):
        return torch.tanh(self.convolution(x)).flatten(2).transpose(1, 2)


class Vector(nn.Module):
    """[b, 3, h, w] -> [b, 5], with a dropout that is on when it is saved."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 5)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.dropout(self.linear(x.mean(dim=[2, 3])))


class Frames(nn.Module):
    """[b, t] -> [b, m, 4], a vector every 100 samples."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(100, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.tanh(self.linear(x.unfold(1, 100, 100)))


class Clip(nn.Module):
    """[b, 3, t, h, w] -> [b, 3]."""

    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv3d(3, 3, (2, 8, 8), stride=(2, 8, 8))

    def forward(self, x):
        return self.convolution(x).mean(dim=[2, 3, 4])


class Several(nn.Module):
    """Gives the patches, and their mean in a dictionary."""

    def __init__(self, patches):
        super().__init__()
        self.patches = patches

    def forward(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        states = self.patches(x)
        return states, states.mean(dim=1)


class Single(nn.Module):
    """[1, 3, h, w] -> [1, 6]: the batch of one is baked in."""

    def __init__(self, patches):
        super().__init__()
        self.patches = patches

    def forward(self, x):
        return self.patches(x).mean(dim=1).reshape(1, 6)


class Map(nn.Module):
    """[b, 3, h, w] -> [b, 6, 2, 2]: a map of features, which is no sequence."""

    def __init__(self, patches):
        super().__init__()
        self.convolution = patches.convolution

    def forward(self, x):
        return self.convolution(x)


class Half(nn.Module):
    """[b, 3, h, w] -> [b, 3] in double precision."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=[2, 3]).double()


class Nothing(nn.Module):
    """Divides nought by nought where the image is black."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return (x * 0).mean(dim=[2, 3]) / 0


def save_tensors(name, tensors):
    header, data = {}, b""
    for key, tensor in tensors.items():
        raw = tensor.detach().contiguous().float().numpy().tobytes()
        header[key] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    with open(name, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


image, audio, video = torch.randn(2, 3, 16, 16), torch.randn(2, 250), torch.randn(2, 3, 4, 16, 16)
patches, vector, frames, clip = Patches(), Vector(), Frames(), Clip()
torch.jit.trace(patches, image[:1]).save("patches.pt")
torch.jit.script(vector).save("vector.pt")
torch.jit.script(frames).save("frames.pt")
torch.jit.trace(clip, video[:1]).save("clip.pt")
torch.jit.trace(Several(patches), image).save("several.pt")
torch.jit.trace(Single(patches), image[:1], check_trace=False).save("single.pt")
torch.jit.trace(Map(patches), image).save("map.pt")
torch.jit.script(Half()).save("double.pt")
torch.jit.script(Nothing()).save("nothing.pt")
torch.save(patches.state_dict(), "weights.pt")
vector.eval()
save_tensors(
    "numbers.safetensors",
    {
        "image": image,
        "audio": audio,
        "video": video,
        "patches": patches(image),
        "vector": vector(image),
        "frames": frames(audio),
        "clip": clip(video),
    },
)
