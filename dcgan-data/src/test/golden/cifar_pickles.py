"""Writes the pickles that PythonFileTest reads: two images of CIFAR-10's Python edition in every form that people have it in.

Run it twice from this folder, with NumPy 1 and with NumPy 2:

    /usr/bin/python3 cifar_pickles.py

Python 2 wrote the published files. Here Python 3's pickler writes what Python 2 would: its strings are bytes. Each other form is the
published one, loaded and written again.
"""

import pickle
from pathlib import Path

import numpy

TARGET = Path(__file__).parent.parent / "resources" / "dcgan" / "data" / "cifar"
MAJOR = numpy.__version__.split(".")[0]


class Python2Pickler(pickle._Pickler):
    """Writes text and bytes as Python 2's str."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_string(self, value):
        data = value.encode("latin1") if isinstance(value, str) else value
        if len(data) < 256:
            self.write(pickle.SHORT_BINSTRING + bytes([len(data)]) + data)
        else:
            self.write(pickle.BINSTRING + len(data).to_bytes(4, "little") + data)
        self.memoize(value)

    dispatch[str] = save_string
    dispatch[bytes] = save_string


def write(name, content):
    (TARGET / f"{name}.pickle").write_bytes(content)


def again(name, content):
    for protocol in range(2, 6):
        write(f"numpy{MAJOR}-{name}-protocol{protocol}", pickle.dumps(content, protocol))


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    pixels = [[(31 * image + 7 * i) % 256 for i in range(3072)] for image in range(2)]
    batch = {
        "batch_label": "training batch 1 of 5",
        "labels": [3, 9],
        "data": numpy.array(pixels, numpy.uint8),
        "filenames": ["leptodactylus_pentadactylus_s_000004.png", "camion_s_000148.png"],
    }
    names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    meta = {"num_cases_per_batch": 10000, "label_names": names, "num_vis": 3072}
    if MAJOR == "1":
        for name, content in (("batch", batch), ("meta", meta)):
            path = TARGET / f"python2-{name}.pickle"
            with path.open("wb") as file:
                Python2Pickler(file, 2).dump(content)
    for encoding in ("latin1", "bytes"):
        again(f"{encoding}-batch", pickle.loads((TARGET / "python2-batch.pickle").read_bytes(), encoding=encoding))
    batch["data"].setflags(write=False)
    write(f"numpy{MAJOR}-readonly-batch-protocol5", pickle.dumps(batch, 5))
    for protocol in (2, 5):
        meta_again = pickle.loads((TARGET / "python2-meta.pickle").read_bytes(), encoding="bytes")
        write(f"numpy{MAJOR}-bytes-meta-protocol{protocol}", pickle.dumps(meta_again, protocol))


main()
