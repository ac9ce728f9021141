"""What the process that read a page says is not believed."""

from typing import Any

import pytest

from libs.fetch import ExtractorBroken, FetchError, Gone
from libs.fetch.pages.extractor import Video, video_in

URL = "https://site.example/1?token=secret"
GOOD = {"url": "https://cdn.example/v.mp4", "headers": {"Referer": "r"}, "duration": 3.5, "bytes": 9}


def test_a_video() -> None:
    assert video_in(GOOD, URL) == Video("https://cdn.example/v.mp4", {"Referer": "r"}, 3.5, 9)
    assert video_in(GOOD | {"duration": None, "bytes": 0, "headers": {"X": "ü"}}, URL)[1:] == ({}, None, None)


@pytest.mark.parametrize(
    "change",
    [
        *({"duration": value} for value in ("x", [1], {"a": 1}, 10**400)),
        *({"bytes": value} for value in ("x", float("inf"), float("nan"), 10**400)),
        *({"headers": value} for value in (None, [1], "x", {"a": 1}, {"a": None})),
    ],
)
def test_what_makes_no_sense(change: dict[str, Any]) -> None:
    with pytest.raises(ExtractorBroken, match="invalid data") as caught:
        video_in(GOOD | change, URL)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"reason": "gone", "message": "gone"}, Gone),
        ({"reason": "no-such-reason", "message": "x"}, ExtractorBroken),
        ({"reason": ["gone"], "message": 5}, ExtractorBroken),
        ({"reason": None}, ExtractorBroken),
        ({}, ExtractorBroken),
    ],
)
def test_reasons(answer: dict[str, Any], kind: type[FetchError]) -> None:
    with pytest.raises(kind):
        video_in(answer, URL)
