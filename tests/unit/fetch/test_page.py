"""What is made of yt-dlp's answer about a page."""

from typing import Any

import pytest

from libs.fetch.pages.page import video_answer

VIDEO = {
    "url": "https://cdn.example/v.mp4", "protocol": "https", "ext": "mp4", "vcodec": "h264", "filesize": 7,
    "http_headers": {"Referer": "https://www.tiktok.com/"},
}  # fmt: skip
SOUND = {"url": "https://cdn.example/a.mp3", "protocol": "https", "ext": "mp3", "vcodec": "none", "acodec": "mp3"}
POST = "https://www.tiktok.com/@shop/video/7"


class Jar:
    def __init__(self, cookie: str | None) -> None:
        self._cookie = cookie

    def get_cookie_header(self, url: str) -> str | None:
        return self._cookie if url.startswith("https://cdn.example/") else None


def answer(info: dict[str, Any] | None, url: str = POST, cookie: str | None = None) -> dict[str, Any]:
    return video_answer(info, url, 1000, Jar(cookie))


def test_a_video_and_how_to_ask_for_it() -> None:
    assert answer({"formats": [SOUND, VIDEO], "duration": 12}, cookie="a=b") == {
        "url": "https://cdn.example/v.mp4",
        "headers": {"Referer": "https://www.tiktok.com/", "Cookie": "a=b"},
        "duration": 12,
        "bytes": 7,
    }


@pytest.mark.parametrize("url", [POST, "https://vm.tiktok.com/ZM8abc/"])
def test_photos_with_sound_are_a_slideshow(url: str) -> None:
    """TikTok offers the sound of such a post alone, and tells it as a video."""
    found = answer({"_type": "video", "id": "7", "duration": None, "formats": [SOUND]}, url)
    assert found == {"reason": "wrong-content", "message": "is a slideshow: photos with audio, without a video"}


@pytest.mark.parametrize(
    ("info", "reason", "said"),
    [
        (None, "extractor-broken", "returned no data"),
        ({"_type": "playlist", "entries": []}, "wrong-content", "a list of videos"),
        ({"is_live": True, "formats": [VIDEO]}, "is-live", "live broadcast"),
        ({"formats": [SOUND]}, "wrong-content", "has audio only, no video"),
        ({"formats": [VIDEO | {"protocol": "m3u8_native"}]}, "unsupported-site", "only m3u8_native"),
    ],
)
def test_why_there_is_none(info: dict[str, Any] | None, reason: str, said: str) -> None:
    found = answer(info, "https://vimeo.com/1")
    assert found["reason"] == reason
    assert said in found["message"]
