"""The work of a process of a pool: tasks of its parent, one at a time. It imports little, as `confine.py`."""

import os
import pickle
import socket
import traceback
from collections.abc import Callable

from libs.confined.channel import Channel
from libs.confined.confine import OUT_OF_MEMORY, confine, or_exit
from libs.confined.encode import Encoded, encoded, encoded_error
from libs.confined.heap import run_and_trim
from libs.confined.limits import ProcessLimits

TRACE_LENGTH = 4000
"""Characters of a traceback, the last ones."""


def serve(connection: socket.socket, limits: ProcessLimits) -> None:
    """Run tasks until the parent closes the channel.

    A task is pickled, for the parent is trusted: a function, its arguments, and whether to return free memory after it.
    """
    confine(limits)
    channel = Channel(connection)
    try:
        while True:
            _serve_one(channel, limits.cpu_seconds)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, OSError):
        # The parent needs no more results. Without waiting for threads of codecs.
        os._exit(0)


def _serve_one(channel: Channel, seconds: float) -> None:
    # A function of its own: what a task was given and gave is freed before the next one. The first may load modules,
    # which is not its fault.
    work, args, trim = pickle.loads(channel.receive().data)  # noqa: S301 - from the parent
    channel.send(*or_exit(_answer, seconds, (work, args, trim)))


def _answer(work: Callable[..., object], args: tuple[object, ...], trim: bool) -> Encoded:
    try:
        return run_and_trim(_result, work, args) if trim else _result(work, args)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary: the parent raises it
        return encoded_error(error, traceback.format_exc()[-TRACE_LENGTH:])


def _result(work: Callable[..., object], args: tuple[object, ...]) -> Encoded:
    return encoded(work(*args))
