"""A control plane for all tests of the folder, and a broker for those whose pods run."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import create
from libs.events.specs import existing_topics, topic_specs
from tests.chaos.apache_kafka import ApacheKafka, kafka_home
from tests.cluster.control_plane import Cluster, home

PATIENCE = 600.0
"""Seconds for each step at most. A machine with other work was seen to take minutes where an idle one takes seconds."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(home(), tmp_path_factory.mktemp("kubernetes"))
    yield made
    made.close()


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Of a broker."""
    broker = ApacheKafka(kafka_home(), tmp_path / "kafka")
    await broker.start()
    yield broker.address
    await broker.stop()


@pytest.fixture
async def kafka(address: str) -> KafkaBus:
    """On that broker, with all topics, as `reelbus topics create` makes them."""
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
    await create(bus, list(topic_specs(existing_topics())))
    return bus


def eventually(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
    """Poll until `condition` is true."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"timeout after {patience:g} s: {what}"
        time.sleep(0.5)
