"""An HTTP server on loopback with the videos and covers of the demo."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Thread, get_native_id
from typing import TYPE_CHECKING

from reelbus.console.errors import UserError
from reelbus.demo import covers as demo_covers
from reelbus.demo import footage
from reelbus.stack.broker import HOST

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

FOOTAGE = {
    "test123": "flowers",
    "jakarta-1": "armchair",
    "nairobi-1": "jug",
    "saopaulo-1": "sofa",
    "riyadh-1": "pots",
    "hanoi-1": "easy-chair",
}
STAND_INS = frozenset({"test123"})
"""Videos whose footage does not show the product of the caption: the package has no photo of heels."""


@contextmanager
def served(clips: Mapping[str, str] = FOOTAGE) -> Iterator[str]:
    """Serve `clips` (video id → clip name) as `/<video id>.mp4`, and covers as `/<name>.jpg`; yields `host:port`.

    Files are made in the background; a request waits for its file.
    """
    from http.server import ThreadingHTTPServer

    # Two executors: a cover must not wait for a clip, which takes a second.
    clip_executor, cover_executor = (
        ThreadPoolExecutor(max_workers=1, thread_name_prefix=name, initializer=_lower_priority)
        for name in ("footage", "covers")
    )
    made = {f"/{video_id}.mp4": clip_executor.submit(_clip, name) for video_id, name in clips.items()}
    made |= {f"/{name}.jpg": cover_executor.submit(demo_covers.jpeg, name) for name in demo_covers.names()}
    server = ThreadingHTTPServer((HOST, 0), _handler(made))
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"{HOST}:{server.server_address[1]}"
    finally:
        clip_executor.shutdown(cancel_futures=True)
        cover_executor.shutdown(cancel_futures=True)
        server.shutdown()
        server.server_close()
        thread.join()


def address(host: str, video_id: str) -> str:
    """The `video_url` of a video that `served` serves."""
    return f"http://{host}/{video_id}.mp4"


def _clip(name: str) -> bytes:
    return footage.make(name).read_bytes()


def _lower_priority() -> None:
    """Give the services, which start at the same time, more processor time."""
    if sys.platform == "linux":  # on other systems a thread has no priority of its own
        os.setpriority(os.PRIO_PROCESS, get_native_id(), 15)


def _handler(made: Mapping[str, Future[bytes]]) -> "type[BaseHTTPRequestHandler]":
    from http.server import BaseHTTPRequestHandler

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in made:
                self.send_error(404)
                return
            try:
                content = made[self.path].result()
            except CancelledError:  # the demo ends
                return
            except (UserError, OSError) as error:
                # Permanent: a retry would give the same result.
                self.send_error(410, explain=str(error))
                return
            with suppress(ConnectionError):  # the client has given up
                self.send_response(200)
                self.send_header("Content-Type", "image/jpeg" if self.path.endswith(".jpg") else "video/mp4")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: Sequence[object]) -> None:
            """Log nothing: the demo uses the terminal."""

    return Handler
