"""Settings of the limiter: where it counts. The limits themselves are settings of their provider."""

from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Field, SecretStr

from libs.limits.window import Window
from libs.settings import Positive, Settings

OPTIONS = ("db", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_cert_reqs", "ssl_check_hostname")
"""Allowed options after the question mark. Others are a TypeError in the client, or change our timeouts."""
WANTED = "must be an address such as redis://user:password@host:6379/0 or rediss://…"


def _checked(value: SecretStr) -> SecretStr:
    url = value.get_secret_value().strip()
    try:
        parts = urlsplit(url)
        options = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
        usable = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0 and not parts.fragment
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable():
        raise ValueError(f"{WANTED}; in a user or password, write / as %2F, # as %23 and ? as %3F")
    if parts.path.strip("/") and not parts.path.strip("/").isdigit():
        raise ValueError("must have the number of a database after the host: redis://host:6379/0")
    if not set(options) <= set(OPTIONS):
        raise ValueError(f"has an unknown option; known: {', '.join(OPTIONS)}")
    return SecretStr(url)


class LimitSettings(Settings):
    """Without REDIS_URL the limits are those of each process."""

    redis_url: Annotated[SecretStr, AfterValidator(_checked)] | None = Field(
        default=None, alias="REDIS_URL", description="redis://… or rediss://…"
    )
    window_seconds: Positive = Field(
        default=60, alias="LIMITS_WINDOW_SECONDS", description="length of the minute, for tests"
    )
    day_shift_seconds: float = Field(
        default=0, ge=-86_400, le=86_400, alias="LIMITS_DAY_SHIFT_SECONDS", description="the day turns later, for tests"
    )

    @property
    def window(self) -> Window:
        """The window of limits a minute."""
        return Window(self.window_seconds)
