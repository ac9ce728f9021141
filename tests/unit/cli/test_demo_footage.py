"""The footage of the demo: encoded like videos of phones, reproducible, and served over HTTP."""

from pathlib import Path

import av
import httpx
import pytest

from reelbus.console.errors import UserError
from reelbus.demo import camera, footage
from reelbus.demo import clips as demo_clips
from reelbus.demo import command as demo


def test_every_sample_has_footage() -> None:
    assert [video["video_id"] for video in demo.samples()] == list(demo_clips.FOOTAGE)
    assert sorted(demo_clips.FOOTAGE.values()) == sorted(footage.CLIPS)
    assert demo.samples()[0] == {
        "video_id": "test123",
        "caption": "🔥 New heels only 55k! Sizes 37–41 #TRACK",
        "seller_handle": "test-seller",
        "video_url": "https://www.tiktok.com/@test/video/123",
    }


@pytest.mark.parametrize("clip", footage.CLIPS.values(), ids=list(footage.CLIPS))
def test_the_camera_ends_within_the_clip_and_stays_in_the_photo(clip: footage.Clip) -> None:
    assert clip.path.reached > footage.FOCUS_SECONDS
    assert clip.path.reached + camera.HOLD_SECONDS < footage.SECONDS
    assert camera.view(clip.path, 0, footage.SECONDS) == clip.path.start
    assert camera.view(clip.path, clip.path.reached, footage.SECONDS) == clip.path.aim
    assert camera.view(clip.path, footage.SECONDS, footage.SECONDS) == pytest.approx(clip.path.end)
    for photo in ((960, 1440), (1440, 960)):
        for tenth in range(footage.SECONDS * 10):
            seen = camera.view(clip.path, tenth / 10, footage.SECONDS)
            left, top, right, bottom = camera.box(seen, photo, footage.SIZE)
            assert 0 <= left < right <= photo[0] + 1e-6
            assert 0 <= top < bottom <= photo[1] + 1e-6
            assert (right - left) / (bottom - top) == pytest.approx(footage.SIZE[0] / footage.SIZE[1])


def test_clips_are_made_cached_and_served() -> None:
    with demo_clips.served({"a": "jug"}) as host:
        answer = httpx.get(demo_clips.address(host, "a"), timeout=60, trust_env=False)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "video/mp4")
        assert httpx.get(f"http://{host}/secret", trust_env=False).status_code == 404
    assert answer.content == footage.place("jug").read_bytes() == footage.make("jug").read_bytes()
    with av.open(str(footage.place("jug"))) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", *footage.SIZE)
        assert stream.frames == footage.SECONDS * footage.FPS
        keys = [packet.pts * packet.time_base for packet in container.demux(stream) if packet.is_keyframe]
    assert [float(key) for key in keys] == [0, 1, 2, 3, 4]


def test_a_clip_that_cannot_be_made_is_gone_and_not_retried(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> Path:
        raise UserError("no room")

    monkeypatch.setattr(footage, "make", fail)
    with demo_clips.served({"a": "jug"}) as host:
        assert httpx.get(demo_clips.address(host, "a"), trust_env=False).status_code == 410
