"""A broker that is away does not fill the disk with its absence."""

import logging

from libs.telemetry.repeats import Repeats


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def record(text: str, logger: str = "aiokafka.conn") -> logging.LogRecord:
    return logging.LogRecord(logger, logging.ERROR, "f.py", 1, "%s", (text,), None)


def test_the_same_line_comes_once_in_a_while_with_its_count() -> None:
    clock = Clock()
    repeats = Repeats("aiokafka", 10, clock)
    assert repeats.filter(record("gone"))
    assert not repeats.filter(record("gone"))
    clock.now = 9.9
    assert not repeats.filter(record("gone"))
    assert repeats.filter(record("other"))
    clock.now = 10
    again = record("gone")
    assert repeats.filter(again)
    assert vars(again)["repeated"] == 2
    clock.now = 20
    last = record("gone")
    assert repeats.filter(last)
    assert not hasattr(last, "repeated")


def test_other_loggers_may_repeat_themselves() -> None:
    repeats = Repeats("aiokafka", 10, Clock())
    assert all(repeats.filter(record("x", "libs.bus.worker.fetch_loop")) for _ in range(3))
    assert all(repeats.filter(record("x", "aiokafkaesque")) for _ in range(3))


def test_memory_is_bounded() -> None:
    clock = Clock()
    repeats = Repeats("aiokafka", 10, clock)
    for number in range(10_000):
        assert repeats.filter(record(str(number)))
    assert len(vars(repeats)["_logged"]) <= 256
