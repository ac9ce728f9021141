"""The pictures on the demo's page: a video's best, large, and some others, small, each a link to its file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from reelbus.stack.services import OBJECTS

if TYPE_CHECKING:
    from libs.events import Thumbnail, ThumbnailGenerated

OTHERS = 4


class Picture(NamedTuple):
    """Where a picture is, as seen from the page, its size in pixels, and what it is."""

    place: str
    width: int
    height: int
    text: str


def pictures(result: "ThumbnailGenerated", objects: str) -> list[Picture]:
    """The best picture, then some others; none where there is none. `objects` is the URI of the folder of pictures,
    which is beside the page; a picture in another place has an empty `place`.
    """
    stored = _one_each(result.thumbnails)
    if not stored:
        return []
    # The first rank's tallest shows most of it; then its other cuts, and the next frames' in the same shape.
    best = max((one for one in stored if one.rank == 1), key=lambda one: one.height / one.width)
    others = [one for one in stored if one is not best and (one.rank == 1 or one.aspect == best.aspect)]
    return [_picture(one, result, objects) for one in (best, *others[:OTHERS])]


def place(uri: str | None, objects: str) -> str:
    """The address of an object, as seen from the page; empty where it is not below `objects`."""
    from libs.storage.uri import key_below

    key = key_below(objects, uri) if uri else None
    return quote(f"{OBJECTS}/{key}") if key else ""


def _one_each(thumbnails: "Sequence[Thumbnail]") -> "list[Thumbnail]":
    """Of each frame's cuts the widest picture; JPEG, which everything shows, before WebP."""
    best: dict[tuple[int, str], Thumbnail] = {}
    for one in sorted(thumbnails, key=lambda one: (one.format == "jpeg", one.width)):
        best[one.rank, one.aspect] = one
    return sorted(best.values(), key=lambda one: one.rank)


def _picture(one: "Thumbnail", result: "ThumbnailGenerated", objects: str) -> Picture:
    time = next((f", at {frame.time:.1f} s" for frame in result.frames if frame.rank == one.rank), "")
    text = f"{result.video_id}: {one.aspect}{time}, {one.width} × {one.height} pixels"
    return Picture(place(one.uri, objects), one.width, one.height, text)
