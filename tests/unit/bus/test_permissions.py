"""What brokers refuse at start is one line that names who, what and where."""

import pytest
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    InconsistentGroupProtocolError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from libs.bus import BusSettings, KafkaBus, SetupError
from libs.bus.observing.metadata import TopicMetadata
from libs.bus.observing.permissions import denied

ALL = 0b1111_1111_1000
"""What Kafka tells without an authorizer: every operation that topics have."""
DESCRIBE, READ, WRITE = 1 << 8, 1 << 3, 1 << 4


def topic(name: str, operations: int | None) -> TopicMetadata:
    return TopicMetadata(name, None, {0: 1}, operations, None)


def test_all_that_is_missing_is_named() -> None:
    topics = [topic("in", DESCRIBE), topic("in.retry", DESCRIBE | READ), topic("out", DESCRIBE | READ)]
    assert denied(topics, reads=["in", "in.retry"], writes=["in.retry", "out"]) == "read in; write in.retry, out"


@pytest.mark.parametrize("operations", [ALL, DESCRIBE | READ | WRITE, None])
def test_nothing_is_missing(operations: int | None) -> None:
    """Or nobody tells: the embedded broker does not."""
    assert denied([topic("a", operations)], reads=["a"], writes=["a"]) is None


class Refusing:
    """A client whose start fails."""

    def __init__(self, error: KafkaError) -> None:
        self.error, self.stopped = error, False

    async def start(self) -> None:
        raise self.error

    async def stop(self) -> None:
        self.stopped = True


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            GroupAuthorizationFailedError("shop"),
            "user 'me' has no permission to join consumer group 'shop': allow READ",
        ),
        (TopicAuthorizationFailedError("asked"), "user 'me' has no permission to read topic 'asked'"),
        (ClusterAuthorizationFailedError(), "user 'me' has no permission to use an idempotent producer"),
        (InconsistentGroupProtocolError(), "the consumer group has members with another partition assignor"),
    ],
    ids=["group", "topic", "cluster", "assignor"],
)
async def test_a_refusal_is_one_line(error: KafkaError, says: str) -> None:
    settings = BusSettings(
        bootstrap_servers="b:1",
        security_protocol="SASL_PLAINTEXT",
        sasl_username="me",
        sasl_password="x",  # type: ignore[arg-type]
    )
    client = Refusing(error)
    with pytest.raises(SetupError) as raised:
        await KafkaBus(settings)._start(client)
    assert str(raised.value).startswith(says)
    assert str(raised.value).endswith("(on b:1)")
    assert client.stopped, "a member that does not leave holds its group up"
