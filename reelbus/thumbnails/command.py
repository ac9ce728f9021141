"""`reelbus thumbnails`: the thumbnail maker without a broker. Uses weights of the cache where none are named."""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, aclosing, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError

if TYPE_CHECKING:
    from libs.events import RankedFrame
    from services.thumbnail.maker import ThumbnailMaker

LONGEST_SHOWN = 300
"""Characters of a path in a message."""

app = typer.Typer(no_args_is_help=True, help="Make thumbnails without a broker, and explain the choice of frames.")

VideoArgument = Annotated[
    str, typer.Argument(metavar="VIDEO", help="Video: a file, or the http or https URL of a file or video page.")
]


@app.command()
def make(
    video: VideoArgument,
    *,
    to: Annotated[Path, typer.Option("--to", help="Folder of the pictures.")] = Path("thumbnails"),
) -> None:
    """Make the thumbnails of a video, and print the thumbnail-generated payload.

    The settings of the thumbnail service apply, such as THUMBNAIL_COUNT.
    """
    run(_make(_existing(video), _folder(to)))


@app.command()
def explain(
    video: VideoArgument,
    *,
    to: Annotated[Path, typer.Option("--to", help="PNG file to write.")] = Path("explained.png"),
    frames: Annotated[int, typer.Option("--frames", min=1, max=24, help="Maximum number of frames on the sheet.")] = 8,
) -> None:
    """Write a contact sheet of a video: its frames with detections, scores and crops, best first."""
    told, picture = run(_explain(_existing(video), frames))
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(picture)
    except OSError as error:
        raise UserError(f"{to} cannot be written: {error.strerror or error}") from None
    for frame in told:
        output.line(frame.rank, "chosen" if frame.chosen else "-", f"{frame.time:.2f}", f"{frame.score:.3f}", frame.why)
    output.note(f"{to}: {len(told)} frames, best first; columns: rank, chosen, seconds, score, why")


def _folder(path: Path) -> str:
    from libs.storage import BadUri
    from libs.storage.uri import checked_root

    try:
        return checked_root(path.absolute().as_uri())
    except BadUri:
        raise UserError(f"--to {_shown(str(path))} cannot be the name of a folder", status=2) from None


def _existing(video: str) -> str:
    from reelbus.thumbnails.video_name import is_address

    if not is_address(video):
        try:
            found = Path(video).is_file()
        except OSError as error:  # a name that is too long, a folder that is closed to us
            raise UserError(f"{_shown(video)}: {error.strerror or error}", status=2) from None
        if not found:
            raise UserError(f"{_shown(video)}: no such file", status=2)
    return video


def _shown(path: str) -> str:
    return output.clean(path if len(path) <= LONGEST_SHOWN else f"{path[:LONGEST_SHOWN]}…")


async def _make(video: str, to_uri: str) -> None:
    from libs.settings import load
    from libs.storage import StorageSettings, open_storage
    from reelbus.thumbnails.video_name import id_of

    async with _opened(video) as (maker, path, sha256):
        settings = load(StorageSettings, STORAGE_URI=to_uri)
        async with open_storage(settings) as storage:
            result = await maker.thumbnails(id_of(video, sha256), path, storage)
    output.payload(result)
    if result.detector is None:
        output.note(result.reason or "")


async def _explain(video: str, frames: int) -> "tuple[list[RankedFrame], bytes]":
    from reelbus.thumbnails.sheet import sheet
    from reelbus.thumbnails.video_name import name_of
    from services.thumbnail.rank.explanation import ranked_frames

    async with _opened(video) as (maker, path, _):
        verdict = await maker.look(path)
        # The verdict is the service's, whatever is shown of it: to look at fewer frames would choose others.
        told = ranked_frames(verdict.candidates, maker.wanted.frames)[:frames]
        tiles = [
            (candidate, frame, maker.crops(candidate))
            for candidate, frame in zip(verdict.candidates, told, strict=False)
        ]
    survey = verdict.survey
    title = f"{name_of(video)}   {survey.duration:g} s   {survey.codec}   {survey.looked} frames looked at"
    return told, sheet(title, tiles)


class Opened(NamedTuple):
    """What it takes to look at a video."""

    maker: "ThumbnailMaker"
    path: Path
    sha256: str | None
    """Of the video, where it was downloaded."""


@asynccontextmanager
async def _opened(video: str) -> AsyncIterator[Opened]:
    """A maker and the video as a local file. Raises UserError for what is wrong with the video."""
    from libs.bus import Retryable
    from libs.fetch import Fetcher, FetchError, VideoFetcher
    from libs.fetch.urls import host_and_path
    from libs.scratch import scratch
    from libs.settings import load
    from reelbus.models.weights import cached
    from reelbus.thumbnails.video_name import is_address
    from services.thumbnail.detect.settings import DetectorSettings
    from services.thumbnail.errors import VideoError
    from services.thumbnail.factory import open_maker
    from services.thumbnail.settings import ThumbnailSettings

    more: dict[str, object] = {}
    weights = cached()
    if weights is not None and not os.environ.get("YOLO_MODEL_PATH"):
        more["detector"] = load(DetectorSettings, YOLO_MODEL_PATH=weights)
    settings = load(ThumbnailSettings, **more)
    try:
        with ExitStack() as stack:
            maker = stack.enter_context(open_maker(settings))
            if not is_address(video):
                # Absolute, for FFmpeg takes the start of `10:30.mp4` for a protocol.
                yield Opened(maker, Path.cwd() / video, None)
                return
            try:
                path = stack.enter_context(stack.enter_context(scratch(settings.folder, "thumbnails")).file())
            except OSError as error:
                why = error.strerror or str(error)
                raise UserError(f"THUMBNAIL_WORK_FOLDER {settings.folder}: {why}", status=2) from None
            async with aclosing(Fetcher.configured(settings.fetch)) as fetcher:
                download = await VideoFetcher(fetcher, settings.fetch).fetch(
                    video, path, settings.download, max_duration=settings.max_duration_seconds
                )
            yield Opened(maker, path, download.sha256)
    except (VideoError, FetchError, Retryable) as error:
        # Of an address only host and path, which most errors of fetching begin with: its query may be a secret.
        where, why = host_and_path(video) if is_address(video) else _shown(video), str(error)
        raise UserError(why if why.startswith(f"{where}: ") else f"{where}: {why}") from None
