"""The merged video of the demo: three of its videos, of different kinds, in one file."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.demo import footage
from reelbus.demo.clips import FOOTAGE
from reelbus.demo.facts import NOTHING
from reelbus.demo.pictures import place
from reelbus.stack.services import OBJECTS, objects_uri

if TYPE_CHECKING:
    from libs.events import MergedInput, VideoMerged

VIDEOS = ("test123", "jakarta-1", "riyadh-1")
POSTER_SECONDS = 2.0
"""Of the picture that the page shows before the video is played; the first frames are dark."""
MERGED_FIELDS = ("picture", "sound", "notes")
"""What became of each video."""


def row(video_id: str) -> str:
    """The name of a row about one of VIDEOS, beside those about its caption."""
    return f"merged/{video_id}"


def store(folder: Path) -> None:
    """Write the videos into the object store below `folder`, the folder of the demo. Blocks. Raises UserError."""
    for video_id in VIDEOS:
        path = folder / OBJECTS / _key(video_id)
        made = footage.make(FOOTAGE[video_id])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, path)
        except OSError as error:
            raise UserError(f"cannot write {path}: {error.strerror or error}") from error


def events(folder: Path) -> dict[str, dict[str, Any]]:
    """The `video-merge-requested` payload for the stored videos, by pipeline id."""
    # A new id and key: the same request would be answered with the result of the previous demo.
    name = f"demo-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    return {
        name: {
            "pipeline_id": name,
            "input_videos": [f"{objects_uri(folder)}/{_key(video_id)}" for video_id in VIDEOS],
            "output_key": f"merged/{name}.mp4",
            "options": {"poster": POSTER_SECONDS},
        }
    }


def _key(video_id: str) -> str:
    return f"videos/{video_id}.mp4"


def merged_facts(result: "VideoMerged") -> dict[str, dict[str, str]]:
    """What became of each video, by `row`, then by MERGED_FIELDS."""
    if result.status == "failed":
        failed = {"picture": output.clean(f"failed: {result.reason}"), "sound": NOTHING, "notes": NOTHING}
        return {row(video_id): failed for video_id in VIDEOS}
    return {row(video_id): _facts(each) for video_id, each in zip(VIDEOS, result.plan, strict=True)}


def _facts(each: "MergedInput") -> dict[str, str]:
    return {
        "picture": output.clean(": ".join(filter(None, (each.picture, ", ".join(each.picture_reasons))))),
        "sound": output.clean(": ".join(filter(None, (each.sound, ", ".join(each.sound_reasons))))),
        "notes": output.clean("; ".join(each.notes)) or NOTHING,
    }


@dataclass(slots=True)
class MergedVideo:
    """The result, when it has come."""

    result: "VideoMerged | None" = None

    @property
    def summary(self) -> str:
        """One line about it; empty without a result."""
        result = self.result
        if result is None:
            return ""
        if result.status == "failed":
            return f"no merged video: {output.clean(str(result.reason))}\n"
        copied = sum(each.picture == "copied" for each in result.plan)
        return (
            f"{len(result.plan)} videos merged to one of {result.duration:.1f} s: {copied} copied, the others encoded\n"
        )

    def card(self, objects: str) -> dict[str, Any] | None:
        """The variables of `merged.html.j2`; None without a result. `objects`: URI of the folder next to the page."""
        result = self.result
        if result is None:
            return None
        return {
            "video": result,
            "place": place(result.uri, objects),
            "poster": place(result.poster_uri, objects),
            "failed": output.clean(str(result.reason)) if result.status == "failed" else "",
            "rows": [
                {"video_id": video_id, "shown": footage.CLIPS[FOOTAGE[video_id]].kind.text, **facts}
                for video_id, facts in zip(VIDEOS, merged_facts(result).values(), strict=True)
            ] if result.status == "merged" else [],
        }  # fmt: skip
