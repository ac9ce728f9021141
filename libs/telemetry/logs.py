"""Structured logs: JSON lines for machines, colours for people, one formatter for structlog and stdlib loggers."""

import logging
import re
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from libs.telemetry.escape import UNSAFE
from libs.telemetry.hushed import Hushed
from libs.telemetry.redaction import redacted
from libs.telemetry.repeats import Repeats

Context = Callable[[], Mapping[str, object]]

LONGEST = 4000
"""A text in a log line is cut here, in characters; a traceback at ten times that. Captions come from strangers."""

_CHATTY = ("aiokafka", "openai")
"""Warnings only, unless LOG_LEVEL=DEBUG: at INFO they say something for every request or heartbeat."""

_SECRETIVE = (
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "botocore",
    "aiobotocore",
    "boto3",
    "urllib3",
    "PIL",
    "asyncio",
)
"""Warnings only, always: at DEBUG they print signed requests and whole addresses, or nothing of use."""

_CONTROL = re.compile(f"(?:{UNSAFE.pattern})+")
_HEAD = ("timestamp", "level", "service", "logger", "event")


def nothing() -> Mapping[str, object]:
    """The context outside of a worker."""
    return {}


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, so that configuring again replaces it and leaves those of others (pytest's) alone."""


def configure(
    service: str,
    level: str = "INFO",
    *,
    context: Context = nothing,
    stream: TextIO | None = None,
    pretty: bool | None = None,
) -> None:
    """Send all logs of this process to `stream` (stderr), as JSON lines unless it is a terminal (`pretty`).

    `context` is asked at every line for what the running task is about (event id, key, topic, attempt, trace id);
    what the line itself says wins. `level` is a name of the standard library's. May be called again.
    """
    stream = stream or sys.stderr
    debug = level == "DEBUG"
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _about(service, context),
    ]
    renderer = _pretty(colors=stream.isatty()) if (stream.isatty() if pretty is None else pretty) else _json()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([] if debug else [_brief_aiokafka]),
            structlog.processors.format_exc_info,
            _safe,
            structlog.processors.TimeStamper(fmt="iso", utc=True),  # after _safe: its colons look like a secret's
            *renderer,
        ],
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # a second configure() reaches loggers that have already spoken
    )
    handler = _Handler(stream)
    handler.setFormatter(formatter)
    if not debug:
        handler.addFilter(Hushed())
        handler.addFilter(Repeats("aiokafka"))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if debug else max(logging.WARNING, root.level))
    for name in _SECRETIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    sys.excepthook = _uncaught


def _about(service: str, context: Context) -> Processor:
    def add(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
        line["service"] = service
        for name, value in context().items():
            line.setdefault(name, value)
        return line

    return add


def _brief_aiokafka(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """A broker that restarts is no bug: what aiokafka says of it is one line, with the error's name and no traceback.

    So is one of its errors that asyncio reports because no task took it. Any other exception keeps its traceback:
    aiokafka's loggers also tell of bugs in our rebalance callbacks.
    """
    given = line.get("exc_info")
    error = given[1] if isinstance(given, tuple) else given
    theirs = str(line.get("logger", "")).startswith("aiokafka")
    if isinstance(error, BaseException):
        network = theirs and isinstance(error, OSError | EOFError | TimeoutError)
        if network or type(error).__module__.startswith("aiokafka"):
            line["exc_info"] = None
            line["error"] = repr(error)
            theirs = True
    if theirs:
        line["event"] = " ".join(str(line["event"]).split())
    return line


def _safe(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Without secrets, and no longer than bearable."""
    for name, value in line.items():
        clean = redacted(value, name)
        limit = LONGEST * 10 if name == "exception" else LONGEST
        if isinstance(clean, str) and len(clean) > limit:
            clean = f"{clean[:limit]}… ({len(clean)} characters)"
        line[name] = clean
    return line


def _json() -> list[Processor]:
    return [_in_order, structlog.processors.JSONRenderer()]


def _in_order(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """The same fields first in every line."""
    head = {name: line.pop(name) for name in _HEAD if name in line}
    return {**head, **line}


def _pretty(*, colors: bool) -> list[Processor]:
    # The traceback is a text by now (format_exc_info), so that secrets in it were seen.
    return [_printable, structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)]


def _printable(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """A stranger's text moves no cursor and fakes no line. Values are shown by `repr`; only the message is raw."""
    line["event"] = _CONTROL.sub(" ", str(line["event"]))
    return line


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    logging.getLogger("uncaught").critical("%s: %s", kind.__name__, error, exc_info=(kind, error, traceback))
