"""`reelbus images`: images for a prompt."""

import re
from pathlib import Path
from typing import Annotated

import typer

from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.jobs.inputs import Picture, identifier
from reelbus.jobs.request import Wait

HELP = """Generate images for a prompt.

STORAGE_URI or S3_BUCKET_NAME sets the object store, DATABASE_URL the database with the state of jobs."""
ASPECT = re.compile(r"[1-9]\d?:[1-9]\d?", re.ASCII)

app = typer.Typer(no_args_is_help=True, help=HELP)


@app.callback()
def _group() -> None:
    pass  # keeps `generate` a sub-command while it is the only one


@app.command()
def generate(
    *,
    prompt: Annotated[str, typer.Argument(metavar="PROMPT", help="What the images show, at most 8000 characters.")],
    count: Annotated[int, typer.Option(min=1, max=10, help="Number of images.")] = 1,
    aspect: Annotated[
        str | None, typer.Option(metavar="WIDTH:HEIGHT", help="Ratio of width to height (default 1:1).")
    ] = None,
    size: Annotated[int, typer.Option(min=256, max=4096, help="Longer side of the images, in pixels.")] = 1024,
    references: Annotated[
        list[str] | None,
        typer.Option(
            "--reference",
            metavar="FILE|URI",
            help="Picture to start from: a file, the URI of an object below STORAGE_URI, or an http(s) URL; may be "
            "repeated up to 6 times.",
        ),
    ] = None,
    job_id: Annotated[
        str | None,
        typer.Option(help="Id of the job (default: a digest of the request, the same for the same request)."),
    ] = None,
    run_id: Annotated[
        str, typer.Option("--run", help="Run of the job: another one makes new images, and costs again.")
    ] = "1",
    wait: Annotated[bool, typer.Option("--wait", help="Follow the job until it ends, and print its images.")] = False,
    timeout: Annotated[
        float | None,
        typer.Option(min=0, help="Stop waiting after this number of seconds, with exit status 1 (default: no limit)."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Wait, and save the images in this folder (default: do not).")
    ] = None,
) -> None:
    """Request images for a prompt, and print the job.

    The same request is the same job: it is made and paid once, and a repeat shows its images again. With --wait or
    --to, the exit status is 1 if no image could be made, 3 if some are missing or need attention.
    """
    from reelbus.images.generate import Wanted, generate

    prompt = prompt.strip()
    if not prompt:
        raise UserError("prompt: must not be blank", status=2)
    if aspect is not None and not ASPECT.fullmatch(aspect):
        raise UserError("--aspect: must be width and height of 1 to 99, such as 4:5", status=2)
    pictures = [Picture(given, "--reference") for given in references or ()]
    job = None if job_id is None else identifier(job_id, "--job-id")
    wanted = Wanted(prompt, count, aspect, size, pictures)
    waits = Wait(wait or to is not None, timeout)
    run(generate(wanted, job, identifier(run_id, "--run"), wait=waits, to=to))
