"""What a confined process does: tiles of a few pictures, each within its own limit of processor time.

Several in one task: handing in a task and taking its answer take as long as a twentieth of a picture.
"""

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from libs.confined.confine import or_exit
from services.collage.worker.decoding.sheet import Sheet
from services.collage.worker.decoding.tile import Large, PictureLimits, confine, small_tile, tile
from services.collage.worker.errors import PictureError

TOGETHER_SECONDS = 0.1
"""On the clock, after which a process begins no other picture of its task: others may wait for it."""

SHEETS = 16
"""That stay mapped: to map one anew takes the kernel a millisecond where TMPDIR is on a disk."""


class Seen(NamedTuple):
    """A tile is on the sheet; width, height and format are the picture's. It took `seconds`."""

    width: int
    height: int
    format: str
    seconds: float


class Group(NamedTuple):
    """Pictures for tiles of `size` (width, height). `alone`, one may be large; each may take `cpu_seconds`."""

    paths: Sequence[Path]
    size: tuple[int, int]
    limits: PictureLimits
    cpu_seconds: float
    alone: bool


def tiles(group: Group, path: Path) -> list[Seen | Large | PictureError]:
    """What became of the pictures, the tiles being on the sheet `path`; of those that were not begun, nothing.

    An error that is none of a picture ends the task.
    """
    confine(group.limits)
    done: list[Seen | Large | PictureError] = []
    started = time.perf_counter()
    sheet = _sheet(path)
    for number, picture in enumerate(group.paths):
        if number and time.perf_counter() - started > TOGETHER_SECONDS:
            break
        sheet.begin(number)
        done.append(or_exit(_one, group.cpu_seconds, (group, picture, sheet, number)))
    return done


@lru_cache(SHEETS)
def _sheet(path: Path) -> Sheet:
    return Sheet(path)


def _one(group: Group, picture: Path, sheet: Sheet, number: int) -> Seen | Large | PictureError:
    started = time.perf_counter()
    try:
        with picture.open("rb") as file:
            if group.alone:
                made = tile(file, group.size, group.limits)
            else:
                found = small_tile(file, group.size, group.limits)
                if isinstance(found, Large):
                    return found
                made = found
    except PictureError as error:
        return error
    sheet.put(number, made.image.tobytes())
    return Seen(made.width, made.height, made.format, time.perf_counter() - started)
