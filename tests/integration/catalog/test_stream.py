"""The catalog's stream with a toy join, as a process on a broker."""

import json
import signal

from fixtures.waiting import until
from libs.bus import KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.events.specs import topic_specs
from tests.integration.processes import running
from tests.support.records import publish, read_all
from tests.support.toy_catalog import Toy, topics

TOY = "tests.support.toy_catalog"


def part(revision: int, text: str) -> bytes:
    return json.dumps({"revision": revision, "text": text}).encode()


async def joined(bus: KafkaBus, name: str) -> dict[bytes, object]:
    """The last value of each key."""
    found: dict[bytes, object] = {}
    for record in await read_all(bus, f"{name}-joined", (await partition_numbers(bus))[f"{name}-joined"]):
        found[record.key or b""] = None if record.value is None else json.loads(record.value)
    return found


async def test_parts_are_joined_and_survive_a_stop(bus: KafkaBus, broker: str) -> None:
    name = "stop"
    await create(bus, list(topic_specs(topics(name))))
    toy = Toy(name)
    keys = [f"video-{number}".encode() for number in range(20)]
    await publish(bus, [Outgoing(toy.topics[0], key, part(1, "a"), ()) for key in keys])

    async def all_have(*names: str) -> bool:
        found = await joined(bus, name)
        return all(set(found.get(key) or {}) == set(names) for key in keys)

    async with running(broker, TOY, name) as service:
        await service.ready()
        await until(lambda: all_have("captions"), "the first parts")
        assert await service.end(signal.SIGTERM) == 0
    await publish(bus, [Outgoing(toy.topics[1], key, part(1, "b"), ()) for key in keys])
    async with running(broker, TOY, name) as service:
        await service.ready()
        await until(lambda: all_have("captions", "tags"), "both parts, the first one from the changelog")
        assert await service.end(signal.SIGTERM) == 0
