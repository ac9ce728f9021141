"""Settings of the collage worker, and what is asked of hosts."""

import pytest
from pydantic import ValidationError

from libs.fetch import BadAddress
from libs.fetch.pictures import origin
from services.collage.worker.settings import CollageSettings


def test_defaults_are_those_of_the_replaced_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FETCH_ATTEMPTS", "FETCH_READ_TIMEOUT_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    settings = CollageSettings()
    assert (settings.render_limits.downloads, settings.render_limits.limits.side) == (8, 50)
    assert settings.fetch.attempts == 4, "three retries"
    assert settings.download_limits == (20_000_000, 60)
    assert settings.fetch.read_timeout_seconds * settings.fetch.attempts < settings.download_limits.seconds
    assert 1 <= settings.processes <= 8


def test_what_is_set_for_all_downloads_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ATTEMPTS", "2")
    monkeypatch.setenv("FETCH_READ_TIMEOUT_SECONDS", "3")
    settings = CollageSettings()
    assert (settings.fetch.attempts, settings.fetch.read_timeout_seconds) == (2, 3)


@pytest.mark.parametrize("referer", ["origin", "none", "https://www.tiktok.com/"])
def test_referers(referer: str) -> None:
    assert CollageSettings(referer=referer).referer == referer


@pytest.mark.parametrize("referer", ["", "www.tiktok.com", "https://x\r\ny: z", "https://х.рф/"])
def test_no_referers(referer: str) -> None:
    with pytest.raises(ValidationError, match="must be origin, none or an http"):
        CollageSettings(referer=referer)


def test_the_origin_of_an_address() -> None:
    assert origin("https://cdn.example.com:8443/a/b.jpg?x=1#y") == "https://cdn.example.com:8443/"
    assert origin("http://bücher.example/x") == "http://xn--bcher-kva.example/"
    for bad in ("file:///etc/passwd", "http://user:pass@host/x", "x"):
        with pytest.raises(BadAddress):
            origin(bad)
