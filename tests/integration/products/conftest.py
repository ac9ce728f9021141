"""`reelbus products` and `images` in this process, on a broker, a folder of objects and an SQLite file."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import create
from libs.events import topic
from libs.events.specs import topic_specs
from reelbus.__main__ import _app
from reelbus.console.errors import UserError

TOPICS = ("product-submitted", "image-generation-requested")


class Done(NamedTuple):
    """What a command printed. `error`: the line of its error, which main() prints."""

    status: int
    stdout: str
    error: str
    notes: str

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.stdout.splitlines()]


def reelbus(*args: str, given: str | None = None) -> Done:
    """Run `reelbus ARGS` in this process."""
    result = CliRunner().invoke(_app(), list(args), input=given)
    error = result.exception
    if isinstance(error, UserError):
        return Done(error.status, result.stdout, str(error), result.stderr)
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return Done(result.exit_code, result.stdout, "", result.stderr)


Desk = Callable[..., Done]


@pytest.fixture(scope="session")
def topics(broker: str) -> str:
    """Bootstrap address of a broker with the topics of requests."""
    given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
    own = BusSettings(bootstrap_servers=broker, security_protocol="PLAINTEXT")
    bus = KafkaBus(BusSettings() if broker == given else own)
    asyncio.run(create(bus, list(topic_specs([topic(name) for name in TOPICS]))))
    return broker


@pytest.fixture
def desk(topics: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The function `reelbus`, with its settings."""
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", topics)
    monkeypatch.setenv("STORAGE_URI", (tmp_path / "objects").as_uri())
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/shop.db")
    return reelbus
