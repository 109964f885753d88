#!/usr/bin/env python3
"""Writes pytorch-spectral-norm.json: training steps with a spectrally normalised discriminator, by PyTorch in float64.

Debian's python3-torch (1.13) suffices:

    /usr/bin/python3 pytorch-spectral-norm.py > pytorch-spectral-norm.json

The training is that of pytorch-dcgan.py, at 16 px, with torch.nn.utils.spectral_norm around each convolution of the
discriminator and without its BatchNorm. D runs in training mode throughout: each pass makes one power iteration.
"""

import importlib
import json
import sys

import torch
from torch import nn
from torch.nn.utils import spectral_norm

dcgan = importlib.import_module("pytorch-dcgan")

U = 1400

ABOUT = {
    "made_with": "torch " + torch.__version__ + ", float64 on the CPU, by pytorch-spectral-norm.py and pytorch-dcgan.py",
    "weight_u": "s(i;1400+k), rounded to float32, for the k-th convolution of D. Not of length 1; the first iteration makes it so.",
}


class Discriminator(nn.Module):
    def __init__(self, nc, widths, sigmoid):
        super().__init__()
        layers = []
        for before, after in zip([nc] + widths, widths):
            layers += [spectral_norm(nn.Conv2d(before, after, 4, 2, 1, bias=False)), nn.LeakyReLU(0.2, inplace=True)]
        layers += [spectral_norm(nn.Conv2d(widths[-1], 1, 4, 1, 0, bias=False))]
        if sigmoid:
            layers += [nn.Sigmoid()]
        self.main = nn.Sequential(*layers)
        convolutions = [layer for layer in layers if isinstance(layer, nn.Conv2d)]
        for k, convolution in enumerate(convolutions):
            size = convolution.weight_u.numel()
            convolution.weight_u = dcgan.tensor(dcgan.signed(size, U + k), (size,))

    def forward(self, x):
        return self.main(x).view(-1, 1).squeeze(1)


def train(channels, widths_d, **options):
    numbers = dcgan.train(
        16, channels, [64, 32], widths_d, 20, 8, 0.0002, True, discriminator=Discriminator, **options
    )
    return {"spectral_norm": True, **numbers}


def main():
    torch.use_deterministic_algorithms(True)
    golden = {
        "about": {**dcgan.ABOUT, **ABOUT},
        "standard": train(3, [16, 32]),
        "grey": train(1, [16, 32]),
        "hinge": train(3, [16, 32], objective="hinge"),
        "relativistic": train(3, [16, 32], objective="relativistic"),
    }
    json.dump(golden, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
