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
    "objective": "What follows D's logits. standard: Sigmoid and BCELoss. relativistic: L_D = BCEWithLogits(D(x) - D(G(z)), 1), "
    "L_G = BCEWithLogits(D(G(z)) - D(x), 1), D(x) detached and run first. hinge: L_D = mean(relu(1 - D(x))) + mean(relu(1 + D(G(z)))), "
    "L_G = -mean(D(G(z))). least-squares: half the mean squared errors to 1 and 0. Without a Sigmoid, D_x and so on are means of logits.",
    "decay_from": "Each step is an epoch of its own. From this epoch on the learning rates are (E + 1 - epoch) / (E + 2 - decay_from) of "
    "theirs, E being the number of steps.",
    "average": "G's parameters, averaged after each step: beta = 0.5^(batch / min(half_life, ramp_up * images seen before the step)), "
    "average = beta * average + (1 - beta) * G, from G's initial values on. The running statistics are those of update_bn "
    "(torch.optim.swa_utils) for the averaged G: means of those of the first batches, 2048 latents in all.",
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

    def __init__(self, nc, widths, sigmoid):
        super().__init__()
        layers = [nn.Conv2d(nc, widths[0], 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        for before, after in zip(widths, widths[1:]):
            layers += [nn.Conv2d(before, after, 4, 2, 1, bias=False), nn.BatchNorm2d(after)]
            layers += [nn.LeakyReLU(0.2, inplace=True)]
        layers += [nn.Conv2d(widths[-1], 1, 4, 1, 0, bias=False)]
        layers += [nn.Sigmoid()] if sigmoid else []
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


def losses_d(objective, real, fake):
    """Those whose sum is the discriminator's loss."""
    if objective == "standard":
        bce = nn.BCELoss()
        return [bce(real, torch.ones_like(real)), bce(fake, torch.zeros_like(fake))]
    if objective == "relativistic":
        return [nn.BCEWithLogitsLoss()(real - fake, torch.ones_like(real))]
    if objective == "hinge":
        return [nn.functional.relu(1 - real).mean(), nn.functional.relu(1 + fake).mean()]
    return [((real - 1) ** 2).mean() / 2, (fake**2).mean() / 2]


def loss_g(objective, real, fake):
    if objective == "standard":
        return nn.BCELoss()(fake, torch.ones_like(fake))
    if objective == "relativistic":
        return nn.BCEWithLogitsLoss()(fake - real, torch.ones_like(real))
    if objective == "hinge":
        return -fake.mean()
    return ((fake - 1) ** 2).mean() / 2


def averaged(network):
    """What an average is kept of."""
    return {name: value.detach().clone() for name, value in network.named_parameters()}


def with_statistics(network, average, batches):
    """The average, and the running statistics that update_bn computes for it."""
    network.load_state_dict(average, strict=False)
    torch.optim.swa_utils.update_bn(batches, network)
    state = network.state_dict().items()
    return {name: told(value) for name, value in state if not name.endswith("num_batches_tracked")}


def train(
    size,
    channels,
    widths_g,
    widths_d,
    nz,
    batch,
    lr,
    fresh,
    objective="standard",
    lr_d=None,
    decay_from=None,
    half_life=None,
    ramp_up=None,
    augment=lambda images, kind, step: images,
    discriminator=None,
):
    """``augment`` changes the pictures of a pass through D: "real" or "fake" ones for its update, or those for G's."""
    net_g = Generator(nz, widths_g, channels).double()
    net_d = (discriminator or Discriminator)(channels, widths_d, objective == "standard").double()
    initialise(net_d, DISCRIMINATOR)
    initialise(net_g, GENERATOR)
    optimizer_d = torch.optim.Adam(net_d.parameters(), lr=lr_d or lr, betas=(0.5, 0.999))
    optimizer_g = torch.optim.Adam(net_g.parameters(), lr=lr, betas=(0.5, 0.999))
    shape = (batch, channels, size, size)
    real = tensor(0.25 * (2 * hashed(math.prod(shape), REAL) - 1), shape)

    def latents(draw):
        return tensor(signed(batch * nz, LATENTS + draw), (batch, nz, 1, 1))

    steps = []
    gradients = {}
    average = averaged(net_g)
    for step in range(STEPS):
        if decay_from:
            factor = 1 - max(0, step + 2 - decay_from) / (STEPS + 2 - decay_from)
            optimizer_d.param_groups[0]["lr"] = factor * (lr_d or lr)
            optimizer_g.param_groups[0]["lr"] = factor * lr
        net_d.zero_grad()
        of_real = net_d(augment(real, "real", step))
        d_x = of_real.mean()
        fake = net_g(latents(2 * step if fresh else step))
        output = net_d(augment(fake.detach(), "fake", step))
        parts = losses_d(objective, of_real, output)
        for part in parts:
            part.backward()
        d_g_z1 = output.mean()
        if step == 0:
            gradients["discriminator"] = {name: told(p.grad) for name, p in net_d.named_parameters()}
        optimizer_d.step()
        net_g.zero_grad()
        if fresh:
            fake = net_g(latents(2 * step + 1))
        of_real = net_d(augment(real, "generator_real", step)).detach() if objective == "relativistic" else None
        output = net_d(augment(fake, "generator_fake", step))
        loss = loss_g(objective, of_real, output)
        loss.backward()
        if step == 0:
            gradients["generator"] = {name: told(p.grad) for name, p in net_g.named_parameters()}
        optimizer_g.step()
        if half_life:
            images = min(half_life, ramp_up * step * batch)
            beta = 0.5 ** (batch / images) if images else 0
            average = {name: beta * average[name] + (1 - beta) * value for name, value in averaged(net_g).items()}
        steps.append(
            {
                "lossD": rounded(sum(parts)),
                **({"lossD_real": rounded(parts[0]), "lossD_fake": rounded(parts[1])} if len(parts) == 2 else {}),
                "lossG": rounded(loss),
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
        **({"objective": objective} if objective != "standard" else {}),
        **({"lr_d": lr_d} if lr_d else {}),
        **({"decay_from": decay_from} if decay_from else {}),
        **({"half_life": half_life, "ramp_up": ramp_up} if half_life else {}),
        "tensors": {
            kind: {name: list(value.shape) for name, value in network.state_dict().items()}
            for kind, network in networks.items()
        },
        "steps": steps,
        "gradients_step1": gradients,
        "buffers": {
            kind: {
                name: told(value) if value.is_floating_point() else int(value) for name, value in network.named_buffers()
            }
            for kind, network in networks.items()
        },
        **({"average": with_statistics(net_g, average, map(latents, range(2048 // batch)))} if half_life else {}),
    }


def main():
    torch.use_deterministic_algorithms(True)
    golden = {
        "about": ABOUT,
        "64px": train(64, 3, [512, 256, 128, 64], [64, 128, 256, 512], 100, 4, 0.0002, False),
        "64px_slow": train(64, 3, [512, 256, 128, 64], [64, 128, 256, 512], 100, 4, 0.00002, False),
        "16px_grey": train(16, 1, [64, 32], [16, 32], 20, 8, 0.0002, True),
    }
    for objective in ["relativistic", "hinge", "least-squares"]:
        golden["16px_" + objective] = train(16, 1, [64, 32], [16, 32], 20, 8, 0.0002, True, objective)
    golden["16px_schedule"] = train(
        16, 1, [64, 32], [16, 32], 20, 8, 0.0001, True, lr_d=0.0003, decay_from=2, half_life=60, ramp_up=5
    )
    json.dump(golden, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
