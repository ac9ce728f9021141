"""Whose turn a job is, and how far it came."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.ingest.jobs.positions import LeaseLost, Positions

START = datetime(2026, 11, 22, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


async def test_a_position_is_kept(any_tables: AsyncEngine) -> None:
    async with Positions(any_tables).leased("a") as lease:
        assert lease is not None
        assert lease.value is None
        await lease.save({"at": 1})
        await lease.save({"at": 2})
    async with Positions(any_tables).leased("a") as again:
        assert again is not None
        assert again.value == {"at": 2}
    assert await Positions(any_tables).read("b") is None


async def test_one_at_a_time(any_tables: AsyncEngine) -> None:
    first, second = Positions(any_tables), Positions(any_tables)
    async with first.leased("a") as mine:
        assert mine is not None
        async with second.leased("a") as theirs:
            assert theirs is None
        async with second.leased("b") as other:
            assert other is not None
    async with second.leased("a") as now:
        assert now is not None


async def test_of_many_at_once_one_gets_it(any_tables: AsyncEngine) -> None:
    both = asyncio.Barrier(5)

    async def acquire() -> bool:
        async with Positions(any_tables).leased("a") as lease:
            await both.wait()
            return lease is not None

    assert sum(await asyncio.gather(*(acquire() for _ in range(5)))) == 1


async def test_who_is_gone_is_followed_and_cannot_save_any_more(any_tables: AsyncEngine) -> None:
    clock = Clock()
    hung, next_one = (Positions(any_tables, lease_seconds=60, clock=clock) for _ in range(2))
    async with hung.leased("a") as lease:
        assert lease is not None
        await lease.save(1)
        clock.now += timedelta(seconds=61)
        async with next_one.leased("a") as theirs:
            assert theirs is not None
            assert theirs.value == 1
            await theirs.save(2)
            with pytest.raises(LeaseLost):
                await lease.save(7)
    assert await next_one.read("a") == 2
