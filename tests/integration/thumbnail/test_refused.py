"""What is no video, is too much of one, or lies: the right error, on one line that names the setting."""

import os
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from fixtures.media import clips, hostile, stills
from fixtures.media.encode import CODECS, write
from fixtures.media.shots import Shot, render
from libs.bus import Retryable
from services.thumbnail.errors import (
    FrameTooLarge,
    NoPicture,
    NotAVideo,
    TooCostly,
    TooLong,
    VideoError,
)
from services.thumbnail.pool import Decoders
from services.thumbnail.rank.crop import Crop
from services.thumbnail.render import Cut, Encoding, RenderRequest
from services.thumbnail.render import render as cut
from services.thumbnail.scan import ScanRequest, scan_video
from tests.integration.thumbnail.conftest import LIMITS, decoders

ASK = ScanRequest(480, 6)


def lying_about_its_length(path: Path) -> Path:
    """Its head says a second; it runs for ten minutes."""
    return hostile.claim_seconds(clips.long(path, seconds=600, fps=1), 1)


@pytest.mark.parametrize(
    ("make", "ending", "kind", "message"),
    [
        (hostile.truncated, "mp4", NotAVideo, "damaged"),
        (hostile.empty, "mp4", NotAVideo, "not a video"),
        (hostile.random_bytes, "mp4", NotAVideo, "not a video"),
        (hostile.audio_only, "mp4", NoPicture, "no video track"),
        (hostile.trackless, "mp4", NoPicture, "no video track"),
        (hostile.huge, "mov", FrameTooLarge, "10000×10000 are too large: at most 50,000,000 pixels (THUMBNAIL_MAX_PIXELS)"),
        (clips.long, "mp4", TooLong, "61.0 s is too long: at most 60 s (MAX_VIDEO_DURATION_SECONDS)"),
        (clips.long, "ts", TooLong, "MAX_VIDEO_DURATION_SECONDS"),
        (lying_about_its_length, "mp4", TooLong, "MAX_VIDEO_DURATION_SECONDS"),
    ],
)  # fmt: skip
async def test_the_error_says_what_is_wrong(
    shared: Decoders, tmp_path: Path, make: Callable[[Path], Path], ending: str, kind: type[VideoError], message: str
) -> None:
    path = make(tmp_path / f"clip.{ending}")
    with pytest.raises(VideoError) as raised:
        await shared.scan(path, ASK)
    told = str(raised.value)
    assert type(raised.value) is kind
    assert message in told
    assert "\n" not in told
    assert str(tmp_path) not in told, "our folders are nobody's business"
    assert len(told) < 160


@pytest.mark.parametrize("kind", hostile.PLAYLISTS)
@pytest.mark.parametrize("ending", ["mp4", "m3u8", "mpd", "sdp", "txt"])
async def test_playlists_are_not_followed(shared: Decoders, tmp_path: Path, kind: str, ending: str) -> None:
    with pytest.raises(NotAVideo):
        await shared.scan(hostile.playlist(tmp_path / f"clip.{ending}", kind), ASK)


async def test_a_huge_frame_behind_a_small_claim_is_not_decoded(shared: Decoders, tmp_path: Path) -> None:
    path = hostile.huge_that_claims_to_be_small(tmp_path / "clip.mov")
    with pytest.raises((FrameTooLarge, NoPicture, NotAVideo)):
        await shared.scan(path, ASK)


async def test_a_large_claim_over_a_small_frame(shared: Decoders, tmp_path: Path) -> None:
    """Either the claim is refused, or what is really there is taken."""
    path = hostile.lying_size(tmp_path / "clip.mp4", (10_000, 10_000))
    try:
        found = await shared.scan(path, ASK)
    except FrameTooLarge:
        return
    assert (found.frames[0].width, found.frames[0].height) == clips.SMALL


async def test_a_claim_of_an_hour_over_a_second(shared: Decoders, tmp_path: Path) -> None:
    """The list of its frames is believed rather than the head."""
    path = hostile.claim_seconds(clips.pan(tmp_path / "clip.mp4", seconds=1), 3600)
    assert (await shared.scan(path, ASK)).duration == 1


async def test_a_codec_that_is_not_accepted(shared: Decoders, tmp_path: Path) -> None:
    path = tmp_path / "clip.avi"
    CODECS["ffv1"] = ("ffv1", {})
    write(path, render([Shot(0.5, "coffee")], (64, 64), 10), codec="ffv1", fps=10)
    with pytest.raises(NotAVideo, match="codec ffv1 is not supported"):
        await shared.scan(path, ASK)


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        ("jpg", "a JPEG picture"), ("png", "a PNG picture"), ("gif", "a GIF picture"), ("webp", "a WebP picture"),
        ("tif", "a TIFF picture"), ("avif", "an AVIF picture"), ("bmp", "a BMP picture"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("frames", [1, 3])
async def test_a_picture_is_no_video(shared: Decoders, tmp_path: Path, ending: str, name: str, frames: int) -> None:
    """Animated or not, and whatever it is called."""
    path = tmp_path / f"clip.{ending}"
    more = {"save_all": True, "append_images": [Image.new("RGB", (64, 64), colour) for colour in ("blue", "green")]}
    Image.new("RGB", (64, 64), "red").save(path, **(more if frames > 1 and ending not in ("jpg", "bmp") else {}))
    with pytest.raises(NotAVideo, match=f"^it is {name}, not a video$"):
        await shared.scan(path.rename(tmp_path / "clip.mp4"), ASK)


@pytest.mark.parametrize("size", [(640, 2), (2, 640), (320, 14)])
async def test_frames_too_narrow_for_a_thumbnail(shared: Decoders, tmp_path: Path, size: tuple[int, int]) -> None:
    path = clips.pan(tmp_path / "clip.mp4", size=size, seconds=1)
    message = f"frames of {size[0]}×{size[1]} are too small: each side must have at least 16 pixels"
    with pytest.raises(NoPicture, match=f"^{message}$"):
        await shared.scan(path, ASK)


@pytest.mark.parametrize("codec", ["h264", "mpeg4"])
async def test_frames_that_refer_to_damaged_ones_are_left_out(shared: Decoders, tmp_path: Path, codec: str) -> None:
    """They decode without a complaint, to a grey smear."""
    ask = ScanRequest(480, 60, between=True)
    path = clips.pan(tmp_path / "clip.mp4", codec=codec, seconds=6, gop=250)
    whole = {frame.time: frame.picture for frame in (await shared.scan(path, ask)).frames}
    hostile.overwritten(path, 0.3, 0.7)
    frames = (await shared.scan(path, ask)).frames
    assert 0 < len(frames) < len(whole)
    for frame in frames:
        assert np.abs(frame.picture.astype(int) - whole[frame.time].astype(int)).mean() < 1


async def test_a_video_of_damaged_frames_alone(shared: Decoders, tmp_path: Path) -> None:
    path = hostile.overwritten(clips.pan(tmp_path / "clip.mp4", seconds=6, gop=250), 0.05, 0.98)
    with pytest.raises(NoPicture, match=r"^no frame of the video can be decoded without errors: the file is damaged$"):
        await shared.scan(path, ASK)


@pytest.mark.parametrize("grid", [False, True])
@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
async def test_a_phones_photo_is_no_video(shared: Decoders, tmp_path: Path, brand: bytes, grid: bool) -> None:
    """FFmpeg opens it as one; of a photo in tiles a thumbnail would show one tile."""
    path = stills.heic(tmp_path / "photo.mp4", brand, grid=grid)
    with av.open(str(path)) as container:
        assert next(container.decode(video=0)).width == 64
    with pytest.raises(NotAVideo, match=r"^it is a HEIC picture, not a video$"):
        await shared.scan(path, ASK)


async def test_a_video_may_have_the_brand_of_a_picture_beside_its_own(shared: Decoders, tmp_path: Path) -> None:
    path = clips.pan(tmp_path / "clip.mp4", seconds=1)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"iso2", b"mif1", 1))
    assert b"mif1" in path.read_bytes()[:40]
    assert (await shared.scan(path, ASK)).frames


async def test_sound_with_a_cover_is_no_video(shared: Decoders, tmp_path: Path) -> None:
    """What a page of photos with sound leaves to download."""
    with pytest.raises(NoPicture, match=r"^it is an audio file with a cover picture, without a video$"):
        await shared.scan(hostile.sound_with_cover(tmp_path / "sound.m4a"), ASK)


async def test_the_limits_are_those_that_were_set(tmp_path: Path) -> None:
    path = clips.pan(tmp_path / "clip.mp4", seconds=3)
    with pytest.raises(TooLong, match=r"a video of 3\.0 s is too long: at most 2 s"):
        scan_video(path, LIMITS._replace(duration=2), ASK)
    with pytest.raises(FrameTooLarge, match="frames of 270×480 are too large: at most 129,599 pixels"):
        scan_video(path, LIMITS._replace(pixels=270 * 480 - 1), ASK)
    hasty = LIMITS._replace(cpu_seconds=0.0001)
    with pytest.raises(TooCostly, match=r"more than 0\.0001 s of processor time \(THUMBNAIL_DECODE_SECONDS\)"):
        scan_video(path, hasty, ASK)
    (frame, *_) = scan_video(path, LIMITS, ASK).frames
    with pytest.raises(TooCostly, match="THUMBNAIL_DECODE_SECONDS"):
        cut(path, hasty, [RenderRequest(frame.pts, (Cut(Crop(0, 0, 270, 480), (270,)),))], Encoding(("webp",), 85, 80))


async def test_what_takes_too_long_is_ended_and_the_next_one_works(tmp_path: Path) -> None:
    """By the clock on the wall: a pipe that nobody writes to takes no processor time."""
    endless = tmp_path / "endless.mp4"
    os.mkfifo(endless)
    small = clips.pan(tmp_path / "small.mp4", size=(64, 64), seconds=0.2)
    with decoders(LIMITS._replace(cpu_seconds=0.5)) as hasty:
        with pytest.raises(Retryable, match="more than 2 s and was ended"):
            await hasty.scan(endless, ASK)
        assert (await hasty.scan(small, ASK)).frames
