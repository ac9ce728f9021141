"""What the handler needs of a merge, however it is run."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, Self

from libs.events import MergedInput
from libs.storage import ObjectInfo
from services.merge.requests import Job

Report = Callable[[str, float, float], None]
"""Takes the name of a step, and how much of how much is done, in seconds of the result or in files."""


class Made(NamedTuple):
    """A result that is stored."""

    seconds: float
    """How long pictures are shown."""
    size: int
    """Bytes."""
    frames: int
    width: int
    height: int
    codec: str
    plan: tuple[MergedInput, ...]
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, summary: Mapping[str, Any]) -> Self:
        """From what a merging process sends."""
        return cls(
            float(summary["seconds"]), int(summary["size"]), int(summary["frames"]), int(summary["width"]),
            int(summary["height"]), str(summary["codec"]),
            tuple(MergedInput.model_validate(row) for row in summary["plan"]), tuple(map(str, summary["warnings"])),
        )  # fmt: skip


class Merger(Protocol):
    """Merges objects to an object."""

    async def __call__(self, job: Job, objects: Mapping[str, ObjectInfo], report: Report) -> Made:
        """Make and store what `job` asks for. The result, and its poster, appear complete or not at all.

        `objects`: the objects to read, by URI; other versions than these are refused. Raises MergeError, StorageError,
        ConfinedError.
        """
        ...
