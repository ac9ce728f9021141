"""The name of a video: from a URL only the last part of its path, or its host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelbus.thumbnails.video_name import LONGEST, id_of, name_of

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("video", "name", "video_id"),
    [
        ("clips/my clip.final.mp4", "my clip.final.mp4", "my clip.final"),
        ("2026-11-23T10:30.mp4", "2026-11-23T10:30.mp4", "2026-11-23T10:30"),
        ("clips/what?token=1#2.mp4", "what?token=1#2.mp4", "what?token=1#2"),
        (".mp4", ".mp4", ".mp4"),
        ("a\n\x1b\udcff.mp4", "a---.mp4", "a---"),
        ("https://www.tiktok.com/@test/video/123", "123", "123"),
        ("https://cdn.test/a/my%20clip.mp4#t=SECRET", "my clip.mp4", "my clip"),
        ("https://cdn.test/a/clip.mp4?X-Amz-Signature=SECRET", "clip.mp4", "clip-0123456789ab"),
        ("https://user:SECRET@cdn.test/download?token=SECRET#SECRET", "download", "download-0123456789ab"),
        ("https://user:SECRET@cdn.test:8443?token=SECRET", "cdn.test", "cdn.test-0123456789ab"),
        ("https://user:SECRET@cdn.test/..", "cdn.test", "cdn.test"),
        ("https://cdn.test/fetch/https%3A%2F%2Fo.test%2Fa.mp4%3Ftoken%3DSECRET%23SECRET", "a.mp4", "a"),
        ("https://cdn.test/a.mp4;token=SECRET", "a.mp4;token=***", "a"),
        (" https://cdn.test/a%0A%FF.mp4 ", "a-\ufffd.mp4", "a-\ufffd"),
        ("https://user:SECRET@[cdn.test/a?SECRET", "video", "video"),
    ],
)
def test_names(video: str, name: str, video_id: str) -> None:
    assert name_of(video) == name
    assert id_of(video, DIGEST) == video_id


def test_a_file_has_no_digest() -> None:
    assert id_of("a.mp4?b") == "a"


@given(video=st.text() | st.text().map("https://".__add__), sha256=st.just(DIGEST) | st.none())
def test_a_name_is_printable_and_not_too_long(video: str, sha256: str | None) -> None:
    for name in (name_of(video), id_of(video, sha256)):
        assert name.isprintable()
        assert 0 < len(name) <= LONGEST


def test_a_long_name_keeps_its_digest() -> None:
    video_id = id_of(f"https://cdn.test/{'a' * 999}?b", DIGEST)
    assert len(video_id) == LONGEST
    assert video_id.endswith("a-0123456789ab")
