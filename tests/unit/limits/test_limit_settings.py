"""REDIS_URL, and the project of a key."""

import pytest

from libs.limits import LimitSettings, scope_of
from libs.settings import load


@pytest.mark.parametrize(
    "url",
    [
        "redis://h", "redis://h:6380/3", "rediss://user:p%40ss@h:6379/0?ssl_ca_certs=/ca.pem", "redis://:pw@[::1]:6379",
        " redis://h\n",
    ],
)  # fmt: skip
def test_addresses_of_a_redis(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    settings = load(LimitSettings)
    assert settings.redis_url is not None
    assert settings.redis_url.get_secret_value() == url.strip()
    assert "h" not in str(settings.redis_url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("h:6379", "must be an address such as redis://"),
        ("http://h", "must be an address such as redis://"),
        ("redis://u:p/ss@h", "in a user or password, write / as %2F"),
        ("redis://h/name", "must have the number of a database"),
        ("redis://h?socket_timeout=0", "has an unknown option"),
    ],
)
def test_what_is_no_address_is_said_at_the_start(
    url: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    with pytest.raises(SystemExit):
        load(LimitSettings)
    error = capsys.readouterr().err
    assert "REDIS_URL" in error
    assert said in error


def test_a_project_is_used_as_it_is_and_a_key_is_not_shown() -> None:
    assert scope_of("gemini", "m", "shop-1", "secret").project == "shop-1"
    one, same, other = (scope_of("gemini", "m", None, key).project for key in ("secret", "secret", "Secret"))
    assert one == same != other
    assert "secret" not in one
