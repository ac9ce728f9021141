"""Plans and merges of local files, in a confined process: files of strangers are opened nowhere else.

The command itself and its fork server do not load the codecs: only that one process needs them.
"""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from libs.confined.channel import Channel, Message
from libs.confined.errors import ConfinedError, OutOfMemory
from libs.confined.limits import ProcessLimits, address_space
from libs.confined.process import run_confined
from libs.scratch import scratch
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from services.merge import errors
from services.merge.errors import MergeError
from services.merge.job.steps import Report, Step
from services.merge.planning.options import MergeOptions

MEMORY_MB = 8000
"""Of address space: the user chose the files, and may merge videos of 8K."""
SECONDS = 30 * 86_400.0
"""The user sees how far it is, and can stop it."""
LIMITS = ProcessLimits(SECONDS, SECONDS, address_space(MEMORY_MB), sys.maxsize)


class Task(NamedTuple):
    """What the process does."""

    files: Sequence[Path]
    options: MergeOptions
    out: Path | None
    """Of the result; None: only the plan is made."""
    folder: Path | None
    """For intermediate files and the unfinished result."""


class Planned(NamedTuple):
    """A plan as text."""

    rows: list[list[str]]
    result: str


class Made(NamedTuple):
    """A result as text."""

    notes: list[str]
    summary: list[str]
    """Cells of a line."""


def plan_files(files: Sequence[Path], options: MergeOptions, report: Report) -> Planned:
    """The plan for `files`. Raises MergeError, UserError."""
    given = _run(Task(files, options, None, None), report).content
    return Planned(given["rows"], given["result"])


def merge_files(files: Sequence[Path], out: Path, options: MergeOptions, report: Report) -> Made:
    """Merge `files` to `out`, and store the poster beside it if the options ask for one.

    The result gets its name when it is complete. Until then it lies in a folder beside it, which is deleted at the end.
    Raises MergeError, UserError, OSError.
    """
    if not out.absolute().parent.is_dir():
        raise UserError(f"{out.parent} is not a folder: create it, or choose another one for the result", status=2)
    if not os.access(out.absolute().parent, os.W_OK | os.X_OK):
        raise UserError(f"{out.parent} cannot be written to: choose another folder for the result", status=2)
    with scratch(out.absolute().parent, "merge") as folder:
        done = _run(Task(files, options, out, folder.path), report)
        if done.data:
            poster = folder.path / "poster.jpg"
            poster.write_bytes(done.data)
            os.replace(poster, out.with_suffix(".jpg"))
    return Made(done.content["notes"], done.content["summary"])


def _run(task: Task, report: Report) -> Message:
    return run(_confined(task, report))


async def _confined(task: Task, report: Report) -> Message:
    """The last message of the process."""
    me, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert me is not None
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, me.cancel)  # like Ctrl-C: nothing is left behind
    found: list[Message] = []

    async def answer(message: Message) -> None:
        content = message.content
        match content["type"]:
            case "progress":
                report(Step(content["name"], Fraction(content["done"]), Fraction(content["total"])))
            case "failed":
                raise _error(content["kind"], content["message"])
            case _:
                found.append(message)

    try:
        await run_confined(_work, (task,), limits=LIMITS, preload=(), answer=answer)
    except OutOfMemory:
        raise UserError(f"the merging process needs more than {MEMORY_MB} MB") from None
    except ConfinedError as error:
        raise UserError(f"the merging process failed: {error}") from None
    return found[-1]


def _error(kind: str, message: str) -> MergeError:
    found: Callable[[str], MergeError] = getattr(errors, kind, MergeError)
    return found(message)


def _work(channel: Channel, task: Task) -> None:
    """What runs in the process."""

    def report(step: Step) -> None:
        channel.send({"type": "progress", "name": step.name, "done": float(step.done), "total": float(step.total)})

    try:
        channel.send(*_done(task, report))
    except MergeError as error:
        channel.send({"type": "failed", "kind": type(error).__name__, "message": str(error)})
    except OSError as error:
        message = f"{task.out} cannot be written: {error.strerror or error}"
        channel.send({"type": "failed", "kind": "NotWritten", "message": message})


def _done(task: Task, report: Report) -> tuple[dict[str, Any], bytes]:
    # Here: see above.
    from reelbus.merge.table import notes, result, rows, summary
    from services.merge.inputs.source import LocalFile
    from services.merge.job.files import check_names, local_audio, merge_in
    from services.merge.job.merging import plan_of

    # What was loaded stays: garbage is searched for twice a video, and need not be searched for in it.
    gc.freeze()
    if task.out is None or task.folder is None:
        made = plan_of([LocalFile(path) for path in task.files], task.options, report, local_audio(task.options))
        return {"type": "planned", "rows": rows(made), "result": result(made)}, b""
    check_names(task.files, task.out, task.options)
    merged = merge_in(task.folder, task.files, task.out, report, task.options)
    return {"type": "merged", "notes": notes(merged.plan), "summary": summary(task.out, merged)}, merged.poster or b""
