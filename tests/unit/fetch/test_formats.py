from typing import Any

import pytest

from libs.fetch.pages.formats import audio_only, choose, size_of

MOST = 50_000_000


def one(name: str, **more: Any) -> dict[str, Any]:
    return {
        **{"format_id": name, "url": f"https://cdn.example/{name}", "protocol": "https", "ext": "mp4"},
        **{"vcodec": "avc1.64", "width": 720, "height": 1280},
        **more,
    }


@pytest.mark.parametrize(
    ("formats", "chosen"),
    [
        ([one("a", width=360, height=640), one("b", width=1080, height=1920)], "b"),
        ([one("a", width=1080, height=1920), one("b", width=2160, height=3840)], "a"),
        ([one("a", width=2160, height=3840), one("b", width=1440, height=2560)], "b"),
        ([one("a", vcodec="bytevc1"), one("b", vcodec="h264")], "b"),
        ([one("a", vcodec="av01.0"), one("b", vcodec="vp9")], "b"),
        ([one("a", vcodec="vp9", ext="webm", width=1080, height=1920), one("b")], "a"),
        ([one("a", preference=-2, width=1080, height=1920), one("b")], "b"),  # TikTok's watermark
        ([one("a", width=1080, height=1920, filesize=MOST + 1), one("b", filesize=9)], "b"),
        ([one("a", filesize_approx=9_000), one("b", filesize=8_000)], "b"),
        ([one("a", width=None, height=None, vcodec=None)], "a"),
        ([one("a", filesize=MOST + 1)], "a"),  # the caller says that it is too large
        ([one("a", protocol="m3u8_native"), one("b", protocol="http_dash_segments")], None),
        ([one("a", vcodec="none"), one("b", ext="mhtml"), one("c", fragments=[{}]), one("d", has_drm=True)], None),
        ([], None),
    ],
)
def test_choice(formats: list[dict[str, Any]], chosen: str | None) -> None:
    found = choose(formats, MOST)
    assert (found and found["format_id"]) == chosen


def test_size() -> None:
    assert size_of(one("a", filesize=5)) == 5
    assert size_of(one("a", filesize=None, filesize_approx=6.7)) == 6
    assert size_of(one("a")) is None


def test_sound_alone() -> None:
    sound = one("music", vcodec="none", acodec="mp3", ext="mp3")
    assert audio_only([sound, sound])
    assert not audio_only([sound, one("video")])
    assert not audio_only([one("storyboard", vcodec="none", acodec="none", ext="mhtml")])
    assert not audio_only([])
