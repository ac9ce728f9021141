"""The demo's page: each video's caption and its facts beside its thumbnails. Static, no scripts, all text escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reelbus.console.errors import UserError
from reelbus.demo import footage
from reelbus.demo.clips import FOOTAGE, STAND_INS
from reelbus.demo.collages import Batch
from reelbus.demo.facts import NOTHING, facts, found, picture_facts
from reelbus.demo.pictures import figure
from reelbus.demo.style import STYLE
from reelbus.stack.services import objects_uri

if TYPE_CHECKING:
    from libs.events import CaptionParsed, Evidence, ThumbnailGenerated

NAME = "demo.html"
POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"
CREDITS = f"""<footer>Videos and covers: a camera's way over photos from Pexels, and parts of them, out of
{escape(footage.PHOTOS)} (MIT) on the package index; made on this machine.</footer>"""
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
    cards = "\n".join(_card(outcome, objects) for outcome in outcomes)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Reelbus demo</title>
<style>{STYLE}</style>
</head>
<body>
<h1>What {len(outcomes)} videos became</h1>
<p class="soft">Each was one <code>new-video-posted</code> event. The caption service reads the caption and answers with
<code>caption-parsed</code>; the thumbnail service fetches the video, chooses its best frames, cuts and stores them, and
answers with <code>thumbnail-generated</code>. Marked words prove the facts: point at them.</p>
<main>
{cards}
</main>
{batch.section(objects)}
{CREDITS if any(outcome.thumbnails and outcome.thumbnails.thumbnails for outcome in outcomes) else ""}
</body>
</html>
"""


def _card(outcome: Outcome, objects: str) -> str:
    video, result = outcome.video, outcome.thumbnails
    told = facts(outcome.caption) if outcome.caption else {}
    rows = "".join(
        f"<dt>{name}</dt><dd><bdi>{escape(told[name])}</bdi></dd>"
        for name in ("sizes", "tags", "notes")
        if told.get(name, NOTHING) != NOTHING
    )
    price = told.get("price", NOTHING)
    shown_price = "" if price == NOTHING else f'<p class="price">{escape(price)}</p>'
    who = f"{video['video_id']} · @{video['seller_handle']}"
    return f"""<article>
{figure(result, objects)}
<div>
<h2><bdi>{escape(told.get("title", NOTHING))}</bdi></h2>
{shown_price}
<p class="soft">{escape(who)}</p>
<blockquote dir="auto">{_marked(outcome.caption) if outcome.caption else escape(video["caption"])}</blockquote>
<dl>{rows}{_seen(result)}</dl>
{_frames(result)}
</div>
</article>"""


def _seen(result: "ThumbnailGenerated | None") -> str:
    if result is None or result.status == "failed":
        return ""
    told = picture_facts(result)
    names = FOOTAGE.get(result.video_id, "")
    stand_in = f"stand-in, it shows {footage.CLIPS[names].shows}" if result.video_id in STAND_INS else ""
    rows = {"best frame": told["picture"].removesuffix(" (stand-in footage)"), "footage": stand_in}
    return "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows.items() if text)


def _frames(result: "ThumbnailGenerated | None") -> str:
    if result is None or not result.frames:
        return ""
    rows = "".join(
        f"<tr><td>{frame.time:.1f} s</td><td>{frame.score:.2f}{' ✓' if frame.chosen else ''}</td>"
        f"<td>{escape(frame.why or found(frame))}</td></tr>"
        for frame in result.frames
    )
    return f"<details><summary>{len(result.frames)} frames, best first</summary><table>{rows}</table></details>"


def _marked(result: "CaptionParsed") -> str:
    """The caption with the words marked that prove a fact."""
    told: list[dict[str, Evidence]] = [{} for _ in result.caption]
    for name, proof in result.evidence.items():
        field = name.partition("[")[0]
        if field not in QUIET:
            for position in range(proof.start, min(proof.end, len(told))):
                told[position].setdefault(field, proof)
    parts, start = [], 0
    for end in range(1, len(told) + 1):
        if end == len(told) or told[end] != told[start]:
            words = escape(result.caption[start:end])
            tip = ", ".join(f"{field} {proof.confidence:.0%}" for field, proof in told[start].items())
            parts.append(f'<mark title="{escape(tip)}">{words}</mark>' if tip else words)
            start = end
    return "".join(parts)
