"""What runs in a merging process."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from libs.confined.channel import Channel
from services.merge.errors import MergeError
from services.merge.job.merging import merge
from services.merge.job.served import Parent, ServedObject
from services.merge.job.summary import summary
from services.merge.joining.parts import PartsSink
from services.merge.planning.options import MergeOptions


class Input(NamedTuple):
    """An object to read, by its place in the list."""

    name: str
    size: int
    """Bytes."""


class Task(NamedTuple):
    """A merge of objects."""

    inputs: Sequence[Input]
    audio: Input | None
    """The sound of the option `audio`; its number is behind those of the inputs."""
    options: MergeOptions
    folder: Path
    """For intermediate files."""
    max_seconds: float


def work(channel: Channel, task: Task) -> None:
    """Merge the objects of `task`, which the parent serves."""
    parent = Parent(channel)
    sources = [ServedObject(parent, number, *given) for number, given in enumerate(task.inputs)]
    audio = None if task.audio is None else ServedObject(parent, len(sources), *task.audio)
    files = (task.folder / f"{number}.mp4" for number in range(1_000_000))
    try:
        merged = merge(
            sources, PartsSink(parent.begin, parent.part), task.options,
            new_file=lambda: next(files), report=parent.progress, audio=audio, max_seconds=task.max_seconds,
        )  # fmt: skip
    except MergeError as error:
        parent.failed(type(error).__name__, str(error))
    except OSError as error:
        parent.failed("NotWritten", f"an intermediate file cannot be written: {error.strerror or error}")
    else:
        parent.done(summary(merged), merged.poster or b"")
