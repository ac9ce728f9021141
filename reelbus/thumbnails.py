"""`reelbus thumbnails`: the thumbnail maker without a broker. Uses weights of the cache where none are named."""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, aclosing, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reelbus import output
from reelbus.connect import run
from reelbus.errors import UserError

if TYPE_CHECKING:
    from libs.events import RankedFrame
    from services.thumbnail.studio import Studio

app = typer.Typer(no_args_is_help=True, help="Make thumbnails without a broker, and see why they are what they are.")

VideoArgument = Annotated[
    str, typer.Argument(metavar="VIDEO", help="A file, or an address (http, https, a video page).")
]


@app.command()
def make(
    video: VideoArgument,
    *,
    to: Annotated[Path, typer.Option("--to", help="The folder that gets the pictures.")] = Path("thumbnails"),
) -> None:
    """Write VIDEO's thumbnails below a folder and print the thumbnail-generated payload. THUMBNAIL_* settings count."""
    run(_make(_existing(video), to.absolute().as_uri()))


@app.command()
def explain(
    video: VideoArgument,
    *,
    to: Annotated[Path, typer.Option("--to", help="The PNG to write.")] = Path("explained.png"),
    frames: Annotated[int, typer.Option("--frames", min=1, max=24, help="How many frames to show.")] = 8,
) -> None:
    """Write a contact sheet of VIDEO: its frames, what was found in them, their scores and cuts, best first."""
    told, picture = run(_explain(_existing(video), frames))
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(picture)
    except OSError as error:
        raise UserError(f"{to} cannot be written: {error.strerror or error}") from None
    for frame in told:
        output.line(frame.rank, "chosen" if frame.chosen else "-", f"{frame.time:.2f}", f"{frame.score:.3f}", frame.why)
    output.note(f"{to}: {len(told)} frames, best first; columns: rank, chosen, seconds, score, why")


def _existing(video: str) -> str:
    if "://" not in video and not Path(video).is_file():
        raise UserError(f"{video}: no such file", status=2)
    return video


async def _make(video: str, to_uri: str) -> None:
    from libs.storage import StorageSettings, open_storage

    async with _opened(video) as (studio, path):
        settings = StorageSettings.model_validate({"STORAGE_URI": to_uri})
        async with open_storage(settings) as storage:
            result = await studio.thumbnails(_name(video), path, storage)
    print(result.model_dump_json(), flush=True)
    if result.detector is None:
        output.note(result.reason or "")


def _name(video: str) -> str:
    """What stands for a video_id: printable, up to 256 characters."""
    return "".join(letter if letter.isprintable() else "-" for letter in Path(video).stem)[:256] or "video"


async def _explain(video: str, frames: int) -> "tuple[list[RankedFrame], bytes]":
    from services.thumbnail.explanation import ranked_frames
    from services.thumbnail.sheet import sheet

    async with _opened(video, frames) as (studio, path):
        verdict = await studio.look(path)
        told = ranked_frames(verdict.candidates, studio.wanted.frames)
        tiles = [
            (candidate, frame, studio.crops(candidate))
            for candidate, frame in zip(verdict.candidates, told, strict=True)
        ]
    survey = verdict.survey
    title = f"{Path(video).name}   {survey.duration:g} s   {survey.codec}   {survey.looked} frames looked at"
    return told, sheet(title, tiles)


@asynccontextmanager
async def _opened(video: str, frames: int | None = None) -> AsyncIterator[tuple["Studio", Path]]:
    """A studio and the video as a local file. Raises UserError for what is wrong with the video."""
    from libs.bus import Retryable
    from libs.fetch import Fetcher, FetchError, VideoFetcher
    from libs.scratch import scratch
    from libs.settings import load
    from reelbus.weights import cached
    from services.thumbnail.detect.settings import DetectorSettings
    from services.thumbnail.errors import VideoError
    from services.thumbnail.opening import open_studio
    from services.thumbnail.settings import ThumbnailSettings

    more: dict[str, object] = {} if frames is None else {"THUMBNAIL_DETECT_FRAMES": frames}
    weights = cached()
    if weights is not None and not os.environ.get("YOLO_MODEL_PATH"):
        more["detector"] = load(DetectorSettings, YOLO_MODEL_PATH=weights)
    settings = load(ThumbnailSettings, **more)
    try:
        with ExitStack() as stack:
            studio = stack.enter_context(open_studio(settings))
            if "://" not in video:
                yield studio, Path(video)
                return
            try:
                path = stack.enter_context(stack.enter_context(scratch(settings.folder, "thumbnails")).file())
            except OSError as error:
                why = error.strerror or str(error)
                raise UserError(f"THUMBNAIL_WORK_FOLDER {settings.folder}: {why}", status=2) from None
            async with aclosing(Fetcher.configured(settings.fetch)) as fetcher:
                await VideoFetcher(fetcher, settings.fetch).fetch(
                    video, path, settings.download, max_duration=settings.max_duration_seconds
                )
            yield studio, path
    except (VideoError, FetchError, Retryable) as error:
        raise UserError(f"{output.clean(video)}: {error}") from None
