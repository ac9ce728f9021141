"""Waits for conditions."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

PATIENCE = 60.0
"""Seconds after which a test fails if its condition is still false."""


async def until(
    condition: Callable[[], Awaitable[bool]] | Callable[[], bool], what: str, patience: float = PATIENCE
) -> None:
    """Poll `condition` until it is true; after `patience` seconds fail with `what`."""
    deadline = asyncio.get_running_loop().time() + patience
    while True:
        held = condition()
        if await held if isinstance(held, Awaitable) else held:
            return
        if asyncio.get_running_loop().time() > deadline:
            pytest.fail(f"timeout after {patience:g} s: {what}")
        await asyncio.sleep(0.05)
