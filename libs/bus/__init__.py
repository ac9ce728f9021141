"""The bus: at-least-once workers, publishers and dead letters on Kafka, and the same in memory for tests."""

from libs.bus.announcer import Announcer
from libs.bus.errors import BusError, NotBefore, Rejected, Retryable, SetupError, Unreachable
from libs.bus.event import Event, Handler, current_event
from libs.bus.kafka.clients import KafkaBus
from libs.bus.memory import MemoryBus
from libs.bus.settings import BusSettings, WorkerSettings
from libs.bus.worker.worker import Worker

__all__ = [
    "Announcer",
    "BusError",
    "BusSettings",
    "Event",
    "Handler",
    "KafkaBus",
    "MemoryBus",
    "NotBefore",
    "Rejected",
    "Retryable",
    "SetupError",
    "Unreachable",
    "Worker",
    "WorkerSettings",
    "current_event",
]
