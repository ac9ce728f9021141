"""`reelbus merge status`, and following a merge of the service until it has ended: by its status object."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from reelbus.console import following, output
from reelbus.console.connect import run, storage_settings
from reelbus.console.errors import UserError
from reelbus.console.options import Json
from reelbus.console.progress import Progress, view

if TYPE_CHECKING:
    from libs.events import VideoMerged
    from libs.storage import Storage
    from services.merge.status import Status

FILES = ("inspect", "check")
"""Steps whose progress is counted in files."""


def status(
    *,
    merge: Annotated[str, typer.Argument(metavar="ID", help="Id as `submit` prints it, or the pipeline's.")],
    as_json: Json = False,
) -> None:
    """Show how far a merge of the service is, or how it ended.

    The exit status is 1 if it failed.
    """
    run(_status(merge, as_json))


async def _status(merge: str, as_json: bool) -> None:
    from libs.storage import open_storage
    from services.merge.status import status_at

    async with open_storage(storage_settings()) as storage:
        found = await status_at(storage, merge)
        if found is None:
            raise UserError(f"{output.clean(merge)}: no merge of this id has begun below {storage.root}")
    if as_json:
        output.json_line(found.model_dump(mode="json"))
    else:
        for name, value in found.model_dump(mode="json", exclude={"event", "digest", "etag", "event_id"}).items():
            if value is not None:
                output.line(name, value)
        if found.event is not None:
            _show(found.event)
    _check(found)


async def follow(merge: str, storage: "Storage", event_id: str) -> None:
    """Show the merge that event `event_id` asked for until it has ended, and its result. Raises UserError if it fails.

    The status object may still be that of an earlier request.
    """
    from services.merge.status import status_at

    async def find() -> "Status | None":
        found = await status_at(storage, merge)
        return found if found is not None and found.event_id == event_id else None

    async def absent() -> str:
        return f"waiting for {merge}: the merge service has not begun it yet (`reelbus lag merge` shows what waits)"

    with view(merge) as shown:

        def show(found: "Status") -> bool:
            shown.show(progress(found), time.monotonic())
            return found.ended

        ended = await following.follow(find, absent=absent, show=show, note=shown.note)
    if ended.event is not None and ended.state == "merged":
        _show(ended.event)
    _check(ended)


def progress(status: "Status") -> Progress:
    """How far a merge is, for the bar: in milliseconds of the result, because it takes whole numbers; or in files."""
    from reelbus.merge.pace import VERBS

    done, total = status.done or 0.0, status.total or 0.0
    if status.state == "waiting":
        return Progress("waiting", False, 0, None, "", (f"for the next attempt: {status.reason}",))
    if status.step is None:
        return Progress(status.state, status.ended, 0, None, "")
    details: tuple[str, ...] = (VERBS.get(status.step, status.step),)
    if status.step in FILES:
        return Progress(status.state, status.ended, int(done), int(total), f"{done:.0f}/{total:.0f} files", details)
    if status.rate is not None:
        details += (f"{status.rate:.1f} × speed",)
    if status.seconds_left is not None:
        details += (f"{status.seconds_left:.0f} s left",)
    return Progress(
        status.state, status.ended, round(1000 * done), round(1000 * total), f"{done:.1f}/{total:.1f} s", details
    )


def _show(event: "VideoMerged") -> None:
    """Print the result, what became of each input, and warnings."""
    if event.status != "merged":
        return
    output.line("result", event.uri, f"{event.duration:.2f} s", f"{event.frames} frames", f"{event.size} bytes")
    if event.poster_uri is not None:
        output.line("poster", event.poster_uri)
    for number, each in enumerate(event.plan, 1):
        reasons = "; ".join((*each.picture_reasons, *each.sound_reasons, *each.notes))
        output.line("video", number, each.uri, f"picture {each.picture}", f"sound {each.sound}", reasons or None)
    for warning in event.warnings:
        output.line("warning", warning)


def _check(status: "Status") -> None:
    """Raise UserError if the merge failed."""
    if status.state == "failed":
        raise UserError(f"{status.id} failed: {output.clean(status.reason or '')}")
