"""What an operator sees when a service cannot start: one clear line at the end, and the right exit status."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create
from libs.events import TOPICS
from libs.events.specs import topic_specs
from reelbus.stack.broker import free_port
from tests.integration.bus.secure_listener import (
    CA,
    MECHANISMS,
    OTHER_CA,
    PASSWORD,
    USER,
    SecureListener,
    broker_behind,
)
from tests.integration.processes import Process, ran, running
from tests.support.records import publish

NOW = {"KAFKA_CONNECT_TIMEOUT_SECONDS": "0"}


async def ended(address: str, **env: str) -> tuple[int, str]:
    """Run the caption service to its end: exit status and last line, after a look at all it said."""
    status, lines = await ran(address, "services.caption", NOW | env)
    for line in lines[:-1]:
        assert json.loads(line)["level"] in ("info", "warning"), f"logs, and nothing that alarms: {line}"
    said = "\n".join(lines)
    assert "Traceback" not in said
    assert "aiokafka" not in said, "the same in other words, many times over"
    assert not lines[-1].startswith("{")
    return status, lines[-1]


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"KAFKA_BOOTSTRAP_SERVERS": "broker"}, "bad setting KAFKA_BOOTSTRAP_SERVERS: must be host:port"),
        ({"PORT": "http"}, "bad setting PORT: Input should be a valid integer"),
        ({"WORKER_RETRY_DELAYS": "60,5"}, "bad setting WORKER_RETRY_DELAYS: must be rising delays"),
        ({"LOG_LEVEL": "loud"}, "bad setting LOG_LEVEL: Input should be 'DEBUG'"),
        ({"DEFAULT_CURRENCY": "dollars"}, "bad setting DEFAULT_CURRENCY: must be a currency code"),
        ({"LLM_PROVIDER": "openai"}, "LLM_PROVIDER=openai needs OPENAI_API_KEY"),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
async def test_a_bad_setting(env: dict[str, str], says: str) -> None:
    status, said = await ended("127.0.0.1:1", **env)
    assert (status, says in said) == (2, True), said


async def test_a_codec_that_is_not_installed(tmp_path: Path) -> None:
    """Before any broker is asked: one batch of an ordinary client would be unreadable."""
    (tmp_path / "cramjam.py").write_text("raise ImportError('not installed')")
    async with running("127.0.0.1:1", "services.caption", env=NOW | {"PYTHONPATH": str(tmp_path)}) as service:
        assert await service.ended() == 2
    assert "no library for the codecs snappy, lz4, zstd: run `pip install cramjam`" in service.lines[-1]


async def test_a_port_that_is_taken() -> None:
    async with await asyncio.start_server(lambda *_: None, "0.0.0.0", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        status, said = await ended("127.0.0.1:1", PORT=str(port))
    assert (status, f"port {port} for health and metrics is taken: set PORT to another" in said) == (2, True), said


async def test_missing_topics(own_broker: str) -> None:
    status, said = await ended(own_broker)
    assert status == 2
    assert said == (
        "topic caption-parsed, caption-reprocess-requested, caption-reprocess-requested.caption.dlq, "
        "caption-reprocess-requested.caption.retry.1, caption-reprocess-requested.caption.retry.2, "
        "caption-reprocess-requested.caption.retry.3, "
        "new-video-posted, new-video-posted.caption.dlq, new-video-posted.caption.retry.1, "
        f"new-video-posted.caption.retry.2, new-video-posted.caption.retry.3 does not exist on {own_broker}: "
        "create it with `reelbus topics create`"
    )


async def test_nothing_listens() -> None:
    address = f"127.0.0.1:{free_port()}"
    status, said = await ended(address, KAFKA_CONNECT_TIMEOUT_SECONDS="1")
    assert status == 1
    assert said.startswith(f"no broker answers at {address}: ")
    assert "Connect call failed" in said


async def test_a_name_that_is_no_host() -> None:
    status, said = await ended("no-such-host.invalid:9092")
    assert (status, said.startswith("no broker answers at no-such-host.invalid:9092: ")) == (1, True), said


async def test_a_port_that_is_no_broker() -> None:
    async def http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(http, "127.0.0.1", 0) as server:
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        status, said = await ended(address)
    assert (status, said.startswith(f"{address} closed the connection: check KAFKA_BOOTSTRAP_SERVERS")) == (1, True), (
        said
    )


async def test_a_port_that_says_nothing() -> None:
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) as server:
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        status, said = await ended(address)
    assert (status, said.startswith(f"{address} does not answer: check KAFKA_BOOTSTRAP_SERVERS")) == (1, True), said


async def test_tls_with_a_plain_broker(own_broker: str) -> None:
    status, said = await ended(own_broker, KAFKA_SECURITY_PROTOCOL="SSL")
    assert (status, own_broker in said, "KAFKA_SECURITY_PROTOCOL (it is SSL)" in said) == (1, True, True), said


# ---- a secured listener -------------------------------------------------------------------------


def signed_in_by(mechanism: str = "SCRAM-SHA-256", **changes: str) -> dict[str, str]:
    """The right settings for the listener, but for `changes`."""
    return {
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SASL_MECHANISM": mechanism,
        "KAFKA_SASL_USERNAME": USER,
        "KAFKA_SASL_PASSWORD": PASSWORD,
        "KAFKA_SSL_CA_FILE": str(CA),
    } | changes


@pytest.fixture
async def listener(own_broker: str) -> AsyncIterator[SecureListener]:
    async with SecureListener() as listener:
        listener.behind = own_broker
        yield listener


@pytest.mark.parametrize(
    ("env", "says"),
    [
        (
            signed_in_by(KAFKA_SASL_PASSWORD="wrong-one"),
            "authentication of 'reelbus' at {} by SCRAM-SHA-256 failed: check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD",
        ),
        (signed_in_by("PLAIN", KAFKA_SASL_PASSWORD="wrong-one"), "authentication of 'reelbus' at {} by PLAIN failed"),
        (signed_in_by(KAFKA_SASL_USERNAME="stranger"), "authentication of 'stranger' at {} by SCRAM-SHA-256 failed"),
        (signed_in_by("SCRAM-SHA-512"), "{} does not support SCRAM-SHA-512: check KAFKA_SASL_MECHANISM"),
        (signed_in_by(KAFKA_SSL_CA_FILE=str(OTHER_CA)), "the certificate of {} is not trusted ("),
        (signed_in_by(KAFKA_SSL_CA_FILE=""), "the certificate of {} is not trusted ("),
    ],
    ids=["wrong-password", "wrong-password-plain", "wrong-user", "wrong-mechanism", "wrong-ca", "no-ca"],
)
async def test_what_a_secured_listener_refuses(listener: SecureListener, env: dict[str, str], says: str) -> None:
    status, said = await ended(listener.address, **env)
    assert (status, said.startswith(says.format(listener.address))) == (2, True), said
    assert "wrong-one" not in said
    assert not listener.signed_in


async def test_a_broker_that_refuses_in_the_words_of_scram_only(own_broker: str) -> None:
    async with SecureListener(frank=False) as listener:
        listener.behind = own_broker
        status, said = await ended(listener.address, **signed_in_by(KAFKA_SASL_PASSWORD="wrong-one"))
    assert (status, said.startswith(f"authentication of 'reelbus' at {listener.address} by SCRAM-SHA-256 failed")) == (
        2,
        True,
    ), said


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SASL_PLAINTEXT", "SSL"])
async def test_another_protocol_than_the_listeners(listener: SecureListener, protocol: str) -> None:
    status, said = await ended(listener.address, **signed_in_by(KAFKA_SECURITY_PROTOCOL=protocol))
    assert status == 1
    assert said.startswith(listener.address)
    assert f"KAFKA_SECURITY_PROTOCOL (it is {protocol})" in said


@pytest.mark.parametrize("mechanism", MECHANISMS)
async def test_the_service_works_over_sasl_and_tls(mechanism: str) -> None:
    """The broker tells its clients to come by way of the listener, so that every connection is a signed-in one."""
    async with SecureListener() as listener:
        with broker_behind(listener):
            bus = KafkaBus(BusSettings(bootstrap_servers=listener.address, **_settings(signed_in_by(mechanism))))
            await create(bus, [spec for spec in topic_specs(TOPICS) if spec.name.startswith(("new-video", "caption"))])
            async with running(listener.address, "services.caption", env=signed_in_by(mechanism)) as service:
                await service.ready()
                await publish(
                    bus, [Outgoing("new-video-posted", b"k", b'{"video_id": "v1", "caption": "Only 55k!"}', ())]
                )
                await until(lambda: has_handled(service), "the event is done")
                service.process.terminate()
                assert await service.ended() == 0
    assert set(listener.signed_in) == {mechanism}


def _settings(env: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix("KAFKA_").lower(): value for name, value in env.items()}


async def has_handled(service: Process) -> bool:
    return 'outcome="done",topic="new-video-posted"} 1.0' in (await service.get("/metrics"))[1]


async def test_a_group_of_another_program(own_broker: str) -> None:
    """Its members share partitions by an assignor that workers do not have."""
    await create(
        KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT")), list(topic_specs())
    )
    async with AIOKafkaConsumer("new-video-posted", bootstrap_servers=own_broker, group_id="caption"):
        status, said = await ended(own_broker)
    assert (status, said.startswith("the consumer group has members with another partition assignor")) == (2, True), (
        said
    )
