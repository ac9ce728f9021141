"""Clients of a secured broker that stands still: it answers no TLS goodbye, for which asyncio waits 30 s."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiokafka import TopicPartition

from libs.bus import Announcer, BusSettings, KafkaBus
from libs.bus.kafka.admin import create
from libs.events import NewVideoPosted, topic
from libs.events.specs import topic_specs
from tests.integration.bus.secure_listener import CA, PASSWORD, USER, SecureListener, broker_behind

TOPIC = "new-video-posted"
MOST_SECONDS = 20.0
"""Of 0.5 or 5 that closing may take, and 30 without a limit."""


@pytest.fixture
async def listener() -> AsyncIterator[SecureListener]:
    async with SecureListener() as listener:
        with broker_behind(listener):
            yield listener


@pytest.fixture
def bus(listener: SecureListener) -> KafkaBus:
    settings = BusSettings(
        bootstrap_servers=listener.address, security_protocol="SASL_SSL", ssl_ca_file=str(CA),
        sasl_username=USER, sasl_password=PASSWORD,
    )  # fmt: skip
    return KafkaBus(settings)


async def asks(client: Any) -> None:
    await client.list_topics()


async def reads(client: Any) -> None:
    await client.end_offsets([TopicPartition(TOPIC, 0)])


async def publishes(client: Any) -> None:
    await client.send_and_wait(TOPIC, b"{}")


async def announces(client: Any) -> None:
    await client.announce([NewVideoPosted(video_id="v1")])


@pytest.mark.parametrize(
    ("opened", "used"),
    [
        (KafkaBus.admin, asks),
        (KafkaBus.reader, reads),
        (KafkaBus.producing, publishes),
        (lambda bus: Announcer(bus, "test"), announces),
    ],
    ids=["admin", "reader", "producer", "announcer"],
)
async def test_closing_does_not_wait_for_a_broker_that_stands_still(
    bus: KafkaBus, listener: SecureListener, opened: Callable[[KafkaBus], Any], used: Callable[[Any], Awaitable[None]]
) -> None:
    await create(bus, list(topic_specs([topic(TOPIC)])))
    async with asyncio.timeout(None) as limit:
        async with opened(bus) as client:
            await used(client)  # so that it has a connection
            listener.freeze()
            limit.reschedule(asyncio.get_running_loop().time() + MOST_SECONDS)
    listener.thaw()
