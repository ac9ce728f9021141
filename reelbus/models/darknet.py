"""Reads `.cfg` and `.weights` of Darknet, and folds batch normalisation into the convolutions.

The format is that of `parser.c` in github.com/pjreddie/darknet (public domain).
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from libs.detect.errors import DetectorError

EPSILON = 1e-6
"""Darknet adds it to the standard deviation, not to the variance."""

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Section:
    """A `[kind]` section of the cfg, and the weights if it is a convolution."""

    kind: str
    options: dict[str, str]
    kernel: Values | None = None
    """(filters, channels, size, size)"""
    bias: Values | None = None
    """(filters,)"""

    def number(self, name: str, default: int | None = None) -> int:
        """The option `name` as a whole number. Raises DetectorError."""
        try:
            return int(self.options[name]) if default is None or name in self.options else default
        except (KeyError, ValueError):
            raise DetectorError(f"[{self.kind}] {name} must be a whole number") from None

    def numbers(self, name: str) -> list[float]:
        """The option `name` as numbers separated by commas. Raises DetectorError."""
        try:
            return [float(part) for part in self.options[name].split(",")]
        except (KeyError, ValueError):
            raise DetectorError(f"[{self.kind}] {name} must be numbers separated by commas") from None


@dataclass(frozen=True, slots=True)
class Network:
    """The input size in pixels, from `[net]`, and the layers."""

    height: int
    width: int
    layers: list[Section]


def read(cfg: Path, weights: Path) -> Network:
    """The network of `cfg` with its weights. Raises `DetectorError` if they do not match."""
    sections = _sections(cfg.read_text(encoding="utf-8"))
    if not sections or sections[0].kind not in ("net", "network"):
        raise DetectorError(f"{cfg} does not begin with [net]")
    net, *layers = sections
    stream = _Weights(weights.read_bytes())
    channels = [net.number("channels", 3)]
    read_layers = []
    for index, layer in enumerate(layers):
        filled, filters = _filled(layer, channels, stream, index)
        read_layers.append(filled)
        channels.append(filters)
    if stream.remaining:
        raise DetectorError(f"{weights} has {stream.remaining} values more than {cfg} needs")
    return Network(net.number("height"), net.number("width"), read_layers)


def sources(layer: Section, index: int) -> list[int]:
    """The input layers of a `[route]` at `index`: negative numbers in the cfg count back from it."""
    numbers = [int(number) for number in layer.numbers("layers")]
    found = [index + number if number < 0 else number for number in numbers]
    if not all(0 <= number < index for number in found):
        raise DetectorError(f"[route] at {index} refers to layers {numbers}")
    return found


def _sections(text: str) -> list[Section]:
    """The cfg's sections in order; it is an INI file whose section names repeat."""
    found: list[Section] = []
    for line in (line.split("#")[0].split(";")[0].strip() for line in text.splitlines()):
        if line.startswith("["):
            found.append(Section(line.strip("[]"), {}))
        elif line:
            name, equals, value = line.partition("=")
            if not equals or not found:
                raise DetectorError(f"invalid line in the cfg: {line[:40]!r}")
            found[-1].options[name.strip()] = value.strip()
    return found


def _filled(layer: Section, channels: list[int], stream: "_Weights", index: int) -> tuple[Section, int]:
    """`layer` at `index` with its weights, and its number of output channels; `channels[i]` is the input of layer i."""
    if layer.kind == "route":
        return layer, sum(channels[number + 1] for number in sources(layer, index))
    if layer.kind != "convolutional":
        return layer, channels[-1]
    filters, size = layer.number("filters"), layer.number("size")
    shape = (filters, channels[-1], size, size)
    bias = stream.read(filters)
    if not layer.number("batch_normalize", 0):
        return Section(layer.kind, layer.options, stream.read(*shape), bias), filters
    scale, mean, variance = stream.read(filters), stream.read(filters), stream.read(filters)
    with np.errstate(invalid="ignore"):  # weights of another network, which is an error further on
        factor: Values = (scale / (np.sqrt(variance) + np.float32(EPSILON))).astype(np.float32)
    kernel: Values = stream.read(*shape) * factor[:, None, None, None]
    shift: Values = bias - mean * factor
    return Section(layer.kind, layer.options, kernel, shift), filters


class _Weights:
    """The values of a weights file, in their order."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 20:
            raise DetectorError("the weights file is too short for its header")
        major, minor = struct.unpack_from("<2i", content)
        # The count of pictures seen in training became 64 bits wide with version 0.2.
        header = 20 if major * 10 + minor >= 2 and major < 1000 and minor < 1000 else 16
        if (len(content) - header) % 4:
            raise DetectorError("the weights file is truncated")
        self._values = np.frombuffer(content, dtype="<f4", offset=header)
        self._at = 0

    @property
    def remaining(self) -> int:
        """Number of values that have not been read."""
        return len(self._values) - self._at

    def read(self, *shape: int) -> Values:
        """The next values, in `shape`."""
        count = int(np.prod(shape))
        if count > self.remaining:
            raise DetectorError("the weights file has fewer values than the cfg needs")
        values = self._values[self._at : self._at + count]
        self._at += count
        return values.astype(np.float32).reshape(shape)
