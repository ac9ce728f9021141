"""Structured logs: JSON lines for machines, colours for people, one formatter for structlog and stdlib loggers."""

import logging
import re
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from libs.telemetry.connection_noise import ConnectionNoise
from libs.telemetry.escape import UNSAFE
from libs.telemetry.redaction import redacted
from libs.telemetry.repeats import Repeats

Context = Callable[[], Mapping[str, object]]

LONGEST = 4000
"""Characters after which a text in a log line is truncated (a traceback at ten times that): captions are untrusted."""

_CHATTY = ("aiokafka", "openai", "google_genai")
"""Warnings only, unless LOG_LEVEL=DEBUG: at INFO they log every request or heartbeat."""

_WARNINGS_ONLY = (
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
"""Warnings only, always: at DEBUG they log signed requests and whole URLs, or no_context useful."""

_CONTROL = re.compile(f"(?:{UNSAFE.pattern})+")
_HEAD = ("timestamp", "level", "service", "logger", "event")


def no_context() -> Mapping[str, object]:
    """An empty context: for processes without a worker."""
    return {}


class _Handler(logging.StreamHandler[TextIO]):
    """Our own class, so that a second `configure` replaces it and not other handlers (pytest's)."""


def configure(
    service: str,
    level: str = "INFO",
    *,
    context: Context = no_context,
    stream: TextIO | None = None,
    pretty: bool | None = None,
) -> None:
    """Write all logs of this process to `stream` (default stderr), as JSON lines unless it is a terminal (`pretty`).

    `context` returns fields for each line (event id, key, topic, attempt, trace id of the running task); fields of the
    line itself take precedence. `level` is a level name of the standard library. May be called again.
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
        cache_logger_on_first_use=False,  # so that a second configure() affects loggers that were already used
    )
    handler = _Handler(stream)
    handler.setFormatter(formatter)
    if not debug:
        handler.addFilter(ConnectionNoise())
        handler.addFilter(Repeats("aiokafka"))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if debug else max(logging.WARNING, root.level))
    for name in _WARNINGS_ONLY:
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
    """Remove the traceback of aiokafka's network errors: a broker that restarts is not a bug.

    This includes those that asyncio logs because no task has retrieved them. Other exceptions keep their traceback:
    aiokafka also logs bugs in our rebalance callbacks.
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
    """Remove secrets and truncate long texts."""
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
    """Put the same fields first in every line."""
    head = {name: line.pop(name) for name in _HEAD if name in line}
    return {**head, **line}


def _pretty(*, colors: bool) -> list[Processor]:
    # The traceback is already text (format_exc_info), so secrets in it were removed.
    return [_printable, structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)]


def _printable(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Remove control characters from the message; values are shown by `repr`. So it cannot fake lines in a terminal."""
    line["event"] = _CONTROL.sub(" ", str(line["event"]))
    return line


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    logging.getLogger("uncaught").critical("%s: %s", kind.__name__, error, exc_info=(kind, error, traceback))
