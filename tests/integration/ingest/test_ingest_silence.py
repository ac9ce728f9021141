"""A source that falls silent while it is read."""

import asyncio

import pytest
from sqlalchemy import text

from libs.database import Unavailable, async_url
from services.ingest.source.database import open_source
from tests.support.stalling_proxy import StallingProxy

PATIENCE = 5.0
PORTS = {"mysql": 3306, "postgresql": 5432}


@pytest.fixture(params=["source_url", "postgres"])
def address(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


async def test_a_goodbye_that_is_not_answered_is_given_up(address: str) -> None:
    """The end of a transaction is a question, too: a driver waits for its answer without a limit."""
    url = async_url(address)
    behind = f"{url.host}:{url.port or PORTS[url.get_backend_name()]}"
    async with StallingProxy(behind) as proxy:
        host, _, port = proxy.address.rpartition(":")
        async with open_source(url.set(host=host, port=int(port)), connect_seconds=PATIENCE) as shop:

            async def read() -> None:
                async with shop.connection() as connection:
                    assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
                    proxy.stall()

            async with asyncio.timeout(60):
                with pytest.raises(Unavailable, match="no answer"):
                    await read()
            proxy.go_on()
            async with shop.connection() as connection:
                assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
