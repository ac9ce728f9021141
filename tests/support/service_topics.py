"""The topics that services need on a broker."""

from libs.bus import KafkaBus
from libs.bus.kafka.admin import create
from libs.events.specs import topic_specs
from libs.registry import BY_NAME


async def create_topics(bus: KafkaBus, *services: str) -> None:
    """Create what `services` (names of the registry) read and write, with retry topics and dead letters."""
    topics = {topic.name: topic for name in services for topic in (*BY_NAME[name].consumes, *BY_NAME[name].emits)}
    await create(bus, list(topic_specs(topics.values())))
