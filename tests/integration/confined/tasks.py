"""What the tests run in confined processes."""

import gc
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from libs.confined.channel import LENGTHS, Channel


def environment() -> tuple[list[str], bytes]:
    """Names that the process knows, and the block that it was started with."""
    return sorted(os.environ), Path("/proc/self/environ").read_bytes()


def parent() -> int:
    """The process that forked this one."""
    return os.getppid()


def attempted(what: str) -> str:
    """The error's name, or `done`."""
    try:
        ATTEMPTS[what]()
    except OSError as error:
        return type(error).__name__
    return "done"


def spin() -> None:
    """Never comes back from C, so that no handler of Python's is run."""
    pow(3, 10**12)


def much(megabytes: int) -> int:
    """Take so much memory; gives it in bytes."""
    return len(bytes(megabytes << 20))


def ended(status: int) -> None:
    """End the process."""
    os._exit(status)


def _write() -> None:
    with Path(os.devnull).with_name("shm").joinpath(f"reelbus-test-{os.getpid()}").open("wb", buffering=0) as file:
        try:
            file.write(b"x")
        finally:
            Path(file.name).unlink()


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _thread() -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _connect() -> None:
    with socket.socket() as one:
        one.connect(("127.0.0.1", 9))


ATTEMPTS: dict[str, Callable[[], Any]] = {
    "fork": _fork,
    "program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    "execute": lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),  # noqa: S606
    "connect": _connect,
    "local socket": lambda: socket.socket(socket.AF_UNIX).close(),
    "write": _write,
    "thread": _thread,
}


def converse(channel: Any, count: int, size: int) -> None:
    """Ask for `count` times `size` bytes, and send their sum."""
    total = sum(len(channel.ask({"wanted": size}).data) for _ in range(count))
    channel.send({"total": total})


def written(channel: Any, path: str, size: int) -> None:
    """Try to write a file; sends the error's name, or `done`."""
    try:
        Path(path).write_bytes(bytes(size))
    except OSError as error:
        channel.send({"outcome": type(error).__name__})
    else:
        channel.send({"outcome": "done"})


def with_channel(channel: Any, what: str) -> None:
    """What goes wrong in a process with a channel."""
    channel.send({"begun": os.getpid()})
    file = channel._connection.fileno()
    {
        "spin": spin, "memory": lambda: much(2000), "status": lambda: ended(7), "wait": channel.receive,
        "socket": socket.socket,
        "ask": lambda: channel.ask({"asked": True}),
        "close": lambda: (os.close(file), spin()),
        "huge": lambda: (os.write(file, b"\xff" * 8), spin()),
        "not JSON": lambda: (os.write(file, b"\0\0\0\1\0\0\0\0\xff"), spin()),
        "deep": lambda: (os.write(file, b"\0\0\x27\x10\0\0\0\0" + b"[" * 10000), spin()),
        "a list": lambda: (os.write(file, b"\0\0\0\2\0\0\0\0[]"), spin()),
    }[what]()  # fmt: skip


def me() -> int:
    """The number of the process."""
    return os.getpid()


def forged(messages: list[tuple[str, bytes]]) -> int:
    """What an attacked process could send, all at once, beside its result."""
    (channel,) = (one for one in gc.get_objects() if isinstance(one, Channel))
    pieces = [LENGTHS.pack(len(text), len(data)) + text.encode() + data for text, data in messages]
    os.write(channel._file, b"".join(pieces))
    return 0


class Odd(Exception):
    """An error of its own."""


def odd() -> None:
    """Raise it."""
    raise Odd("very", 1, Path("x"))
