"""One broker of an Apache Kafka distribution, to stop, start, and damage: needs Java and CHAOS_KAFKA_HOME.

CHAOS_KAFKA_HOME is the folder of an unpacked distribution (the one that holds `libs`), version 3.7 or later.
"""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from fixtures.waiting import until
from reelbus.stack.broker import free_port

START_SECONDS = 300.0
"""A JVM on a busy machine was seen to take more than 60."""
CLUSTER = "cmVlbGJ1c1Rlc3RDbHVzdA"
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={logs}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
"""
LOGGING = """\
rootLogger.level=WARN
rootLogger.appenderRef.console.ref=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c: %m%n
"""


class ApacheKafka:
    """A broker in KRaft mode whose data, in `folder`, outlives it."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self._folder, self._logs = folder, folder / "log"
        self._properties = folder / "server.properties"
        folder.mkdir(parents=True)
        port = self.address.rpartition(":")[2]
        self._properties.write_text(PROPERTIES.format(port=port, controller=free_port(), logs=self._logs))
        (folder / "log4j2.properties").write_text(LOGGING)
        self._java = [
            "java", "-Xmx512m", "-XX:+UseSerialGC", f"-Dlog4j2.configurationFile={folder / 'log4j2.properties'}",
            "-cp", str(home / "libs" / "*"),
        ]  # fmt: skip
        self._run("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", str(self._properties)).wait()
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it, and wait until it takes connections."""
        self._process = self._run("kafka.Kafka", str(self._properties))
        what = f"Kafka listens on {self.address}: see {self._folder / 'broker.out'}"
        await until(self._listens, what, START_SECONDS)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, or kill it; its data stays."""
        process = self._process
        if process is not None:
            process.send_signal(how)
            await until(lambda: process.poll() is not None, "Kafka ends")
            self._process = None

    def empty(self, topic: str, partition: int) -> None:
        """While it is stopped: the log of a partition is gone, as where a disk was replaced. It begins at 0 again."""
        log = self._logs / f"{topic}-{partition}"
        kept = (log / "partition.metadata").read_bytes()
        shutil.rmtree(log)
        log.mkdir()
        (log / "partition.metadata").write_bytes(kept)
        for name in (
            "recovery-point-offset-checkpoint",
            "log-start-offset-checkpoint",
            "replication-offset-checkpoint",
        ):
            _without(self._logs / name, f"{topic} {partition} ")

    def _run(self, *command: str) -> "subprocess.Popen[bytes]":
        with (self._folder / "broker.out").open("ab") as out:
            return subprocess.Popen([*self._java, *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def _listens(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"Kafka ended: see {self._folder / 'broker.out'}"
        host, _, port = self.address.partition(":")
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((host, int(port))) == 0


def kafka_home() -> Path:
    """The distribution that the environment names. Fails where it names none."""
    given = os.environ.get("CHAOS_KAFKA_HOME")
    assert given, "set CHAOS_KAFKA_HOME to the folder of an Apache Kafka distribution, 3.7 or later"
    home = Path(given).resolve()
    assert list((home / "libs").glob("kafka*.jar")), f"CHAOS_KAFKA_HOME={given}: there is no libs/kafka*.jar"
    return home


def _without(checkpoint: Path, beginning: str) -> None:
    """Remove a partition's line from a checkpoint: a version, the number of lines, then the lines."""
    if checkpoint.is_file():
        version, _, *lines = checkpoint.read_text().splitlines()
        left = [line for line in lines if not line.startswith(beginning)]
        checkpoint.write_text("\n".join([version, str(len(left)), *left]) + "\n")
