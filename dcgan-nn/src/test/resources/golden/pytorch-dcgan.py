#!/usr/bin/env python3
"""Writes pytorch-dcgan.json: four training steps of pytorch/examples/dcgan, computed by PyTorch in float64.

Debian's python3-torch (1.13) suffices:

    /usr/bin/python3 pytorch-dcgan.py > pytorch-dcgan.json

Nothing random is drawn. Weights, pictures and latents come from a hash that any language computes to the same bits.
"""

import json
import math
import sys

import numpy as np
import torch
from torch import nn

STEPS = 4
SAMPLES = 32

# Streams of the hash.
DISCRIMINATOR = 1000
GENERATOR = 1050
REAL = 1100
LATENTS = 1200
PROJECTION = 1300

ABOUT = {
    "made_with": "torch " + torch.__version__ + ", float64 on the CPU, by pytorch-dcgan.py",
    "networks": "netG and netD of pytorch/examples/dcgan (size 64: nz 100, ngf 64, ndf 64). Size 16 leaves out the two "
    "widest levels of D and the first and last of G. Adam lr as stated, betas (0.5, 0.999), eps 1e-8, one per network; BCELoss.",
    "hash": "uint32 h=(i*0x9E3779B1 + stream*0x85EBCA77) mod 2^32; h^=h>>>16; h=h*0x85EBCA6B mod 2^32; h^=h>>>13; "
    "h=h*0xC2B2AE35 mod 2^32; h^=h>>>16; u(i;stream)=(h>>>8)*2^-24; s(i;stream)=sqrt(3)*(2u-1), of variance 1; "
    "i is the flat index over the whole tensor, row-major.",
    "initial": "stream = 1000 + index in netD.parameters(), or 1050 + index in netG.parameters(); weights of convolutions "
    "0.02*s, of BatchNorm 1+0.02*s, biases 0.02*s. Computed in float64, rounded to float32.",
    "real": "0.25*(2u(i;1100)-1), rounded to float32; the same in each step.",
    "latents": "s(i;1200+k), rounded to float32. fresh false: as in the example, step t (from 0) draws k=t, and the fake "
    "pictures of D's update are those of G's. fresh true: k=2t for D's update and k=2t+1 for G's.",
    "gradients_step1": "D's (real + fake) just before its update in step 1, G's just before its own. l2 and max_abs over all "
    "elements; projection = sum of g[i]*(2u(i;1300)-1); sample = the elements 0, stride, 2*stride, ...",
    "float32": "With lr 0.0002, the example's, Adam's first step moves the discriminator's output by ten, and weights whose gradient "
    "is all rounding error move as far as the others. Run in float32, PyTorch itself is then off by 9e-6 of the greatest gradient "
    "in step 1, and by 2e-5, 1e-3 and 4e-3 of the losses in steps 2 to 4. With lr 0.00002 it is off by 4e-6 and 8e-6.",
    "buffers": "BatchNorm's running statistics after the last step, as gradients are told. Where fresh is false, those of G "
    "saw each batch once; a training that runs G twice a step sees it twice.",
}


def hashed(size, stream):
    i = np.arange(size, dtype=np.uint64)
    m = np.uint64(0xFFFFFFFF)
    h = (i * np.uint64(0x9E3779B1) + np.uint64((stream * 0x85EBCA77) & 0xFFFFFFFF)) & m
    h ^= h >> np.uint64(16)
    h = h * np.uint64(0x85EBCA6B) & m
    h ^= h >> np.uint64(13)
    h = h * np.uint64(0xC2B2AE35) & m
    h ^= h >> np.uint64(16)
    return (h >> np.uint64(8)).astype(np.float64) * 2.0**-24


def signed(size, stream):
    return math.sqrt(3) * (2 * hashed(size, stream) - 1)


def tensor(values, shape):
    return torch.from_numpy(values.astype(np.float32).astype(np.float64)).reshape(shape)


class Generator(nn.Module):
    """netG of the example; ``widths`` are the channels between its layers."""

    def __init__(self, nz, widths, nc):
        super().__init__()
        layers = [nn.ConvTranspose2d(nz, widths[0], 4, 1, 0, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU(True)]
        for before, after in zip(widths, widths[1:]):
            layers += [nn.ConvTranspose2d(before, after, 4, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(True)]
        layers += [nn.ConvTranspose2d(widths[-1], nc, 4, 2, 1, bias=False), nn.Tanh()]
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x)


class Discriminator(nn.Module):
    """netD of the example; ``widths`` are the channels between its layers."""

    def __init__(self, nc, widths):
        super().__init__()
        layers = [nn.Conv2d(nc, widths[0], 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        for before, after in zip(widths, widths[1:]):
            layers += [nn.Conv2d(before, after, 4, 2, 1, bias=False), nn.BatchNorm2d(after)]
            layers += [nn.LeakyReLU(0.2, inplace=True)]
        layers += [nn.Conv2d(widths[-1], 1, 4, 1, 0, bias=False), nn.Sigmoid()]
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x).view(-1, 1).squeeze(1)


def initialise(network, stream):
    for name, module in network.named_modules():
        for kind, parameter in module.named_parameters(recurse=False):
            values = 0.02 * signed(parameter.numel(), stream)
            if isinstance(module, nn.BatchNorm2d) and kind == "weight":
                values = 1 + values
            parameter.data = tensor(values, parameter.shape)
            stream += 1


def told(values):
    flat = values.detach().reshape(-1).numpy()
    stride = max(1, flat.size // SAMPLES)
    # Odd, so that the sample meets every tap of the kernels.
    stride += stride % 2 == 0
    return {
        "l2": rounded(np.linalg.norm(flat)),
        "max_abs": rounded(np.abs(flat).max()),
        "projection": rounded(flat @ (2 * hashed(flat.size, PROJECTION) - 1)),
        "stride": stride,
        "sample": [rounded(x) for x in flat[::stride]],
    }


def rounded(x):
    return float("%.12g" % float(x))


def train(size, channels, widths_g, widths_d, nz, batch, lr, fresh):
    net_g = Generator(nz, widths_g, channels).double()
    net_d = Discriminator(channels, widths_d).double()
    initialise(net_d, DISCRIMINATOR)
    initialise(net_g, GENERATOR)
    criterion = nn.BCELoss()
    optimizer_d = torch.optim.Adam(net_d.parameters(), lr=lr, betas=(0.5, 0.999))
    optimizer_g = torch.optim.Adam(net_g.parameters(), lr=lr, betas=(0.5, 0.999))
    shape = (batch, channels, size, size)
    real = tensor(0.25 * (2 * hashed(math.prod(shape), REAL) - 1), shape)
    ones = torch.ones(batch, dtype=torch.float64)
    zeros = torch.zeros(batch, dtype=torch.float64)

    def latents(draw):
        return tensor(signed(batch * nz, LATENTS + draw), (batch, nz, 1, 1))

    steps = []
    gradients = {}
    for step in range(STEPS):
        net_d.zero_grad()
        output = net_d(real)
        loss_d_real = criterion(output, ones)
        loss_d_real.backward()
        d_x = output.mean()
        fake = net_g(latents(2 * step if fresh else step))
        output = net_d(fake.detach())
        loss_d_fake = criterion(output, zeros)
        loss_d_fake.backward()
        d_g_z1 = output.mean()
        if step == 0:
            gradients["discriminator"] = {name: told(p.grad) for name, p in net_d.named_parameters()}
        optimizer_d.step()
        net_g.zero_grad()
        if fresh:
            fake = net_g(latents(2 * step + 1))
        output = net_d(fake)
        loss_g = criterion(output, ones)
        loss_g.backward()
        if step == 0:
            gradients["generator"] = {name: told(p.grad) for name, p in net_g.named_parameters()}
        optimizer_g.step()
        steps.append(
            {
                "lossD": rounded(loss_d_real + loss_d_fake),
                "lossD_real": rounded(loss_d_real),
                "lossD_fake": rounded(loss_d_fake),
                "lossG": rounded(loss_g),
                "D_x": rounded(d_x),
                "D_G_z1": rounded(d_g_z1),
                "D_G_z2": rounded(output.mean()),
            }
        )
    networks = {"discriminator": net_d, "generator": net_g}
    return {
        "size": size,
        "channels": channels,
        "latent_size": nz,
        "feature_maps": widths_d[0],
        "batch": batch,
        "lr": lr,
        "fresh": fresh,
        "tensors": {
            kind: {name: list(value.shape) for name, value in network.state_dict().items()}
            for kind, network in networks.items()
        },
        "steps": steps,
        "gradients_step1": gradients,
        "buffers": {
            kind: {
                name: told(value) if value.numel() > 1 else int(value) for name, value in network.named_buffers()
            }
            for kind, network in networks.items()
        },
    }


def main():
    torch.use_deterministic_algorithms(True)
    golden = {
        "about": ABOUT,
        "64px": train(64, 3, [512, 256, 128, 64], [64, 128, 256, 512], 100, 4, 0.0002, False),
        "64px_slow": train(64, 3, [512, 256, 128, 64], [64, 128, 256, 512], 100, 4, 0.00002, False),
        "16px_grey": train(16, 1, [64, 32], [16, 32], 20, 8, 0.0002, True),
    }
    json.dump(golden, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
