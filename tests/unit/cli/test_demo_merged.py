"""The merged video of the demo: the request, and what became of its videos in words, in the table and on the page."""

from pathlib import Path
from typing import Any

from rich.console import Console

from libs.events import VideoMerged, VideoMergeRequested
from reelbus.demo.clips import FOOTAGE
from reelbus.demo.collages import Batch
from reelbus.demo.enhanced import Photos
from reelbus.demo.footage import CLIPS
from reelbus.demo.merged import VIDEOS, MergedVideo, events, merged_facts, row
from reelbus.demo.page import page
from reelbus.demo.view import LiveTable

OBJECTS = "file:///somewhere/objects"
COPIED = {"uri": "a", "seconds": 5.0, "picture": "copied", "sound": "copied"}
ENCODED = {
    "uri": "b", "seconds": 5.0, "picture": "encoded", "picture_reasons": ["codec <hevc>, not h264"], "sound": "silence",
    "notes": ["no sound: silence\x1b[31m"],
}  # fmt: skip


def merged(**more: Any) -> VideoMerged:
    given = {
        "output_key": "merged/d.mp4", "status": "merged", "uri": f"{OBJECTS}/merged/d.mp4", "duration": 15.0,
        "width": 30, "height": 20, "frames": 150, "codec": "h264", "plan": [COPIED, ENCODED, COPIED],
    }  # fmt: skip
    return VideoMerged.model_validate(given | more)


FAILED = merged(status="failed", reason="<no room>\x1b[31m", uri=None, plan=[])


def test_the_videos_are_of_different_kinds() -> None:
    kinds = [CLIPS[FOOTAGE[video_id]].kind for video_id in VIDEOS]
    assert len({kind.codec for kind in kinds}) == len({kind.size for kind in kinds}) == 2
    assert len({kind.sound for kind in kinds}) == 3


def test_the_request_has_a_name_of_its_own(tmp_path: Path) -> None:
    ((name, given),) = events(tmp_path / "my demo").items()
    event = VideoMergeRequested.model_validate(given)
    assert (event.pipeline_id, event.output_key) == (name, f"merged/{name}.mp4")
    assert event.input_videos == [(tmp_path / f"my demo/objects/videos/{name}.mp4").as_uri() for name in VIDEOS]


def test_what_became_of_each_video() -> None:
    facts = merged_facts(merged())
    assert list(facts) == [row(video_id) for video_id in VIDEOS]
    assert list(facts.values())[:2] == [
        {"picture": "copied", "sound": "copied", "notes": "–"},
        {"picture": "encoded: codec <hevc>, not h264", "sound": "silence", "notes": "no sound: silence\\x1b[31m"},
    ]
    assert {each["picture"] for each in merged_facts(FAILED).values()} == {"failed: <no room>\\x1b[31m"}


def test_the_summary() -> None:
    assert MergedVideo().summary == ""
    assert MergedVideo(merged()).summary == "3 videos merged to one of 15.0 s: 2 copied, the others encoded\n"
    assert MergedVideo(FAILED).summary == "no merged video: <no room>\\x1b[31m\n"


def test_the_page_has_a_player_and_the_plan() -> None:
    shown = page([], Photos(), Batch(), OBJECTS, MergedVideo(merged(poster_uri=f"{OBJECTS}/merged/d.jpg")))
    assert '<video src="objects/merged/d.mp4" poster="objects/merged/d.jpg" width="30" height="20" controls' in shown
    assert "encoded: codec &lt;hevc&gt;, not h264" in shown
    assert "merged to one" not in page([], Photos(), Batch(), OBJECTS, MergedVideo())
    elsewhere = page([], Photos(), Batch(), OBJECTS, MergedVideo(merged(uri="s3://elsewhere/d.mp4")))
    assert "elsewhere" not in elsewhere
    assert "&lt;no room&gt;" in page([], Photos(), Batch(), OBJECTS, MergedVideo(FAILED))


def test_the_table_has_a_row_for_each_part() -> None:
    table = LiveTable([], {}, {row(video_id): video_id for video_id in VIDEOS})
    table.show_all({row(VIDEOS[0]): {"picture": "copied", "sound": "copied", "notes": "–"}})
    console = Console(width=60)
    with console.capture() as capture:
        console.print(table.render(60))
    printed = " ".join(capture.get().split())
    for words in ("merged to one", *VIDEOS, "copied", "…"):
        assert words in printed
