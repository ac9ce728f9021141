"""A source that says nothing."""

import asyncio

import pytest

from libs.database import Unavailable, database_errors
from services.ingest.source.database import in_time


async def test_silence_is_a_database_that_is_away() -> None:
    with pytest.raises(Unavailable, match="no answer"), database_errors():
        await in_time(asyncio.Event().wait(), 0.01)
    assert await in_time(asyncio.sleep(0, "answer")) == "answer"
