"""The page of the demo: captions, facts and thumbnails of the videos, product photos, collages, a merged video.

Static, without scripts. Its template is `page.html.j2`, which includes `card.html.j2`, `products.html.j2`,
`collages.html.j2` and `merged.html.j2`.
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
from reelbus.demo.enhanced import Photos
from reelbus.demo.facts import NOTHING, detections, facts, picture_facts
from reelbus.demo.listings import listing_facts
from reelbus.demo.merged import MergedVideo
from reelbus.demo.pictures import pictures, place
from reelbus.stack.services import objects_uri

if TYPE_CHECKING:
    from libs.events import CaptionParsed, Evidence, ListingTag, ListingUpdated, ThumbnailGenerated

NAME = "demo.html"
QUIET = frozenset({"title"})
"""Facts whose words are not marked: a title can be half of the caption."""


@dataclass(slots=True)
class Outcome:
    """A sample event and its results."""

    video: dict[str, Any]
    caption: "CaptionParsed | None" = None
    thumbnails: "ThumbnailGenerated | None" = None
    listing: "ListingUpdated | None" = None


def write(folder: Path, outcomes: Sequence[Outcome], photos: Photos, batch: Batch, merged: MergedVideo) -> Path:
    """Write the page into `folder`; returns its path. Raises UserError."""
    path = folder / NAME
    try:
        path.write_text(page(outcomes, photos, batch, objects_uri(folder), merged), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def page(
    outcomes: Sequence[Outcome], photos: Photos, batch: Batch, objects: str, merged: MergedVideo | None = None
) -> str:
    """The page as HTML. `objects` is the URI of the folder of objects, next to the page."""
    return template(__package__, "page.html.j2").render(
        cards=[_card(outcome, objects) for outcome in outcomes],
        detections=detections,
        products=photos.cards(objects),
        photos=footage.PHOTOS if photos.results or any(_has_pictures(one) for one in outcomes) else "",
        batch=batch,
        merged=merged.card(objects) if merged else None,
        inbox=f"{INPUT}/",
        place=partial(place, objects=objects),
    )


def _has_pictures(outcome: Outcome) -> bool:
    return outcome.thumbnails is not None and bool(outcome.thumbnails.thumbnails)


def _card(outcome: Outcome, objects: str) -> dict[str, Any]:
    """The variables of `card.html.j2`."""
    video, caption, result = outcome.video, outcome.caption, outcome.thumbnails
    all_facts = facts(caption) if caption else {}
    shown = {name: all_facts.get(name, NOTHING) for name in ("title", "price", "sizes", "hashtags")}
    title, price = shown.pop("title"), shown.pop("price")
    notes = {"notes": all_facts.get("notes", NOTHING)}
    rows = shown | (listing_facts(outcome.listing) if outcome.listing else {}) | notes | _picture_rows(result)
    return {
        "video": video,
        "title": title,
        "price": "" if price == NOTHING else price,
        "caption": list(_marked(caption, outcome.listing)) if caption else [(video["caption"], "")],
        "facts": {name: text for name, text in rows.items() if text not in ("", NOTHING)},
        "pictures": pictures(result, objects) if result else [],
        "no_pictures": picture_facts(result)["picture"] if result else "no thumbnails",
        "stored": len(result.thumbnails) if result else 0,
        "score": picture_facts(result)["score"] if result else NOTHING,
        "frames": result.frames if result else [],
    }


def _picture_rows(result: "ThumbnailGenerated | None") -> dict[str, str]:
    """Rows about the best frame and the origin of the footage."""
    if result is None or result.status == "failed":
        return {}
    shows = footage.CLIPS[FOOTAGE[result.video_id]].shows if result.video_id in STAND_INS else ""
    return {
        "best frame": picture_facts(result)["picture"].removesuffix(" (stand-in footage)"),
        "footage": f"stand-in, it shows {shows}" if shows else "",
    }


def _marked(result: "CaptionParsed", listing: "ListingUpdated | None") -> Iterator[tuple[str, str]]:
    """The caption in pieces: text, and the facts that it proves (may be empty)."""
    proved_by: list[dict[str, Evidence | ListingTag]] = [{} for _ in result.caption]
    proofs: list[tuple[str, Evidence | ListingTag]] = [*result.evidence.items()]
    if listing is not None:
        proofs += [(tag.tag, tag) for tag in listing.tags]
    for name, proof in proofs:
        field = name.partition("[")[0]
        if field not in QUIET:
            for position in range(proof.start, min(proof.end, len(proved_by))):
                proved_by[position].setdefault(field, proof)
    for proved, positions in groupby(range(len(proved_by)), key=proved_by.__getitem__):
        words = "".join(result.caption[position] for position in positions)
        yield words, ", ".join(f"{field} {proof.confidence:.0%}" for field, proof in proved.items())
