"""`reelbus demo`: send six videos and some product photos through the embedded stack, and show the results."""

import asyncio
import importlib.resources
import json
import os
import signal
import time
from collections.abc import Collection, Mapping
from contextlib import ExitStack, aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from libs.registry import Service
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.demo import clips as demo_clips
from reelbus.demo import covers as demo_covers
from reelbus.demo import footage
from reelbus.demo import merged as demo_merged
from reelbus.demo import products as demo_products
from reelbus.demo.collages import Batch
from reelbus.demo.enhanced import Photos, product_facts
from reelbus.demo.facts import facts, picture_facts
from reelbus.demo.listings import listing_facts
from reelbus.demo.merged import MergedVideo, merged_facts
from reelbus.demo.page import Outcome, write
from reelbus.demo.results import ENHANCE, GROUPS, INPUT, MERGE, MERGE_REQUESTED, PRODUCTS, post, results
from reelbus.demo.view import View, view
from reelbus.models.weights import cached_mask
from reelbus.stack.command import Folder, Only, note_unconsumed, stack
from reelbus.stack.hints import COLLAGES, command
from reelbus.stack.services import OBJECTS, chosen, without

if TYPE_CHECKING:
    from reelbus.demo.results import Result

DEMO_SETTINGS = (
    "FETCH_", "STORAGE_", "S3_", "AWS_", "DATABASE_",
    "IMAGE_", "GEMINI_", "GOOGLE_", "OPENAI_IMAGE_", "REDIS_", "ENHANCED_", "ENHANCE_PRODUCT", "ENHANCE_STATUS",
    "MERGE_",
)  # fmt: skip
"""Prefixes of settings that the demo does not take from the user: it writes to no store or database of the user, and
its pictures cost no money."""

WITHHELD = {ENHANCE: ("OPENAI_",)}
"""And what single services do not get: the captions may use a key of OpenAI (LLM_PROVIDER), pictures must not."""

MASK = "ENHANCE_MASK_MODEL_PATH"

STAND_IN = "; test123 gets stand-in footage: its URL is an example without a video"


def demo(*, folder: Folder = Path(".reelbus/demo"), only: Only = None) -> None:
    """Run six sample videos, product photos, a CSV of covers and a merge of videos through the embedded stack.

    Starts the broker and the services, shows the results, writes them as a page into the folder, and stops.
    """
    services = chosen(only)
    names = {service.name for service in services}
    alone = (*GROUPS.values(), ENHANCE, MERGE)
    if names.isdisjoint(alone) and not names >= COLLAGES:
        choices = f"{' or '.join(alone)}, or all of {', '.join(sorted(COLLAGES))}"
        raise UserError(f"--only: these services have no results to show; add {choices}", status=2)
    needs_footage = not names.isdisjoint(("thumbnail", MERGE)) or names >= COLLAGES
    taken = _product_photos() if ENHANCE in names else {}  # first: it downloads the photos of the footage too
    run(_demo(folder, services, taken, has_footage=needs_footage and _has_footage()))


def samples() -> list[dict[str, Any]]:
    """The sample `new-video-posted` payloads."""
    text = importlib.resources.files("reelbus.demo").joinpath("samples.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _product_photos() -> dict[str, bytes]:
    """The raw photos of products; downloads them if needed; none if they are not available. Blocks."""
    try:
        return demo_products.photos()
    except UserError as error:
        output.note(f"without product photos: {error}")
        return {}


def _has_footage() -> bool:
    """Whether the photos of the clips are available; downloads them if not. Blocks: not for the event loop."""
    try:
        if not footage.is_made():
            footage.photos()
    except UserError as error:
        output.note(f"captions only, without videos: {error}")
        return False
    return True


async def _demo(folder: Path, services: Collection[Service], taken: Mapping[str, bytes], *, has_footage: bool) -> None:
    started = time.monotonic()
    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Like Ctrl-C: cancel the task, so that the children are stopped.
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    names = {service.name for service in services}
    videos = [] if names.isdisjoint(GROUPS.values()) else samples()
    outcomes = {video["video_id"]: Outcome(video) for video in videos}
    photos, batch, merged = Photos(), Batch(), MergedVideo()
    kept = _Kept(outcomes, photos, batch, merged)
    covers = has_footage and names >= COLLAGES
    merging = demo_merged.events(folder) if has_footage and MERGE in names else None
    first = None
    note_unconsumed(services)
    with ExitStack() as ending:
        host = ending.enter_context(demo_clips.served()) if has_footage else None
        shown = ending.enter_context(
            view(
                videos,
                {one.product_id: one.title for one in demo_products.PRODUCTS if taken},
                {demo_merged.row(video_id): video_id for video_id in demo_merged.VIDEOS if merging},
            )
        )
        shown.status("starting the broker and the services")
        env = settings(os.environ, host)
        async with stack(folder, env=env, services=services, withheld=WITHHELD) as running:
            await post(running, INPUT, {video["video_id"]: sample_event(video, host) for video in videos})
            if taken:
                demo_products.store(folder, taken)
                await post(running, PRODUCTS, demo_products.events(folder))
            if host is not None and covers:
                demo_covers.drop(folder, host)
            sent = f"sent {len(videos) + len(taken) + bool(merging)} events"
            joining = f"{sent}; the services join their consumer groups, which takes a few seconds"
            shown.status(joining + (STAND_IN if has_footage and videos else ""))
            if merging is not None:  # last: clips that are not made yet take a second each
                await asyncio.to_thread(demo_merged.store, folder)
                await post(running, MERGE_REQUESTED, merging)
            async with aclosing(
                results(running, videos, products=taken, covers=covers, merges=merging or ())
            ) as stream:
                async for result in stream:
                    _take(result, kept, shown)
                    if first is None and any(outcome.caption for outcome in outcomes.values()):
                        first = time.monotonic() - started
            total = time.monotonic() - started
        page = write(folder, list(outcomes.values()), photos, batch, merged)
        shown.end(*_ending((first, total), list(outcomes.values()), photos, f"{batch.summary}{merged.summary}", page))


class _Kept(NamedTuple):
    """The results for the page."""

    outcomes: Mapping[str, Outcome]
    photos: Photos
    batch: Batch
    merged: MergedVideo


def _take(result: "Result", kept: _Kept, shown: View) -> None:
    """Keep a result for the page, and show it."""
    from libs.events import CaptionParsed, ListingUpdated, ProductImagesEnhanced, ThumbnailGenerated, VideoMerged

    if isinstance(result, CaptionParsed):
        kept.outcomes[result.video_id].caption = result
        shown.show(result.video_id, facts(result))
    elif isinstance(result, ThumbnailGenerated):
        kept.outcomes[result.video_id].thumbnails = result
        shown.show(result.video_id, picture_facts(result))
    elif isinstance(result, ListingUpdated):
        kept.outcomes[result.video_id].listing = result
        shown.show(result.video_id, listing_facts(result))
    elif isinstance(result, ProductImagesEnhanced):
        kept.photos.add(result)
        shown.show(result.product_id, product_facts(result))
    elif isinstance(result, VideoMerged):
        kept.merged.result = result
        shown.show_all(merged_facts(result))
    else:
        kept.batch.add(result)


def settings(env: Mapping[str, str], host: str | None) -> dict[str, str]:
    """The environment of the user, with settings such as LLM_PROVIDER, without DEMO_SETTINGS."""
    kept = without(env, DEMO_SETTINGS) | {"IMAGE_PROVIDER": "local"}
    return kept | ({"FETCH_ALLOW_PRIVATE": host} if host else {})


def sample_event(video: dict[str, Any], host: str | None) -> dict[str, Any]:
    """A sample payload with its video at `host` (`host:port`); without a host, no video."""
    return video | {"video_url": demo_clips.address(host, video["video_id"]) if host else None}


def _ending(
    seconds: tuple[float | None, float], outcomes: list[Outcome], photos: Photos, others: str, page: Path
) -> tuple[str, str]:
    """The summary, with lines about `others`, and what to do next."""
    first, total = seconds
    made = [outcome.thumbnails for outcome in outcomes if outcome.thumbnails]
    number = sum(len(result.thumbnails) for result in made)
    if number:
        pictures = f"{number} pictures in {page.parent / OBJECTS}; they are next to their captions in {page}"
    elif photos.results:
        pictures = f"the pictures are in {page.parent / OBJECTS}, and on the page {page}"
    else:
        pictures = f"no pictures; the captions with their facts are in {page}"
    # A reason on a success is the same for all: there is no detector.
    without = {result.reason for result in made if result.status == "generated" and result.reason}
    advice = "".join(f"{reason}; `{command()} models get yolov3-tiny` downloads one\n" for reason in without)
    if photos.degraded and not (os.environ.get(MASK) or cached_mask()):
        advice += f"no mask: backgrounds stay (degraded); `{command()} models get u2netp` downloads its weights\n"
    return (
        f"{'' if first is None else f'first caption after {first:.1f} s, '}"
        f"all results after {total:.1f} s; everything is stopped\n"
        f"{photos.summary}{others}{pictures}",
        f"""{advice}Next:
  make up (or {command()} up) keeps the same stack running on 127.0.0.1:9092; then, in a second terminal:
  {command()} watch caption-parsed
  {command()} watch thumbnail-generated
  {command()} listings list   # and show ID, search WORDS
  {command()} products add ID --image FILE --wait   # your own photo
  {command()} produce {INPUT}   # your own events, JSON on stdin
Without a broker:
  {command()} captions parse FILE
  {command()} thumbnails make VIDEO
  {command()} collage make PICTURE…
  {command()} merge run VIDEO… --out OUT.mp4
How it works: docs/architecture.md. The events: docs/events/""",
    )
