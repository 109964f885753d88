"""Prints the numbers that FrechetDistanceTest and KernelDistanceTest expect. Needs numpy and scipy: python3 scores.py"""

import numpy
from scipy.linalg import sqrtm


def features(count, size, seed):
    """Random features, as the class Features of the tests makes them: exact in both languages."""
    state = seed
    numbers = numpy.empty((count, size))
    for i in range(count):
        for j in range(size):
            state = (state * 1103515245 + 12345) % 2**31
            numbers[i, j] = (state >> 7) / 2**24
    mixed = (numbers + numpy.roll(numbers, -1, axis=1) / 2) * (1 + numpy.arange(size) % 4)
    return mixed.astype(numpy.float32).astype(numpy.float64)


def frechet(x, y):
    c1, c2 = numpy.cov(x, rowvar=False), numpy.cov(y, rowvar=False)
    difference = x.mean(axis=0) - y.mean(axis=0)
    return difference @ difference + numpy.trace(c1 + c2 - 2 * numpy.real(sqrtm(c1 @ c2)))


def kernel(x, y):
    return (x @ y.T / x.shape[1] + 1) ** 3


def mmd2(x, y):
    m = len(x)
    within = sum(k.sum() - numpy.trace(k) for k in (kernel(x, x), kernel(y, y)))
    return within / (m * (m - 1)) - 2 * kernel(x, y).sum() / m**2


x, y = features(300, 16, 1), features(200, 16, 2)
print("frechet", repr(float(frechet(x, y))))
print("frechet, scaled", repr(float(frechet(x, 1.5 * y + 0.25))))
print("frechet, 128 features", repr(float(frechet(features(400, 128, 3), 2 * features(500, 128, 4)))))
print("mmd2", repr(float(mmd2(x[:50], y[:50]))))
print("mmd2, scaled", repr(float(mmd2(x[:50], 1.5 * y[:50] + 0.25))))
