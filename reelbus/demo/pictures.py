"""The pictures on the page of the demo: the best of each video, and a few others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from reelbus.stack.services import OBJECTS

if TYPE_CHECKING:
    from libs.events import Thumbnail, ThumbnailGenerated

OTHERS = 4


class Picture(NamedTuple):
    """Address relative to the page, size in pixels, and description of a picture."""

    place: str
    width: int
    height: int
    text: str


def pictures(result: "ThumbnailGenerated", objects: str) -> list[Picture]:
    """The best picture, then a few others. `objects` is the URI of the folder of pictures, next to the page; a picture
    outside of it has an empty `place`.
    """
    stored = _one_each(result.thumbnails)
    if not stored:
        return []
    # The tallest crop of the best frame, then its other crops, and the crops of other frames with the same aspect.
    best = max((one for one in stored if one.rank == 1), key=lambda one: one.height / one.width)
    others = [one for one in stored if one is not best and (one.rank == 1 or one.aspect == best.aspect)]
    return [_picture(one, result, objects) for one in (best, *others[:OTHERS])]


def place(uri: str | None, objects: str) -> str:
    """The address of an object relative to the page; empty if it is not below `objects`."""
    from libs.storage.uri import key_below

    key = key_below(objects, uri) if uri else None
    return quote(f"{OBJECTS}/{key}") if key else ""


def _one_each(thumbnails: "Sequence[Thumbnail]") -> "list[Thumbnail]":
    """The widest picture of each frame and aspect; JPEG before WebP."""
    best: dict[tuple[int, str], Thumbnail] = {}
    for one in sorted(thumbnails, key=lambda one: (one.format == "jpeg", one.width)):
        best[one.rank, one.aspect] = one
    return sorted(best.values(), key=lambda one: one.rank)


def _picture(one: "Thumbnail", result: "ThumbnailGenerated", objects: str) -> Picture:
    time = next((f", at {frame.time:.1f} s" for frame in result.frames if frame.rank == one.rank), "")
    text = f"{result.video_id}: {one.aspect}{time}, {one.width} × {one.height} pixels"
    return Picture(place(one.uri, objects), one.width, one.height, text)
