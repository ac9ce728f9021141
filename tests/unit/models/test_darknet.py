"""A converted network computes what Darknet's C code would: each layer here once more, in plain numpy."""

import struct
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray

from libs.detect.errors import DetectorError
from reelbus.models.darknet import read
from reelbus.models.darknet_onnx import convert

Array = NDArray[np.float64]

CFG = """
[net]
width=64  # a comment
height=64
channels=3

[convolutional]
batch_normalize=1
filters=4
size=3
stride=2
pad=1
activation=leaky

[maxpool]
size=2
stride=2

[convolutional]
batch_normalize=1
filters=6
size=1
stride=1
pad=1
activation=leaky

[maxpool]
size=2
stride=1

[convolutional]
filters=14
size=1
stride=1
pad=1
activation=linear

[yolo]
mask = 1,2
anchors = 3,4, 10,14, 23,27
classes=2
num=3

[route]
layers = -4

[upsample]
stride=2

[route]
layers = -1, 0

[convolutional]
filters=7
size=3
stride=1
pad=1
activation=linear

[yolo]
mask = 0
anchors = 3,4, 10,14, 23,27
classes=2
num=3
"""


class Random:
    """A weights file of random values, which remembers them in the order of the file."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.content = struct.pack("<3iq", 0, 2, 5, 0)

    def take(self, *shape: int, low: float = -1.0) -> Array:
        values = self.rng.uniform(low, 1.0, shape).astype("<f4")
        self.content += values.tobytes()
        return values.astype(np.float64)


def convolved(x: Array, weights: Random, filters: int, size: int, stride: int, *, normalised: bool) -> Array:
    bias = weights.take(filters)
    scale, mean, variance = (
        (weights.take(filters), weights.take(filters), weights.take(filters, low=0.1)) if normalised else (None,) * 3
    )
    kernel = weights.take(filters, x.shape[0], size, size)
    pad = size // 2
    padded = np.pad(x, ((0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    out = np.einsum("chwij,fcij->fhw", windows, kernel)
    if not normalised:
        return out + bias[:, None, None]
    assert scale is not None
    assert mean is not None
    assert variance is not None
    out = (out - mean[:, None, None]) / (np.sqrt(variance) + 1e-6)[:, None, None]
    out = out * scale[:, None, None] + bias[:, None, None]
    return np.where(out > 0, out, 0.1 * out)


def pooled(x: Array, stride: int) -> Array:
    padded = np.pad(x, ((0, 0), (0, 1), (0, 1)), constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2, 2), axis=(1, 2))
    return windows[:, : x.shape[1] : stride, : x.shape[2] : stride].max(axis=(3, 4))


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def decoded(x: Array, anchors: list[tuple[int, int]], stride: int) -> Array:
    """(4 + classes, boxes), cell by cell."""
    classes = x.shape[0] // len(anchors) - 5
    columns = []
    for number, (width, height) in enumerate(anchors):
        values = x[number * (5 + classes) : (number + 1) * (5 + classes)]
        for row in range(x.shape[1]):
            for column in range(x.shape[2]):
                tx, ty, tw, th, objectness, *kinds = values[:, row, column]
                columns.append(
                    [
                        (sigmoid(tx) + column) * stride, (sigmoid(ty) + row) * stride,
                        np.exp(tw) * width, np.exp(th) * height, *(sigmoid(objectness) * sigmoid(np.array(kinds))),
                    ]
                )  # fmt: skip
    return np.array(columns).T


def reference(x: Array, weights: Random) -> Array:
    """The network of CFG."""
    first = convolved(x, weights, 4, 3, 2, normalised=True)
    third = convolved(pooled(first, 2), weights, 6, 1, 1, normalised=True)
    coarse = convolved(pooled(third, 1), weights, 14, 1, 1, normalised=False)
    # -4 from the route counts back to the third layer.
    upsampled = third.repeat(2, axis=1).repeat(2, axis=2)
    fine = convolved(np.concatenate([upsampled, first]), weights, 7, 3, 1, normalised=False)
    return np.concatenate([decoded(coarse, [(10, 14), (23, 27)], 4), decoded(fine, [(3, 4)], 2)], axis=1)


@pytest.mark.parametrize(("height", "width"), [(64, 64), (32, 96)])
def test_a_network_with_all_kinds_of_layers(height: int, width: int, tmp_path: Path) -> None:
    weights = Random(7)
    pictures = np.random.default_rng(8).uniform(0, 1, (2, 3, height, width)).astype(np.float32)
    expected = reference(pictures[0].astype(np.float64), weights)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = (
        1  # its own pool of threads spins, and was seen to do so for minutes on two busy cores
    )
    session = onnxruntime.InferenceSession(made(tmp_path, CFG, weights.content), options)
    (output,) = session.run(None, {"images": pictures})
    assert output.shape == (2, 6, 2 * (height // 4) * (width // 4) + (height // 2) * (width // 2))
    np.testing.assert_allclose(output[0], expected, rtol=2e-4, atol=2e-4)


def test_it_tells_what_ultralytics_exports_tell(tmp_path: Path) -> None:
    weights = Random(7)
    reference(np.zeros((3, 64, 64)), weights)
    model = onnx.load_from_string(made(tmp_path, CFG, weights.content))
    told = {entry.key: entry.value for entry in model.metadata_props}
    assert told["names"] == "{0: 'shoe', 1: 'dress'}"
    assert told["imgsz"] == "[64, 64]"
    assert told["license"] == "public domain"


def made(folder: Path, cfg: str, weights: bytes) -> bytes:
    (folder / "net.cfg").write_text(cfg)
    (folder / "net.weights").write_bytes(weights)
    network = read(folder / "net.cfg", folder / "net.weights")
    return convert(network, ("shoe", "dress"), license="public domain")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[upsample]", "[shortcut]", "shortcut"),
        ("layers = -1, 0", "layers = -1, 0\ngroups=2", "groups"),
        ("layers = -4", "layers = 40", "refers to layers"),
        ("filters=4", "filters=many", "filters"),
        ("filters=4", "filters=5", "fewer values"),
        ("[net]", "[other]", "[net]"),
        ("activation=leaky", "activation=mish", "mish"),
        ("classes=2", "classes=3", "classes"),
        ("filters=4", "what is this", "invalid line"),
    ],
)
def test_what_cannot_be_converted_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    weights = Random(7)
    reference(np.zeros((3, 64, 64)), weights)
    with pytest.raises(DetectorError) as refused:
        made(tmp_path, CFG.replace(old, new), weights.content)
    assert said in str(refused.value)


def test_weights_of_another_network(tmp_path: Path) -> None:
    weights = Random(7)
    reference(np.zeros((3, 64, 64)), weights)
    for content, said in (
        (weights.content + b"0000", "1 values more"),
        (weights.content[:-4], "fewer values"),
        (weights.content[:-1], "truncated"),
        (b"", "too short"),
    ):
        with pytest.raises(DetectorError, match=said):
            made(tmp_path, CFG, content)
