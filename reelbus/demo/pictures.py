"""The pictures on the demo's page: a video's best, large, and the others small, each a link to its file."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reelbus.demo.facts import picture_facts
from reelbus.stack.services import OBJECTS

if TYPE_CHECKING:
    from libs.events import Thumbnail, ThumbnailGenerated

OTHERS = 4


def figure(result: "ThumbnailGenerated | None", objects: str) -> str:
    """The pictures, or why there are none. `objects` is the URI of the folder `objects` beside the page."""
    pictures = _one_each(result.thumbnails) if result else []
    if result is None or not pictures:
        why = picture_facts(result)["picture"] if result else "no thumbnails"
        return f'<figure class="best"><div class="none">{escape(why)}</div></figure>'
    # The first rank's tallest shows most of it; then its other cuts, and the next frames' in the same shape.
    best = max((one for one in pictures if one.rank == 1), key=lambda one: one.height / one.width)
    others = [one for one in pictures if one is not best and (one.rank == 1 or one.aspect == best.aspect)]
    score = picture_facts(result)["score"]
    return f"""<figure class="best">{_link(best, result, objects)}
<div class="others">{"".join(_link(one, result, objects) for one in others[:OTHERS])}</div>
<figcaption>{len(result.thumbnails)} pictures stored; score {score}</figcaption></figure>"""


def _one_each(thumbnails: "Sequence[Thumbnail]") -> "list[Thumbnail]":
    """Of each frame's cuts the widest picture; JPEG, which everything shows, before WebP."""
    best: dict[tuple[int, str], Thumbnail] = {}
    for one in sorted(thumbnails, key=lambda one: (one.format == "jpeg", one.width)):
        best[one.rank, one.aspect] = one
    return sorted(best.values(), key=lambda one: one.rank)


def _link(one: "Thumbnail", result: "ThumbnailGenerated", objects: str) -> str:
    from libs.storage.uri import key_below

    key = key_below(objects, one.uri)
    if key is None:
        return ""  # not beside the page: nothing to link to
    place = escape(quote(f"{OBJECTS}/{key}"))
    time = next((f", at {frame.time:.1f} s" for frame in result.frames if frame.rank == one.rank), "")
    text = escape(f"{result.video_id}: {one.aspect}{time}, {one.width} × {one.height} pixels")
    return (
        f'<a href="{place}"><img src="{place}" width="{one.width}" height="{one.height}" alt="{text}" '
        f'title="{text}"></a>'
    )
