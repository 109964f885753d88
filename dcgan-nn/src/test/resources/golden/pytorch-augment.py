#!/usr/bin/env python3
"""Writes pytorch-augment.json: training steps with DiffAugment, computed by PyTorch in float64.

Debian's python3-torch (1.13) suffices:

    /usr/bin/python3 pytorch-augment.py > pytorch-augment.json

The training is that of pytorch-dcgan.py, at 16 px. The augmentation is DiffAugment_pytorch.py of
github.com/mit-han-lab/data-efficient-gans (Zhao et al. 2020, BSD-2-Clause), except that its random numbers are given:
those of Philox 4x32-10 by seed, stream, step and index.
"""

import importlib
import json
import sys

import torch
import torch.nn.functional as F

dcgan = importlib.import_module("pytorch-dcgan")

SEED = 1
STREAMS = {"generator_real": 0x100, "generator_fake": 0x101, "real": 0x102, "fake": 0x103}
COLUMNS = 7

ABOUT = {
    "made_with": "torch " + torch.__version__ + ", float64 on the CPU, by pytorch-augment.py and pytorch-dcgan.py",
    "parameters": "Philox 4x32-10, key = seed 1, counter words (block, step from 0, stream, 0); element i of a batch's parameters "
    "[N, 7], row-major, is word i mod 4 of block i div 4; u = (word >>> 8) * 2^-24. Columns: brightness u - 0.5, saturation 2u, "
    "contrast u + 0.5, shifts floor(u * (2s + 1)) - s, first rows of the cutout floor(u * (size + 1 - l mod 2)) - l div 2. "
    "Streams: 258 real and 259 fake for D's update, 256 and 257 for G's.",
}


def philox(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        product0 = 0xD2511F53 * c0
        product1 = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = product1 >> 32 ^ c1 ^ k0, product1 & 0xFFFFFFFF, product0 >> 32 ^ c3 ^ k1, product0 & 0xFFFFFFFF
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


def uniform(size, stream, step):
    words = [word for block in range((size + 3) // 4) for word in philox((block, step, stream, 0), (SEED, 0))]
    return torch.tensor([(word >> 8) * 2.0**-24 for word in words[:size]], dtype=torch.float64)


def color(x, u):
    one = (-1, 1, 1, 1)
    # The parameters are float32.
    x = x + (u[:, 0] - 0.5).float().double().view(one)
    x_mean = x.mean(dim=1, keepdim=True)
    x = (x - x_mean) * (u[:, 1] * 2).float().double().view(one) + x_mean
    x_mean = x.mean(dim=[1, 2, 3], keepdim=True)
    return (x - x_mean) * (u[:, 2] + 0.5).float().double().view(one) + x_mean


def translate(x, u, ratio=0.125):
    n, _, height, width = x.shape
    shift_y, shift_x = int(height * ratio + 0.5), int(width * ratio + 0.5)
    move_y = (torch.floor(u[:, 3] * (2 * shift_y + 1)).long() - shift_y).view(n, 1, 1)
    move_x = (torch.floor(u[:, 4] * (2 * shift_x + 1)).long() - shift_x).view(n, 1, 1)
    grid_n, grid_y, grid_x = torch.meshgrid(torch.arange(n), torch.arange(height), torch.arange(width), indexing="ij")
    grid_y = torch.clamp(grid_y + move_y + 1, 0, height + 1)
    grid_x = torch.clamp(grid_x + move_x + 1, 0, width + 1)
    padded = F.pad(x, [1, 1, 1, 1, 0, 0, 0, 0])
    return padded.permute(0, 2, 3, 1).contiguous()[grid_n, grid_y, grid_x].permute(0, 3, 1, 2).contiguous()


def cutout(x, u, ratio=0.5):
    n, _, height, width = x.shape
    rows, columns = int(height * ratio + 0.5), int(width * ratio + 0.5)
    offset_y = torch.floor(u[:, 5] * (height + (1 - rows % 2))).long().view(n, 1, 1)
    offset_x = torch.floor(u[:, 6] * (width + (1 - columns % 2))).long().view(n, 1, 1)
    grid_n, grid_y, grid_x = torch.meshgrid(torch.arange(n), torch.arange(rows), torch.arange(columns), indexing="ij")
    grid_y = torch.clamp(grid_y + offset_y - rows // 2, min=0, max=height - 1)
    grid_x = torch.clamp(grid_x + offset_x - columns // 2, min=0, max=width - 1)
    mask = torch.ones(n, height, width, dtype=x.dtype)
    mask[grid_n, grid_y, grid_x] = 0
    return x * mask.unsqueeze(1)


FUNCTIONS = {"color": color, "translate": translate, "cutout": cutout}


def train(channels, names, **options):
    def augment(images, kind, step):
        u = uniform(images.shape[0] * COLUMNS, STREAMS[kind], step).view(-1, COLUMNS)
        for name, function in FUNCTIONS.items():
            if name in names.split(","):
                images = function(images, u)
        return images

    numbers = dcgan.train(16, channels, [64, 32], [16, 32], 20, 8, 0.0002, True, augment=augment, **options)
    return {"augment": names, **numbers}


def main():
    torch.use_deterministic_algorithms(True)
    golden = {
        "about": {**dcgan.ABOUT, **ABOUT},
        "all": train(3, "translate,cutout,color"),
        "color": train(3, "color"),
        "translate": train(1, "translate"),
        "cutout": train(1, "cutout"),
        "relativistic": train(3, "translate,cutout,color", objective="relativistic"),
    }
    json.dump(golden, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
