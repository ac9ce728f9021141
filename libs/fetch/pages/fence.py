"""Keeps the process that reads pages inside bounds, whatever library it runs. For a process of its own only.

An audit hook sees every connection that Python makes, so that no HTTP library, redirect or second look-up gets past the
check of addresses. What connects in C would not be seen: curl_cffi, which yt-dlp would use, cannot be imported here.
The kernel refuses new programs and processes as well, whoever asks for them.
"""

import resource
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any

from libs.confined.kernel import restrict
from libs.confined.limits import bound
from libs.fetch.addresses import AllowList

MEMORY_BYTES = 768 * 1024 * 1024
"""Address space. yt-dlp needs some 250 MB of it; a page without end stops here."""
OPEN_FILES = 128
_NEVER = frozenset({
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn"),
    *("socket.bind", "socket.sendto", "socket.sendmsg"),
})  # fmt: skip


class Refused(PermissionError):
    """What libraries take for a failed connection."""


class Fence:
    """Refuses connections to addresses that are not public; `refused` tells of them, for libraries may hide it."""

    def __init__(self, allowed: AllowList) -> None:
        self._allowed = allowed
        self._opened: set[tuple[str, int]] = set()
        self.refused: list[str] = []

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        """The audit hook."""
        if event == "socket.connect":
            self._connect(args[1])
        elif event in _NEVER:
            raise Refused(f"{event} is not allowed here")

    def _connect(self, address: object) -> None:
        if not isinstance(address, tuple) or len(address) < 2:
            self.refused.append("a local socket")
            raise Refused("not an internet address")
        host, port = str(address[0]), int(address[1])
        # A name here would be looked up after the check; what looks up itself passes addresses.
        if not self._allowed.permits(host, port) and (host, port) not in self._opened:
            self.refused.append(f"{host}:{port}")
            raise Refused(f"{host}:{port} is not a public address")

    def remembering(self, look_up: Callable[..., Sequence[Any]]) -> Callable[..., Sequence[Any]]:
        """`socket.getaddrinfo`, noting the addresses of names that are open by name."""

        def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Sequence[Any]:
            found = look_up(host, port, *args, **kwargs)
            if isinstance(host, str) and isinstance(port, int) and self._allowed.opens_host(host, port):
                self._opened.update((str(sockaddr[0]), port) for *_, sockaddr in found)
            return found

        return getaddrinfo


def fence_in(allowed: AllowList, seconds: float) -> Fence:
    """Bound this process for good: connections, programs, memory, files, and its life to `seconds`."""
    fence = Fence(allowed)
    bound(resource.RLIMIT_AS, MEMORY_BYTES)
    bound(resource.RLIMIT_CPU, int(seconds) + 1)
    bound(resource.RLIMIT_FSIZE, 0)
    bound(resource.RLIMIT_NOFILE, OPEN_FILES)
    bound(resource.RLIMIT_CORE, 0)
    if not restrict(network=True):
        bound(resource.RLIMIT_NPROC, 0)
    # Nobody may be left to kill us: SIGALRM ends the process, its parent is gone or not.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    sys.modules["curl_cffi"] = None  # type: ignore[assignment]
    socket.getaddrinfo = fence.remembering(socket.getaddrinfo)  # type: ignore[assignment]
    sys.addaudithook(fence.audit)
    return fence
