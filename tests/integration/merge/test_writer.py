"""Where the index of a result is, and results that are cut into parts while they are written."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import av
import pytest

from fixtures.media.marked import marked
from services.merge.errors import NoRoom
from services.merge.inputs.source import LocalFile
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged, merge
from services.merge.joining import join, parts
from services.merge.joining.parts import PartsSink
from services.merge.joining.room import Room, room
from services.merge.planning.options import MergeOptions

VARIABLE = [0.1 * n + 0.013 * (n % 7) for n in range(250)]


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """With every frame a key frame, variable times, and B-frames."""
    folder = tmp_path_factory.mktemp("clips")
    return [
        marked(folder / "keys.mp4", 1, frames=250, options={"g": "1", "crf": "8"}, size=(320, 192)),
        marked(
            folder / "variable.mp4",
            2,
            frames=250,
            times=VARIABLE,
            options={"bf": "3", "b_strategy": "0", "crf": "8"},
            size=(320, 192),
        ),
    ]


def boxes(data: bytes) -> list[tuple[bytes, int]]:
    """Types and sizes of the top-level boxes."""
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        found.append((data[at + 4 : at + 8], size))
        at += size
    return found


def to_parts(paths: Sequence[Path], folder: Path, options: MergeOptions) -> tuple[Merged, bytes, list[int]]:
    sizes: list[int] = []
    sent: dict[int, bytes] = {}
    order: list[int] = []

    def begin(size: int) -> None:
        sizes.append(size)
        sent.clear()
        order.clear()

    def send(number: int, data: bytes) -> None:
        sent[number] = data
        order.append(number)

    count = iter(range(100))
    merged = merge(
        [LocalFile(path) for path in paths], PartsSink(begin, send), options,
        new_file=lambda: folder / f"scratch-{next(count)}.mp4", report=lambda step: None,
    )  # fmt: skip
    assert all(len(sent[number]) == sizes[-1] for number in range(1, len(sent)))
    return merged, b"".join(data for _, data in sorted(sent.items())), order


def test_the_index_is_at_the_start_without_a_second_pass(clips: list[Path], tmp_path: Path) -> None:
    merged = merge_files(clips, tmp_path / "out.mp4", lambda step: None)
    data = (tmp_path / "out.mp4").read_bytes()
    kinds = [kind for kind, _ in boxes(data)]
    assert kinds.index(b"moov") < kinds.index(b"mdat")
    assert len(data) == merged.size
    # What was reserved and is not needed is no more than the index itself and the other boxes may have.
    sizes = dict(boxes(data))
    assert sizes[b"free"] < 4 * sizes[b"moov"] + 16 * 1024


def test_without_faststart_the_index_is_at_the_end(clips: list[Path], tmp_path: Path) -> None:
    merge_files(clips, tmp_path / "out.mp4", lambda step: None, MergeOptions(faststart=False))
    kinds = [kind for kind, _ in boxes((tmp_path / "out.mp4").read_bytes())]
    assert kinds.index(b"moov") > kinds.index(b"mdat")


def test_parts_are_the_file(clips: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LEAST_PART", 16 * 1024)
    monkeypatch.setattr(parts, "BEHIND", 1024)
    monkeypatch.setattr(parts, "MIB", 1024)
    merge_files(clips, tmp_path / "out.mp4", lambda step: None)
    merged, data, order = to_parts(clips, tmp_path, MergeOptions())
    assert hashlib.sha256(data).digest() == hashlib.sha256((tmp_path / "out.mp4").read_bytes()).digest()
    assert merged.size == len(data)
    assert order[-1] != len(order)  # the first ones come last
    assert order[0] > 1


@pytest.mark.parametrize("uploaded", [False, True])
def test_an_index_that_needs_more_room_is_written_in_a_second_pass(
    clips: list[Path], tmp_path: Path, uploaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "room", lambda *sizes: Room(64, room(*sizes).whole))
    if uploaded:
        _, data, _ = to_parts(clips, tmp_path, MergeOptions())
    else:
        merge_files(clips, tmp_path / "out.mp4", lambda step: None)
        data = (tmp_path / "out.mp4").read_bytes()
    kinds = [kind for kind, _ in boxes(data)]
    assert kinds.index(b"moov") < kinds.index(b"mdat")
    (tmp_path / "seen.mp4").write_bytes(data)
    with av.open(str(tmp_path / "seen.mp4")) as file:
        assert sum(1 for packet in file.demux(video=0) if packet.size) == 500


def test_no_room_is_an_error_of_its_own() -> None:
    assert NoRoom.cause == "no-room"
