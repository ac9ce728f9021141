"""The task of a confined process: decodes a few pictures, each with its own limit of processor time.

A task has several pictures because its overhead is a twentieth of a picture's decoding time.
"""

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from libs.confined.confine import or_exit
from libs.pictures.errors import PictureError
from libs.pictures.opening import PictureLimits, confine
from services.collage.worker.decoding.sheet import Sheet
from services.collage.worker.decoding.tile import Large, small_tile, tile

TASK_SECONDS = 0.1
"""Processor time after which no further picture of a task begins, because other tasks may wait for the process."""

SHEETS = 16
"""Sheets that stay mapped: mapping one takes a millisecond if TMPDIR is on a disk."""


class Decoded(NamedTuple):
    """The tile is on the sheet; width, height and format are those of the picture. Decoding took `seconds`."""

    width: int
    height: int
    format: str
    seconds: float


class Group(NamedTuple):
    """Pictures to decode to tiles of `size` (width, height). A large picture must be `alone`.

    Paths are strings: sending a Path takes longer.
    """

    paths: Sequence[str]
    size: tuple[int, int]
    limits: PictureLimits
    cpu_seconds: float
    alone: bool


def tiles(group: Group, path: str) -> list[Decoded | Large | PictureError]:
    """Decode the pictures to tiles on the sheet `path`. The result may be shorter than the group: see TASK_SECONDS.

    Errors other than those of a picture end the task.
    """
    confine(group.limits)
    done: list[Decoded | Large | PictureError] = []
    started = time.process_time()
    sheet = _sheet(path)
    for number, picture in enumerate(group.paths):
        if number and time.process_time() - started > TASK_SECONDS:
            break
        sheet.begin(number)
        done.append(or_exit(_decode, group.cpu_seconds, (group, picture, sheet, number)))
    return done


@lru_cache(SHEETS)
def _sheet(path: str) -> Sheet:
    return Sheet(Path(path))


def _decode(group: Group, picture: str, sheet: Sheet, number: int) -> Decoded | Large | PictureError:
    started = time.perf_counter()
    try:
        with open(picture, "rb", buffering=0) as file:
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
    return Decoded(made.width, made.height, made.format, time.perf_counter() - started)
