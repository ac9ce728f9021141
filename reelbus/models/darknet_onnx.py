"""A Darknet network as an ONNX model with YOLOv8's output: (pictures, 4 + classes, boxes), in input pixels.

onnx comes with the extra `local`; it is imported when a model is made.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from libs.detect.errors import DetectorError
from libs.extras import install_command
from reelbus.models.darknet import Network, Section, sources

if TYPE_CHECKING:
    from reelbus.models.darknet_graph import Graph

OPSET, IR_VERSION = 17, 8
"""The versions that onnxruntime 1.19 supports."""

REFUSED = ("groups", "dilation", "stride_x", "stride_y", "antialiasing", "scale_x_y", "new_coords")
"""Options of forks of Darknet that change the result of a layer."""


def convert(network: Network, labels: Sequence[str], **metadata: str) -> bytes:
    """The content of an `.onnx` file. Batch size, height and width are dynamic; the sides are multiples of the stride.

    `metadata` is added to the properties that ultralytics also writes: names, imgsz, stride, task. Raises
    `DetectorError` for unsupported layers, and if onnx is not installed.
    """
    try:
        import onnx
        from onnx import helper
    except ImportError:
        raise DetectorError(f"converting needs onnx, which is not installed: run {install_command('local')}") from None
    from reelbus.models.darknet_graph import Graph

    heads = [layer for layer in network.layers if layer.kind == "yolo"]
    wrong = {count for layer in heads if (count := layer.number("classes")) != len(labels)}
    if not heads or wrong:
        raise DetectorError(f"the network has {sorted(wrong)} classes, but {len(labels)} labels" if wrong else
                            "the network has no [yolo] layer")  # fmt: skip
    graph = Graph()
    graph.node("Concat", _layers(graph, network), "output0", axis=2)
    image = helper.make_tensor_value_info("images", onnx.TensorProto.FLOAT, ["batch", 3, "height", "width"])
    found = helper.make_tensor_value_info("output0", onnx.TensorProto.FLOAT, ["batch", 4 + len(labels), "boxes"])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "darknet", [image], [found], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="reelbus",
    )  # fmt: skip
    properties = {
        "names": str(dict(enumerate(labels))), "imgsz": str([network.height, network.width]), "stride": "32",
        "task": "detect", "batch": "1", "args": str({"dynamic": True}),
    }  # fmt: skip
    helper.set_model_props(model, properties | metadata)
    onnx.checker.check_model(model, full_check=True)
    content: bytes = model.SerializeToString()
    return content


def _layers(graph: "Graph", network: Network) -> list[str]:
    """Add all layers; returns the decoded outputs of the `[yolo]` ones."""
    names: list[str] = []
    strides: list[int] = []
    heads: list[str] = []
    for index, layer in enumerate(network.layers):
        before, stride = (names[-1], strides[-1]) if names else ("images", 1)
        if refused := [name for name in REFUSED if name in layer.options]:
            raise DetectorError(f"[{layer.kind}], layer {index}, has {refused[0]}, which is not supported")
        if layer.kind == "convolutional":
            before, stride = _convolution(graph, layer, before), stride * layer.number("stride", 1)
        elif layer.kind == "maxpool":
            before, stride = _maxpool(graph, layer, before), stride * layer.number("stride", 1)
        elif layer.kind == "upsample":
            before, stride = _upsample(graph, layer, before), stride // layer.number("stride", 2)
        elif layer.kind == "route":
            inputs = sources(layer, index)
            stride = strides[inputs[0]]
            before = names[inputs[0]] if len(inputs) == 1 else graph.node("Concat", [names[i] for i in inputs], axis=1)
        elif layer.kind == "yolo":
            heads.append(_head(graph, layer, before, stride))
        else:
            raise DetectorError(f"[{layer.kind}], layer {index}, is not supported")
        names.append(before)
        strides.append(stride)
    return heads


def _convolution(graph: "Graph", layer: Section, before: str) -> str:
    assert layer.kernel is not None
    assert layer.bias is not None
    size, stride = layer.number("size"), layer.number("stride", 1)
    pad = size // 2 if layer.number("pad", 0) else layer.number("padding", 0)
    name = graph.node(
        "Conv", [before, graph.constant(layer.kernel), graph.constant(layer.bias)],
        kernel_shape=[size, size], strides=[stride, stride], pads=[pad] * 4,
    )  # fmt: skip
    activation = layer.options.get("activation", "logistic")
    if activation == "leaky":
        return graph.node("LeakyRelu", [name], alpha=0.1)
    if activation != "linear":
        raise DetectorError(f"the activation {activation} is not supported")
    return name


def _maxpool(graph: "Graph", layer: Section, before: str) -> str:
    # Darknet pads by size - 1 in total, the larger half at the end: with stride 1 the size does not change.
    stride = layer.number("stride", 1)
    size = layer.number("size", stride)
    padding = layer.number("padding", size - 1)
    start, end = padding // 2, padding - padding // 2
    pads = [start, start, end, end]
    return graph.node("MaxPool", [before], kernel_shape=[size, size], strides=[stride, stride], pads=pads)


def _upsample(graph: "Graph", layer: Section, before: str) -> str:
    stride = layer.number("stride", 2)
    return graph.node(
        "Resize", [before, "", graph.floats(1, 1, stride, stride)],
        mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor",
    )  # fmt: skip


def _head(graph: "Graph", layer: Section, before: str, stride: int) -> str:
    """Boxes and scores of a grid: (B, anchors * (5 + classes), H, W) → (B, 4 + classes, anchors * H * W).

    As `yolo_layer.c` of Darknet: the centre is where the sigmoid leads inside the cell, the sides are the exponential
    times the anchor's, and a score is objectness times the class's probability.
    """
    classes = layer.number("classes")
    anchors = layer.numbers("anchors")
    chosen = [int(number) for number in layer.numbers("mask")]
    count = len(chosen)
    sides = [side for number in chosen for side in anchors[2 * number : 2 * number + 2]]
    values = graph.node("Reshape", [before, graph.integers(0, count, 5 + classes, -1)])
    place, extent, objectness, kinds = graph.split(values, [2, 2, 1, classes], axis=2)
    within = graph.node("Add", [graph.node("Sigmoid", [place]), _grid(graph, before)])
    centres = graph.node("Mul", [within, graph.floats(stride)])
    by_anchor = graph.node("Reshape", [graph.floats(*sides), graph.integers(1, count, 2, 1)])
    lengths = graph.node("Mul", [graph.node("Exp", [extent]), by_anchor])
    scores = graph.node("Mul", [graph.node("Sigmoid", [objectness]), graph.node("Sigmoid", [kinds])])
    boxes = graph.node("Concat", [centres, lengths, scores], axis=2)
    rows = graph.node("Transpose", [boxes], perm=[0, 2, 1, 3])
    return graph.node("Reshape", [rows, graph.integers(0, 4 + classes, -1)])


def _grid(graph: "Graph", before: str) -> str:
    """x and y of each cell of the grid `before`, for any input size: (1, 1, 2, H * W)."""
    rows_columns = graph.node("Shape", [before], start=2, end=4)
    flat = graph.integers(1, 1, 1, -1)
    axes = []
    for axis, shape in ((1, (1, -1)), (0, (-1, 1))):
        length = graph.node("Gather", [rows_columns, graph.scalar(axis)])
        steps = graph.node("Range", [graph.scalar(0), length, graph.scalar(1)])
        spread = graph.node("Expand", [graph.node("Reshape", [steps, graph.integers(*shape)]), rows_columns])
        axes.append(graph.node("Cast", [graph.node("Reshape", [spread, flat])], to=1))  # 1 is float
    return graph.node("Concat", axes, axis=2)
