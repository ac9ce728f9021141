"""Sheets to look at: one row a clip, its frames in time, green where the label says that the best second lies.

`python -m tests.media.contact_sheet tests.media.best_second build/sheets` writes PNGs of five clips each.
"""

import sys
from importlib import import_module
from pathlib import Path

import av
from PIL import Image, ImageDraw

from tests.media.labelled import Clip, make

TILE, COLUMNS, ROWS = 150, 14, 5


def row(clip: Clip) -> Image.Image:
    """`COLUMNS` frames at even times, with their seconds."""
    wanted = [clip.seconds * (number + 0.5) / COLUMNS for number in range(COLUMNS)]
    strip = Image.new("RGB", (TILE * COLUMNS, TILE + 16), "black")
    draw = ImageDraw.Draw(strip)
    draw.text((2, 1), f"{clip.name}: {clip.best} of {clip.seconds:g} s — {clip.story}", "white")
    with av.open(str(make(clip))) as container:
        for frame in container.decode(video=0):
            if wanted and frame.time is not None and frame.time >= wanted[0] - 0.01:
                left = TILE * (COLUMNS - len(wanted))
                picture = frame.to_image()
                picture.thumbnail((TILE - 6, TILE - 6))
                draw.rectangle(
                    (left, 16, left + TILE - 2, TILE + 14), "#00c000" if clip.holds(frame.time) else "#600000"
                )
                strip.paste(picture, (left + 3, 19))
                draw.text((left + 5, TILE), f"{frame.time:.1f}", "yellow")
                wanted.pop(0)
    return strip


def main(module: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    clips = import_module(module).CLIPS
    for start in range(0, len(clips), ROWS):
        sheet = Image.new("RGB", (TILE * COLUMNS, (TILE + 16) * ROWS))
        for number, clip in enumerate(clips[start : start + ROWS]):
            sheet.paste(row(clip), (0, number * (TILE + 16)))
        sheet.save(folder / f"{module.rpartition('.')[2]}-{start // ROWS + 1}.png")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
