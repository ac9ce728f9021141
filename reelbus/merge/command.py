"""`reelbus merge`: joins local videos without a broker, and shows what is copied and what is encoded; or asks the
service.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.console.progress import view
from reelbus.merge import requests, status
from reelbus.merge.options import Flags, by_flag, raw_options, with_flags

if TYPE_CHECKING:
    from services.merge.job.steps import Report

app = typer.Typer(no_args_is_help=True, help="Join videos, local or in the object store; encode only what differs.")
app.command("submit")(requests.submit)
app.command("status")(status.status)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Videos, in the order of the result.")]


@app.command()
@with_flags
def plan(files: Files, *, flags: Flags) -> None:
    """Print each video, what becomes of its picture and sound and why, and what the result is like."""
    from reelbus.merge.local import plan_files
    from reelbus.merge.table import COLUMNS, RIGHT
    from services.merge.planning.options import parse

    options = parse(raw_options(flags, len(files)))
    _check_local(files)
    with _reported("plan", quiet=True) as report:
        made = plan_files(files, options, report)
    output.table(COLUMNS, made.rows, right=RIGHT)
    output.note(made.result)


@app.command()
@with_flags
def run(
    files: Files,
    *,
    flags: Flags,
    out: Annotated[Path, typer.Option("--out", help="MP4 file to write; one that exists is replaced.")],
) -> None:
    """Join videos to an MP4.

    Pictures and sound that fit the first video are copied, others are encoded.
    """
    from reelbus.merge.local import merge_files
    from services.merge.planning.options import parse

    options = parse(raw_options(flags, len(files)))
    if out.suffix.lower() != ".mp4":
        raise UserError(f"--out {out}: the result is an MP4, so its name must end with .mp4", status=2)
    _check_local(files)
    if out.is_dir():
        raise UserError(f"--out {out} is a folder: name a file", status=2)
    try:
        with _reported("merge") as report:
            made = merge_files(files, out, options, report)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}") from None
    for text in made.notes:
        output.note(text)
    output.line(*made.summary)


def _check_local(files: list[Path]) -> None:
    """Raise UserError, status 2, for a URI. Paths have one of its two slashes."""
    for file in files:
        scheme, slash, rest = str(file).partition(":/")
        if slash and scheme in ("http", "https", "s3", "file") and not file.exists():
            advice = "download it first" if scheme.startswith("http") else "give a path, or use `reelbus merge submit`"
            raise UserError(f"{scheme}://{output.clean(rest.lstrip('/'))} is not a local file: {advice}", status=2)


@contextmanager
def _reported(name: str, *, quiet: bool = False) -> "Iterator[Report]":
    """Show progress; an error of an input ends the command with one line.

    With `quiet`, progress is for terminals only: elsewhere stdout has nothing but rows.
    """
    from reelbus.merge.pace import Pace
    from services.merge.errors import BadOption, BadOutput, MergeError

    pace = Pace()
    try:
        if quiet and not output.on_terminal():
            yield lambda step: None
            return
        with view(name) as shown:
            yield lambda step: shown.show(pace.progress(step, time.monotonic()), time.monotonic())
    except BadOption as error:
        raise UserError(by_flag(str(error)), status=2) from None
    except BadOutput as error:
        raise UserError(output.clean(f"--out: {error}"), status=2) from None
    except MergeError as error:
        raise UserError(output.clean(str(error))) from None
