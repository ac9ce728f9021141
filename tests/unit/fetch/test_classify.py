"""What yt-dlp says means something to us; an upgrade that says it otherwise fails here."""

import builtins
from pathlib import Path

import pytest
import yt_dlp
from yt_dlp.networking import exceptions
from yt_dlp.utils import DownloadError, ExtractorError, GeoRestrictedError, UnsupportedError, UserNotLive

from libs.fetch.addresses import AllowList
from libs.fetch.errors import KINDS
from libs.fetch.pages.classify import CLASSES, NETWORK, PHRASES, Phrase, classify
from libs.fetch.pages.page import error_answer
from libs.fetch.pages.sandbox import Sandbox

EXTRACTORS = Path(yt_dlp.__file__).parent / "extractor"
SANDBOX = Sandbox(AllowList())


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if phrase.source], ids=lambda phrase: phrase.words)
def test_yt_dlp_still_says_it(phrase: Phrase) -> None:
    source = (EXTRACTORS / phrase.source).read_text(encoding="utf-8").lower()
    assert phrase.words in source


def test_tiktok_still_tells_private_and_blocked_posts_by_number() -> None:
    source = (EXTRACTORS / "tiktok.py").read_text(encoding="utf-8")
    assert "status in (10216, 10222)" in source
    assert "status == 10204" in source


def test_the_classes_are_still_there() -> None:
    for name in CLASSES.keys() | NETWORK:
        assert any(hasattr(module, name) for module in (exceptions, yt_dlp.utils, yt_dlp.cookies, builtins)), name


def test_each_reason_is_an_error_of_ours() -> None:
    assert {phrase.reason for phrase in PHRASES} | set(CLASSES.values()) <= KINDS.keys()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ExtractorError("Video not available, status code 10231", video_id="1"), "gone"),
        (ExtractorError("Your IP address is blocked from accessing this post", expected=True), "blocked"),
        (ExtractorError("You do not have permission to view this post. Log into an account that has access"), "gone"),
        (ExtractorError("Private video. Sign in if you've been granted access to this video", expected=True), "gone"),
        (ExtractorError("Sign in to confirm you’re not a bot. Use --cookies", expected=True), "blocked"),
        (ExtractorError("Sign in to confirm your age. This video may be inappropriate", expected=True), "blocked"),
        (ExtractorError("Video unavailable", expected=True), "gone"),
        (ExtractorError("This video has been removed by the uploader", expected=True), "gone"),
        (ExtractorError("This live event will begin in 2 hours.", expected=True), "is-live"),
        (ExtractorError("This video is only available for registered users. Use --cookies", expected=True), "blocked"),
        (GeoRestrictedError("Not in your country", countries=["US"]), "blocked"),
        (UserNotLive(), "is-live"),
        (UnsupportedError("https://example.com"), "unsupported-site"),
        (UnsupportedError("https://www.tiktok.com/@shop/photo/7312345"), "wrong-content"),
        (DownloadError("No suitable extractor found for URL https://www.tiktok.com/@a/photo/73?x=y"), "wrong-content"),
        (ExtractorError("Unable to extract universal data for rehydration"), "extractor-broken"),
        (KeyError("itemStruct"), "extractor-broken"),
        (MemoryError(), "too-large"),
        (exceptions.TransportError("timed out"), "unreachable"),
        (ExtractorError("Unable to download webpage", cause=exceptions.TransportError("reset")), "unreachable"),
    ],
)
def test_errors(error: BaseException, reason: str) -> None:
    assert error_answer(error, SANDBOX)["reason"] == reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "gone"),
        (410, "gone"),
        (403, "blocked"),
        (401, "blocked"),
        (429, "busy"),
        (503, "busy"),
        (400, "extractor-broken"),
    ],
)
def test_status(status: int, reason: str) -> None:
    assert classify({"HTTPError"}, f"Unable to download webpage: HTTP Error {status}: Whatever", status) == reason


def test_a_refused_address_is_told_whatever_the_library_made_of_it() -> None:
    sandbox = Sandbox(AllowList())
    with pytest.raises(PermissionError):
        sandbox.audit("socket.connect", (None, ("127.0.0.1", 80)))
    assert error_answer(ExtractorError("Unable to download webpage"), sandbox)["reason"] == "address-refused"
