"""What a confined process does: one task after the other, until its parent closes the connection."""

import os
import pickle
import signal
import socket
import struct
import traceback
from mmap import mmap
from multiprocessing.heap import Arena
from typing import Any, NamedTuple

from libs.confined.confine import OUT_OF_MEMORY, confine, or_exit
from libs.confined.limits import ProcessLimits

READY = b"+"
"""Sent once, when all limits are set."""
HEAD = struct.Struct("=II")
"""Before each answer: its bytes on the connection, and its bytes in the shared memory."""

BEGUN = 1
"""The last byte of the shared memory from when a task has been read: before, it costs nothing to give it to another."""


class Answer(NamedTuple):
    """What a task returned, or, where it `raised`, the exception."""

    raised: bool
    value: Any


def serve(connection: socket.socket, arena: Arena, limits: ProcessLimits) -> None:
    """The main function of the process. `arena` is memory that it shares with the parent alone."""
    memory = arena.buffer
    try:
        confine(limits)
        connection.setblocking(True)
        connection.sendall(READY)
        with connection.makefile("rb") as tasks:
            while tasks.peek(1):
                work, seconds, args = pickle.load(tasks)  # noqa: S301 - our parent's
                memory[-1] = BEGUN
                try:
                    answer = Answer(False, or_exit(work, seconds, args))
                except Exception as error:  # noqa: BLE001 - the boundary: it is raised by the parent
                    error.add_note(traceback.format_exc())
                    answer = Answer(True, error)
                connection.sendall(_packed(answer, memory))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except ConnectionError:
        # The parent gave up this process.
        os._exit(-signal.SIGTERM)


def _packed(answer: Answer, memory: mmap) -> bytes:
    """`answer` with its head; the PickleBuffer in it, if there is one and it fits, goes to the shared memory."""
    try:
        buffers: list[pickle.PickleBuffer] = []
        data = pickle.dumps(answer, 5, buffer_callback=buffers.append)
        raw = [buffer.raw() for buffer in buffers]
        if len(raw) == 1 and 0 < raw[0].nbytes < len(memory):
            memory[: raw[0].nbytes] = raw[0]
            return HEAD.pack(len(data), raw[0].nbytes) + data
        if raw:
            data = pickle.dumps(answer, 5)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        data = pickle.dumps(Answer(True, TypeError(f"cannot be sent: {error}")))
    return HEAD.pack(len(data), 0) + data


def unpacked(data: bytes, shared: int, memory: mmap) -> Answer:
    """The answer of `data`, which came behind a head; `shared` of its bytes are copied out of `memory`."""
    answer: Answer = pickle.loads(data, buffers=[memory[:shared]] if shared else ())  # noqa: S301 - as from any pool
    return answer
