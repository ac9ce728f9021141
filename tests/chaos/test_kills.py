"""Services are killed, stopped and replaced while messages flow; every message ends in exactly one place.

On the embedded broker, which keeps everything in memory and so cannot be restarted, and on that of
KAFKA_BOOTSTRAP_SERVERS, which CHAOS_RESTART_BROKER, a shell command, restarts in the middle. Objects are in moto's S3,
and in the server that AWS_ENDPOINT_URL names.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from libs.bus import BusSettings, KafkaBus
from tests.chaos.harness import Service, Surroundings, survives
from tests.chaos.services.caption import caption
from tests.chaos.services.collage import collage
from tests.chaos.services.enhance import enhance, enhance_on_sqlite
from tests.chaos.services.merge import merge
from tests.chaos.services.tagger import tagger
from tests.chaos.services.thumbnail import thumbnail
from tests.chaos.services.worker import worker
from tests.support.s3 import S3Env

Description = Callable[[Surroundings], AbstractAsyncContextManager[Service]]


@pytest.mark.long
@pytest.mark.parametrize(
    "description",
    [worker, caption, tagger, thumbnail, collage, enhance, enhance_on_sqlite, merge],
    ids=lambda one: one.__name__,
)
async def test_every_message_ends_in_exactly_one_place(
    description: Description, address: str, s3: S3Env, root: str, tmp_path: Path
) -> None:
    bus = KafkaBus(BusSettings(bootstrap_servers=address, session_timeout_seconds=6))
    on = Surroundings(address, bus, s3, root, tmp_path)
    async with description(on) as service:
        said = await survives(on, service)
    print(f"\n{description.__name__}: {said}")
