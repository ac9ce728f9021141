"""An HTTP server of cover images, in its own process: slow, with errors and requests without a response.

`python -m tests.support.cover_host FOLDER` serves the JPEGs of FOLDER in turn as /<number>.jpg and prints its port. The
errors of a number derive from the number, so that a test knows which pictures are available:
one in 200 does not exist; 3 in 100 fail once or twice with 503 or a broken connection; 1 in 100 gets no response at first.
"""

import asyncio
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from aiohttp import web

LATENCY_SECONDS = 0.05
GONE, BREAKS, HANGS = 5, 30, 10
"""Shares per thousand."""


def failure_kind(number: int) -> str:
    """How requests for a number fail: gone, breaks or hangs; or fine."""
    value = int.from_bytes(sha256(b"fate %d" % number).digest()[:4], "big") % 1000
    for name, share in (("gone", GONE), ("breaks", BREAKS), ("hangs", HANGS)):
        if value < share:
            return name
        value -= share
    return "fine"


def failures(number: int) -> int:
    """How many requests for a number fail before one succeeds."""
    return {"breaks": 1 + number % 2, "hangs": 1}.get(failure_kind(number), 0)


class CoverHost:
    """Counts requests by number."""

    def __init__(self, pictures: list[bytes]) -> None:
        self._pictures = pictures
        self._asked: Counter[int] = Counter()
        self._served = 0

    async def picture(self, request: web.Request) -> web.StreamResponse:
        number = int(request.match_info["number"])
        self._asked[number] += 1
        await asyncio.sleep(LATENCY_SECONDS)  # the simulated latency
        kind = failure_kind(number)
        if kind == "gone":
            raise web.HTTPNotFound
        if self._asked[number] <= failures(number):
            if kind == "hangs":
                await asyncio.Event().wait()
            if number % 3:
                raise web.HTTPServiceUnavailable
            assert request.transport is not None
            request.transport.abort()
        self._served += 1
        return web.Response(body=self._pictures[number % len(self._pictures)], content_type="image/jpeg")

    async def counts(self, request: web.Request) -> web.Response:
        return web.json_response({"requests": self._asked.total(), "served": self._served, "known": len(self._asked)})


async def main(folder: Path) -> None:
    host = CoverHost([path.read_bytes() for path in sorted(folder.glob("*.jpg"))])
    app = web.Application()
    app.add_routes([web.get(r"/{number:\d+}.jpg", host.picture), web.get("/counts", host.counts)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
