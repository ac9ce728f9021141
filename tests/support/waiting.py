"""Waiting for what should come."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

PATIENCE = 60.0
"""Seconds until a condition that should come counts as missed."""


async def until(
    condition: Callable[[], Awaitable[bool]] | Callable[[], bool], what: str, patience: float = PATIENCE
) -> None:
    """Poll `condition` until it holds; fail with `what` when it does not come."""
    deadline = asyncio.get_running_loop().time() + patience
    while True:
        held = condition()
        if await held if isinstance(held, Awaitable) else held:
            return
        if asyncio.get_running_loop().time() > deadline:
            pytest.fail(f"waited {patience:g} s in vain: {what}")
        await asyncio.sleep(0.05)
