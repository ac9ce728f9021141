"""The sandbox of the process that reads pages: limits connections, processes, memory, files and time.

An audit hook checks every connection that Python makes, so that no HTTP library, redirect or second lookup bypasses the
check of addresses. It does not see connections of C code: so curl_cffi, which yt-dlp would use, cannot be imported.
The kernel also blocks new programs and processes.
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
"""Address space. yt-dlp needs some 250 MB; this limit stops an endless page."""
OPEN_FILES = 128
_FORBIDDEN_EVENTS = frozenset({
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn"),
    *("socket.bind", "socket.sendto", "socket.sendmsg"),
})  # fmt: skip


class Refused(PermissionError):
    """A blocked connection or call. Libraries handle it as a failed connection."""


class Sandbox:
    """Blocks connections to addresses that are not public. `refused` lists them: libraries may hide the error."""

    def __init__(self, allowed: AllowList) -> None:
        self._allowed = allowed
        self._opened: set[tuple[str, int]] = set()
        self.refused: list[str] = []

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        """The audit hook."""
        if event == "socket.connect":
            self._connect(args[1])
        elif event in _FORBIDDEN_EVENTS:
            raise Refused(f"{event} is not allowed here")

    def _connect(self, address: object) -> None:
        if not isinstance(address, tuple) or len(address) < 2:
            self.refused.append("a local socket")
            raise Refused("not an internet address")
        host, port = str(address[0]), int(address[1])
        # Host names are blocked too: they would be resolved after the check. Libraries that resolve pass addresses.
        if not self._allowed.allows_address(host, port) and (host, port) not in self._opened:
            self.refused.append(f"{host}:{port}")
            raise Refused(f"{host}:{port} is not a public address")

    def allowing_resolved(self, look_up: Callable[..., Sequence[Any]]) -> Callable[..., Sequence[Any]]:
        """`socket.getaddrinfo` that also allows the addresses of hosts that are allowed by name."""

        def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Sequence[Any]:
            found = look_up(host, port, *args, **kwargs)
            if isinstance(host, str) and isinstance(port, int) and self._allowed.allows_host(host, port):
                self._opened.update((str(sockaddr[0]), port) for *_, sockaddr in found)
            return found

        return getaddrinfo


def enter_sandbox(allowed: AllowList, seconds: float) -> Sandbox:
    """Limit this process permanently; it is killed after `seconds`."""
    sandbox = Sandbox(allowed)
    bound(resource.RLIMIT_AS, MEMORY_BYTES)
    bound(resource.RLIMIT_CPU, int(seconds) + 1)
    bound(resource.RLIMIT_FSIZE, 0)
    bound(resource.RLIMIT_NOFILE, OPEN_FILES)
    bound(resource.RLIMIT_CORE, 0)
    if not restrict(network=True):
        bound(resource.RLIMIT_NPROC, 0)
    # SIGALRM ends this process even if its parent no longer exists.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    sys.modules["curl_cffi"] = None  # type: ignore[assignment]
    socket.getaddrinfo = sandbox.allowing_resolved(socket.getaddrinfo)  # type: ignore[assignment]
    sys.addaudithook(sandbox.audit)
    return sandbox
