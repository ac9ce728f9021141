"""Builds an ONNX graph."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Graph:
    """Nodes and constants. Tensors are identified by name."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, kind: str, inputs: Sequence[str], output: str = "", **attributes: Any) -> str:
        """Add an operator with one output; returns the output's name."""
        from onnx import helper

        name = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def split(self, tensor: str, sizes: Sequence[int], axis: int) -> list[str]:
        """Split `tensor` into parts of `sizes` along `axis`; returns their names."""
        from onnx import helper

        names = [f"split_{len(self.nodes)}_{part}" for part in range(len(sizes))]
        self.nodes.append(helper.make_node("Split", [tensor, self.integers(*sizes)], names, axis=axis))
        return names

    def constant(self, value: NDArray[Any]) -> str:
        """Add a constant; returns its name."""
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def integers(self, *values: int) -> str:
        """Add a list of whole numbers, such as a shape."""
        return self.constant(np.array(values, dtype=np.int64))

    def scalar(self, value: int) -> str:
        """Add one whole number."""
        return self.constant(np.array(value, dtype=np.int64))

    def floats(self, *values: float) -> str:
        """Add a list of numbers."""
        return self.constant(np.array(values, dtype=np.float32))
