"""The demo's page: each video's caption and its facts beside its thumbnails, then the collages of its covers.

Static, without scripts. Its template is `page.html.j2`, which includes `card.html.j2` and `collages.html.j2`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from libs.templates import template
from reelbus.console.errors import UserError
from reelbus.demo import footage
from reelbus.demo.clips import FOOTAGE, STAND_INS
from reelbus.demo.collages import Batch
from reelbus.demo.covers import INPUT
from reelbus.demo.facts import NOTHING, facts, found, picture_facts
from reelbus.demo.pictures import pictures, place
from reelbus.stack.services import objects_uri

if TYPE_CHECKING:
    from libs.events import CaptionParsed, Evidence, ThumbnailGenerated

NAME = "demo.html"
QUIET = frozenset({"title"})
"""Facts whose words are not marked: a title is half the caption."""


@dataclass(slots=True)
class Outcome:
    """A sample event and what it became."""

    video: dict[str, Any]
    caption: "CaptionParsed | None" = None
    thumbnails: "ThumbnailGenerated | None" = None


def write(folder: Path, outcomes: Sequence[Outcome], batch: Batch) -> Path:
    """Write the page beside the objects in `folder`; returns its path. Raises UserError."""
    path = folder / NAME
    try:
        path.write_text(page(outcomes, batch, objects_uri(folder)), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def page(outcomes: Sequence[Outcome], batch: Batch, objects: str) -> str:
    """The page. `objects` is the URI of the folder of pictures, which is beside it."""
    return template(__package__, "page.html.j2").render(
        cards=[_card(outcome, objects) for outcome in outcomes],
        found=found,
        photos=footage.PHOTOS if any(one.thumbnails and one.thumbnails.thumbnails for one in outcomes) else "",
        batch=batch,
        inbox=f"{INPUT}/",
        place=partial(place, objects=objects),
    )


def _card(outcome: Outcome, objects: str) -> dict[str, Any]:
    """What `card.html.j2` shows of a video."""
    video, caption, result = outcome.video, outcome.caption, outcome.thumbnails
    told = facts(caption) if caption else {}
    shown = {name: told.get(name, NOTHING) for name in ("title", "price", "sizes", "tags", "notes")}
    title, price = shown.pop("title"), shown.pop("price")
    rows = shown | _seen(result)
    return {
        "video": video,
        "title": title,
        "price": "" if price == NOTHING else price,
        "caption": list(_marked(caption)) if caption else [(video["caption"], "")],
        "facts": {name: text for name, text in rows.items() if text not in ("", NOTHING)},
        "pictures": pictures(result, objects) if result else [],
        "no_pictures": picture_facts(result)["picture"] if result else "no thumbnails",
        "stored": len(result.thumbnails) if result else 0,
        "score": picture_facts(result)["score"] if result else NOTHING,
        "frames": result.frames if result else [],
    }


def _seen(result: "ThumbnailGenerated | None") -> dict[str, str]:
    """Facts of the best frame and of where the video is from."""
    if result is None or result.status == "failed":
        return {}
    shows = footage.CLIPS[FOOTAGE[result.video_id]].shows if result.video_id in STAND_INS else ""
    return {
        "best frame": picture_facts(result)["picture"].removesuffix(" (stand-in footage)"),
        "footage": f"stand-in, it shows {shows}" if shows else "",
    }


def _marked(result: "CaptionParsed") -> Iterator[tuple[str, str]]:
    """The caption in pieces, each with the facts that it proves, or with an empty text."""
    proofs: list[dict[str, Evidence]] = [{} for _ in result.caption]
    for name, proof in result.evidence.items():
        field = name.partition("[")[0]
        if field not in QUIET:
            for position in range(proof.start, min(proof.end, len(proofs))):
                proofs[position].setdefault(field, proof)
    for proved, positions in groupby(range(len(proofs)), key=proofs.__getitem__):
        words = "".join(result.caption[position] for position in positions)
        yield words, ", ".join(f"{field} {proof.confidence:.0%}" for field, proof in proved.items())
