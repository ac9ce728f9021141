"""Clients on librdkafka (kcat, and most languages' clients) get on with the embedded broker and with our events.

kcat itself is not on the package index. From librdkafka 2.2 on it works; Debian 12's 2.0.2 cannot read Tansu's
ApiVersions response.
"""

import uuid

from confluent_kafka import Consumer, Producer

from tests.integration.conftest import Reelbus


def test_what_librdkafka_produces_is_watched_and_what_we_produce_it_reads(broker: str, reelbus: Reelbus) -> None:
    assert reelbus("topics", "create").returncode == 0
    theirs, ours = f"rd-{uuid.uuid4().hex[:8]}", f"us-{uuid.uuid4().hex[:8]}"
    delivered: list[object] = []
    producer = Producer({"bootstrap.servers": broker})
    value = f'{{"video_id": "{theirs}", "caption": "Heels 55k"}}'.encode()
    producer.produce("new-video-posted", value, on_delivery=lambda error, _: delivered.append(error))
    producer.flush(30)
    assert delivered == [None]
    watched = reelbus("watch", "new-video-posted", "--from-beginning", "--json", "--timeout", "3")
    assert theirs in watched.stdout

    assert reelbus("produce", "new-video-posted", given=f'{{"video_id": "{ours}"}}').returncode == 0
    consumer = Consumer(
        {"bootstrap.servers": broker, "group.id": ours, "auto.offset.reset": "earliest", "session.timeout.ms": 6000}
    )
    consumer.subscribe(["new-video-posted"])
    found = None
    for _ in range(600):
        message = consumer.poll(0.1)
        if message is not None and message.error() is None and message.key() == ours.encode():
            found = message
            break
    consumer.close()
    assert found is not None, "librdkafka did not see our event"
    assert dict(found.headers() or [])["ce_type"] == b"reelbus.new-video-posted.v1"
