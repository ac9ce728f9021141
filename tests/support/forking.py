"""The process that `forked.py` starts: it imports what a module needs, and forks a process for each request to run it.

`python -m tests.support.forking MODULE OTHER…`: MODULE runs, the others are imported as well. Its stdin is a socket, where
each request is a byte with four descriptors: a socket for the rest, and the streams of the new process.
"""

import gc
import importlib
import json
import os
import runpy
import socket
import sys
from contextlib import suppress
from typing import Any


def main() -> None:
    module, *others = sys.argv[1:]
    for name in (f"{module}.__main__", *others):
        importlib.import_module(name)
    del sys.modules[f"{module}.__main__"]  # it runs as __main__
    assert len(os.listdir("/proc/self/task")) == 1, "what has threads cannot be forked"
    gc.freeze()  # else each process looks through all of that at its end, which takes longer than most commands
    if not _forked():
        return
    # What comes out of here goes to the interpreter, as after `python -m`.
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _forked() -> bool:
    """True in the processes that shall run the module; false in the first one, when nobody is left to ask it."""
    with socket.socket(fileno=os.dup(0)) as requests:
        while True:
            message, given, _, _ = socket.recv_fds(requests, 1, 4)
            if not message:
                return False
            if not os.fork():
                break
            for one in given:
                os.close(one)
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass  # those that have ended
    with socket.socket(fileno=given[0]) as asked:
        with asked.makefile("rb") as file:
            what = json.load(file)
        process = os.fork()
        if process:
            _tell_end(process, asked, given[1:])
    _take_on(what, given[1:])
    return True


def _tell_end(process: int, asked: socket.socket, streams: list[int]) -> None:
    for one in (0, 1, 2, *streams):
        os.close(one)
    with suppress(BrokenPipeError):
        asked.sendall(f"{process}\n".encode())
        _, status = os.waitpid(process, 0)
        asked.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _take_on(what: dict[str, Any], streams: list[int]) -> None:
    for own, given in enumerate(streams):
        os.dup2(given, own)
        os.close(given)
    os.environ.clear()
    os.environ.update(what["env"])
    os.chdir(what["cwd"])
    sys.argv[1:] = what["args"]


if __name__ == "__main__":
    main()
