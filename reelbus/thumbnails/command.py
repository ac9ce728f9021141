"""`reelbus thumbnails`: makes thumbnails without a broker. Uses cached weights if YOLO_MODEL_PATH is not set."""

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
    ranking, picture = run(_explain(_existing(video), frames))
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(picture)
    except OSError as error:
        raise UserError(f"{to} cannot be written: {error.strerror or error}") from None
    for frame in ranking:
        output.line(frame.rank, "chosen" if frame.chosen else "-", f"{frame.time:.2f}", f"{frame.score:.3f}", frame.why)
    output.note(f"{to}: {len(ranking)} frames, best first; columns: rank, chosen, seconds, score, why")


def _folder(path: Path) -> str:
    from libs.storage import BadUri
    from libs.storage.uri import checked_root

    try:
        return checked_root(path.absolute().as_uri())
    except BadUri:
        raise UserError(f"--to {_shown(str(path))} is not a valid folder name", status=2) from None


def _existing(video: str) -> str:
    from reelbus.thumbnails.video_name import is_address

    if not is_address(video):
        try:
            found = Path(video).is_file()
        except OSError as error:  # for example a name that is too long, or a folder without permission
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
        analysis = await maker.analyze(path)
        # All frames are ranked, as in the service, and only the first ones are shown.
        ranking = ranked_frames(analysis.candidates, maker.spec.frames)[:frames]
        tiles = [
            (candidate, frame, maker.crops(candidate))
            for candidate, frame in zip(analysis.candidates, ranking, strict=False)
        ]
    scan = analysis.scan
    title = f"{name_of(video)}   {scan.duration:g} s   {scan.codec}   {scan.frame_count} frames measured"
    return ranking, sheet(title, tiles)


class OpenedVideo(NamedTuple):
    """A maker, and a video as a local file."""

    maker: "ThumbnailMaker"
    path: Path
    sha256: str | None
    """Of the video, if it was downloaded."""


@asynccontextmanager
async def _opened(video: str) -> AsyncIterator[OpenedVideo]:
    """A maker and the video as a local file. Raises UserError for an invalid video."""
    from libs.bus import Retryable
    from libs.detect.settings import DetectorSettings
    from libs.fetch import Fetcher, FetchError, VideoFetcher
    from libs.fetch.urls import host_and_path
    from libs.scratch import scratch
    from libs.settings import load
    from reelbus.models.weights import cached
    from reelbus.thumbnails.video_name import is_address
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
                # An absolute path, because FFmpeg reads the start of `10:30.mp4` as a protocol.
                yield OpenedVideo(maker, Path.cwd() / video, None)
                return
            try:
                path = stack.enter_context(stack.enter_context(scratch(settings.folder, "thumbnails")).file())
            except OSError as error:
                why = error.strerror or str(error)
                raise UserError(f"THUMBNAIL_WORK_FOLDER {settings.folder}: {why}", status=2) from None
            async with aclosing(Fetcher.configured(settings.fetch)) as fetcher:
                download = await VideoFetcher(fetcher, settings.fetch).fetch(
                    video, path, settings.download_limits, max_duration=settings.max_duration_seconds
                )
            yield OpenedVideo(maker, path, download.sha256)
    except (VideoError, FetchError, Retryable) as error:
        # Of an address only host and path, which most errors of fetching begin with: its query may be a secret.
        where, why = host_and_path(video) if is_address(video) else _shown(video), str(error)
        raise UserError(why if why.startswith(f"{where}: ") else f"{where}: {why}") from None
