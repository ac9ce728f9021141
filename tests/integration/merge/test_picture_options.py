"""Size, fit, frame rate, codec and poster: looked at after decoding."""

import io
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from fixtures.media.marked import Reading, identified, marked, read
from services.merge.errors import BadOption
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged
from services.merge.planning.options import parse
from tests.integration.merge.test_join import check_order, check_sound

FRAMES = 20


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Wide, and tall."""
    folder = tmp_path_factory.mktemp("shapes")
    return [marked(folder / "wide.mp4", 1, size=(160, 96)), marked(folder / "tall.mp4", 2, size=(96, 160))]


def joined(paths: list[Path], out: Path, **options: object) -> tuple[Merged, Reading]:
    merged = merge_files(paths, out, lambda step: None, parse(options))
    return merged, read(out)


def first_picture(path: Path, number: int) -> np.ndarray:  # type: ignore[type-arg]
    """The luma of frame `number`."""
    with av.open(str(path)) as file:
        for count, frame in enumerate(file.decode(video=0)):
            if count == number:
                return frame.to_ndarray(format="gray")
    raise AssertionError(number)


def test_size_with_bars(clips: list[Path], tmp_path: Path) -> None:
    """Every frame is there, in the middle of the size that was asked for."""
    merged, reading = joined(clips, tmp_path / "out.mp4", size="96x160")
    check_order(reading, [(1, FRAMES), (2, FRAMES)])
    check_sound(reading)
    assert [bool(each.picture) for each in merged.plan.clips] == [True, False]
    wide = first_picture(tmp_path / "out.mp4", 0)
    assert wide.shape == (160, 96)
    assert wide[:45].max() < 30
    assert wide[60:100].max() > 150


def test_a_blurred_copy_in_place_of_bars(clips: list[Path], tmp_path: Path) -> None:
    joined(clips, tmp_path / "out.mp4", size="96x160", fit="blur-pad")
    wide = first_picture(tmp_path / "out.mp4", 0).astype(float)
    assert wide[:45].mean() > 60
    # Its edges are soft, those of the picture are not.
    assert np.abs(np.diff(wide[:40], axis=1)).max() < np.abs(np.diff(wide[60:100], axis=1)).max() / 2


def test_cropped_to_fill(clips: list[Path], tmp_path: Path) -> None:
    joined(clips, tmp_path / "out.mp4", size="96x160", fit="crop")
    wide = first_picture(tmp_path / "out.mp4", 0)
    # The middle third of the board: the second and third of its four columns.
    whole = np.kron(first_picture(clips[0], 0), np.ones((2, 2)))[:160, 80:240]
    middle = whole[:, (whole.shape[1] - 96) // 2 : (whole.shape[1] + 96) // 2]
    assert np.abs(wide.astype(float) - middle.astype(float)[:160]).mean() < 40


def test_a_constant_rate(clips: list[Path], tmp_path: Path) -> None:
    """Clips of that rate are copied, others get frames of it; the sound stays in step."""
    slow = marked(tmp_path / "slow.mp4", 3, rate=Fraction(50), frames=40)
    merged, reading = joined([clips[0], slow, clips[0]], tmp_path / "out.mp4", rate="25")
    assert [bool(each.picture) for each in merged.plan.clips] == [False, True, False]
    times = [seen.seconds for seen in reading.frames]
    steps = {round(after - before, 4) for before, after in pairwise(times)}
    assert steps == {0.04}
    assert len(reading.frames) == 60
    assert merged.seconds == Fraction(60, 25)


@pytest.mark.long
def test_hevc(clips: list[Path], tmp_path: Path) -> None:
    """All are encoded with one set of parameters, so that Safari plays them."""
    merged, reading = joined(clips, tmp_path / "out.mp4", target="hevc")
    check_order(reading, [(1, FRAMES), (2, FRAMES)])
    check_sound(reading)
    assert merged.plan.encoded == 2
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert file.streams.video[0].codec_context.codec_tag == "hvc1"


@pytest.mark.parametrize(("second", "clip", "frame"), [(True, 1, 0), (0.41, 1, 10), (1.2, 2, 10), (1.59, 2, 19)])
def test_the_poster_is_the_frame_of_that_second(
    clips: list[Path], tmp_path: Path, second: float, clip: int, frame: int
) -> None:
    merged, _ = joined(clips, tmp_path / "out.mp4", poster=second)
    assert merged.poster is not None
    with Image.open(io.BytesIO(merged.poster)) as image:
        assert (image.format, image.size) == ("JPEG", (160, 96))
        seen = identified(np.asarray(image.convert("L")), 0.0)
    assert (seen.clip, seen.frame) == (clip, frame)


def test_the_poster_is_upright(tmp_path: Path) -> None:
    turned = marked(tmp_path / "turned.mp4", 1, turns=1, size=(160, 96))
    merged, _ = joined([turned, turned], tmp_path / "out.mp4", poster=True)
    assert merged.poster is not None
    with Image.open(io.BytesIO(merged.poster)) as image:
        assert image.size == (160, 96)  # as it is shown
        assert identified(np.asarray(image.convert("L")), 0.0).clip == 1


def test_a_poster_behind_the_end(clips: list[Path], tmp_path: Path) -> None:
    with pytest.raises(BadOption, match=r"option poster: 9 s is behind the end of the result, which has 1.60 s"):
        merge_files(clips, tmp_path / "out.mp4", lambda step: None, parse({"poster": 9}))
    assert not (tmp_path / "out.mp4").exists()
