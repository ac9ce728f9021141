"""What a log line says, and what it keeps to itself."""

import io
import json
import logging
import re
import sys
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog
from aiokafka.errors import IllegalStateError, KafkaConnectionError

from libs.bus.event import Event, current_event, log_context
from libs.events.video import NewVideoPosted
from libs.telemetry.logs import _WARNINGS_ONLY, LONGEST, configure

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Logging is global to the process: put it back."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = list(root.handlers), root.level
    names = ("aiokafka", "openai", "google_genai", *_WARNINGS_ONLY)
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def event(**given: Any) -> Event[Any]:
    values = {
        "id": "e1",
        "topic": "new-video-posted",
        "key": "v1",
        "attempt": 2,
        "traceparent": f"00-{TRACE}-b7ad6b7169203331-01",
    }
    return Event(payload=NewVideoPosted(video_id="v1"), **(values | given))


def test_a_stdlib_line_is_json_with_its_extra_fields(out: io.StringIO) -> None:
    configure("caption", stream=out)
    logging.getLogger("libs.bus.worker.executor").warning("%s is %d", "x", 3, extra={"partition": 7})
    (line,) = lines(out)
    assert list(line)[:5] == ["timestamp", "level", "service", "logger", "event"]
    assert line["service"] == "caption"
    assert line["level"] == "warning"
    assert line["logger"] == "libs.bus.worker.executor"
    assert line["event"] == "x is 3"
    assert line["partition"] == 7
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)


def test_a_structlog_line_has_the_same_shape(out: io.StringIO) -> None:
    configure("caption", stream=out)
    structlog.get_logger("services.caption").info("parsed", seconds=0.2)
    (line,) = lines(out)
    assert list(line) == ["timestamp", "level", "service", "logger", "event", "seconds"]


def test_levels(out: io.StringIO) -> None:
    configure("caption", "WARNING", stream=out)
    logging.getLogger("a").info("no")
    structlog.get_logger("a").info("no")
    logging.getLogger("a").error("yes")
    assert [line["event"] for line in lines(out)] == ["yes"]


def test_while_a_handler_runs_its_event_is_told(out: io.StringIO) -> None:
    configure("caption", context=log_context, stream=out)
    token = current_event.set(event())
    logging.getLogger("a").info("inside")
    structlog.get_logger("a").info("inside too")
    current_event.reset(token)
    logging.getLogger("a").info("outside")
    first, second, third = lines(out)
    context = {"event_id": "e1", "topic": "new-video-posted", "key": "v1", "attempt": 2, "trace_id": TRACE}
    assert context.items() <= first.items()
    assert context.items() <= second.items()
    assert not context.keys() & third.keys()


def test_what_the_line_says_wins_over_the_context(out: io.StringIO) -> None:
    configure("caption", context=lambda: {"event_id": "old"}, stream=out)
    logging.getLogger("a").info("x", extra={"event_id": "new"})
    assert lines(out)[0]["event_id"] == "new"


@pytest.mark.parametrize("traceparent", [None, "", "garbage", "00-short-b7ad6b7169203331-01"])
def test_no_trace_id_without_a_trace(traceparent: str | None) -> None:
    token = current_event.set(event(traceparent=traceparent, key=None))
    assert log_context() == {"event_id": "e1", "topic": "new-video-posted", "attempt": 2}
    current_event.reset(token)


def test_no_secret_in_fields_message_or_traceback(out: io.StringIO) -> None:
    configure("caption", stream=out)
    log = logging.getLogger("a")
    log.info("to postgresql://u:hunter2@h/d", extra={"api_key": "hunter2", "headers": {"Authorization": "hunter2"}})
    structlog.get_logger("a").info("x", url="https://b/k?X-Amz-Signature=hunter2", token="hunter2")
    try:
        raise ValueError("password=hunter2")
    except ValueError:
        log.exception("failed")
    assert "hunter2" not in out.getvalue()
    assert "ValueError" in lines(out)[2]["exception"]


def test_a_long_text_is_cut(out: io.StringIO) -> None:
    configure("caption", stream=out)
    logging.getLogger("a").info("x" * 100_000, extra={"caption": "y" * 100_000})
    assert len(out.getvalue()) < 4 * LONGEST
    assert "100000 characters" in lines(out)[0]["caption"]


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "\x1b[31mred", "a\u2028b", "a\x85b", "\ud800"])
def test_any_text_is_one_line(out: io.StringIO, text: str) -> None:
    configure("caption", stream=out)
    logging.getLogger("a").info(text)
    assert lines(out)[0]["event"] == text


def test_a_terminal_gets_no_strangers_control_characters(out: io.StringIO) -> None:
    configure("caption", stream=out, pretty=True)
    logging.getLogger("a").info("x\x1b[2Jy\nz\u202e", extra={"caption": "\x1b[2J\nq\u202e"})
    assert "\x1b[2J" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert len(out.getvalue().splitlines()) == 1


def test_a_terminal_gets_tracebacks_as_text_without_secrets(out: io.StringIO) -> None:
    configure("caption", stream=out, pretty=True)
    try:
        raise ValueError("password=hunter2")
    except ValueError:
        logging.getLogger("a").exception("failed")
    assert "Traceback" in out.getvalue()
    assert "hunter2" not in out.getvalue()


def test_aiokafka_says_only_warnings_and_each_in_one_line(out: io.StringIO) -> None:
    configure("caption", "INFO", stream=out)
    log = logging.getLogger("aiokafka.conn")
    log.info("joined")
    try:
        raise IllegalStateError("gone")
    except IllegalStateError:
        log.exception("Unexpected exception\n in AIOKafkaConnection")
    (line,) = lines(out)
    assert line["event"] == "Unexpected exception in AIOKafkaConnection"
    assert line["error"] == "IllegalStateError('gone')"
    assert "exception" not in line


def test_what_aiokafka_says_of_a_broker_that_is_away_is_left_out(out: io.StringIO) -> None:
    """The broker's `Dependency` says it in one line. Its other lines, and bugs, stay."""
    configure("caption", stream=out)
    log = logging.getLogger("aiokafka.consumer.group_coordinator")
    log.error("Error sending %s to node %s [%s] -- marking coordinator dead", "HeartbeatRequest", 1, "refused")
    log.warning("Marking the coordinator dead (node %s)for group %s.", 1, "caption")
    logging.getLogger("aiokafka").error("Unable connect to node with id %s: %s", 1, "refused")
    log.error("Something else")
    logging.getLogger("another").error("Unable connect to the shop")
    for error in (ConnectionResetError("gone"), KafkaConnectionError("Connection at h:1 closed")):
        raised = (type(error), error, None)
        logging.getLogger("aiokafka.conn").error("Unexpected exception in AIOKafkaConnection", exc_info=raised)
    logging.getLogger("asyncio").error("Task exception was never retrieved", exc_info=raised)
    assert [line["event"] for line in lines(out)] == ["Something else", "Unable connect to the shop"]


def test_the_client_of_language_models_says_nothing_of_each_request(out: io.StringIO) -> None:
    """The openai package brings an httpx of another name by now: whichever it uses is quiet."""
    import openai._base_client  # noqa: F401

    configure("caption", stream=out)
    used = [name for name in sys.modules if re.fullmatch(r"httpx\d*|httpcore\d*", name)]
    assert used
    for name in used:
        logging.getLogger(name).info('HTTP Request: POST https://models.example/v1 "HTTP/1.1 200 OK"')
    assert lines(out) == []


def test_a_bug_that_aiokafka_tells_of_keeps_its_traceback(out: io.StringIO) -> None:
    configure("caption", stream=out)
    try:
        raise KeyError("a bug in our rebalance callback")
    except KeyError:
        logging.getLogger("aiokafka.consumer.group_coordinator").exception("listener failed")
    assert "Traceback" in lines(out)[0]["exception"]


def test_an_error_of_aiokafka_that_no_task_took_is_one_line(out: io.StringIO) -> None:
    configure("caption", stream=out)
    error = IllegalStateError("Connection at h:1 closed")
    logging.getLogger("asyncio").error(
        "Task exception was never retrieved\nfuture: …", exc_info=(type(error), error, None)
    )
    (line,) = lines(out)
    assert "exception" not in line
    assert line["event"] == "Task exception was never retrieved future: …"
    assert "h:1 closed" in line["error"]


def test_debug_shows_aiokafka_in_full_but_no_signed_requests(out: io.StringIO) -> None:
    configure("caption", "DEBUG", stream=out)
    try:
        raise ConnectionResetError
    except ConnectionResetError:
        logging.getLogger("aiokafka.conn").debug("x", exc_info=True)
    logging.getLogger("botocore.auth").debug("CanonicalRequest")
    (line,) = lines(out)
    assert "Traceback" in line["exception"]


def test_configuring_again_replaces(out: io.StringIO) -> None:
    log = structlog.get_logger("a")
    configure("caption", stream=io.StringIO())
    log.info("first")
    configure("tagger", stream=out)
    log.info("second")
    logging.getLogger("a").info("third")
    assert [(line["service"], line["event"]) for line in lines(out)] == [("tagger", "second"), ("tagger", "third")]


def test_warnings_and_uncaught_exceptions_are_lines_too(out: io.StringIO) -> None:
    configure("caption", stream=out)
    # pytest holds showwarning inside of its own recorder; outside of it this is what warnings.warn ends in.
    with warnings.catch_warnings():
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.showwarning("old", DeprecationWarning, "f.py", 1)
    error = RuntimeError("boom")
    sys.excepthook(RuntimeError, error, None)
    warned, uncaught = lines(out)
    assert warned["logger"] == "py.warnings"
    assert uncaught["level"] == "critical"
    assert "boom" in uncaught["event"]
