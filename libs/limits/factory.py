"""From the settings to a limiter, and to a scope."""

import hashlib
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from libs.extras import install_command
from libs.limits.errors import LimiterRefused
from libs.limits.limiter import Limiter, Scope
from libs.limits.process import ProcessLimiter
from libs.limits.settings import LimitSettings
from libs.start import Requirement
from libs.telemetry.dependencies import REDIS


@asynccontextmanager
async def configured_limiter(settings: LimitSettings) -> AsyncIterator[tuple[Limiter, tuple[Requirement, ...]]]:
    """The configured limiter, and what it requires at the start. Nothing connects before the first use.

    Raises LimiterRefused if the package for Redis is not installed.
    """
    if settings.redis_url is None:
        yield ProcessLimiter(settings.window, day_shift=settings.day_shift_seconds), ()
        return
    if importlib.util.find_spec("redis") is None:
        raise LimiterRefused(f"REDIS_URL needs redis, which is not installed: run {install_command('limits')}")
    from libs.limits.shared import shared_limiter

    url = settings.redis_url.get_secret_value()
    async with shared_limiter(url, settings.window, day_shift=settings.day_shift_seconds) as limiter:
        yield limiter, (Requirement(REDIS, limiter.probe),)


def scope_of(provider: str, model: str, project: str | None, key: str) -> Scope:
    """The scope of `model`; without a project, that of `key`: then keys of one project do not share their limits."""
    return Scope(provider, model, project or f"key-{_digest(key)}")


@cache
def _digest(key: str) -> str:
    """Short and always the same for a key; scrypt, so that keys cannot be tried out against it."""
    return hashlib.scrypt(key.encode(), salt=b"reelbus.limits.project", n=2**14, r=8, p=1, dklen=8).hex()
