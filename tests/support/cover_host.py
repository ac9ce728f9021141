"""A host of cover images as shops have them: a little slow, sometimes broken, sometimes silent. A process of its own.

`python -m tests.support.cover_host FOLDER` serves the JPEGs of FOLDER in turn as /<number>.jpg and prints its port. What goes
wrong with a number is settled by the number, so that a test knows what can be had:
one in 200 does not exist; 3 in 100 fail once or twice with 503 or a broken connection; 1 in 100 is silent at first.
"""

import asyncio
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from aiohttp import web

LATENCY_SECONDS = 0.05
GONE, BREAKS, HANGS = 5, 30, 10
"""In a thousand."""


def fate(number: int) -> str:
    """What happens to requests for a number: gone, breaks, hangs or fine."""
    die = int.from_bytes(sha256(b"fate %d" % number).digest()[:4], "big") % 1000
    for name, share in (("gone", GONE), ("breaks", BREAKS), ("hangs", HANGS)):
        if die < share:
            return name
        die -= share
    return "fine"


def failures(number: int) -> int:
    """How many requests for a number fail before one succeeds."""
    return {"breaks": 1 + number % 2, "hangs": 1}.get(fate(number), 0)


class CoverHost:
    """Counts requests by number."""

    def __init__(self, pictures: list[bytes]) -> None:
        self._pictures = pictures
        self._asked: Counter[int] = Counter()
        self._served = 0

    async def picture(self, request: web.Request) -> web.StreamResponse:
        number = int(request.match_info["number"])
        self._asked[number] += 1
        await asyncio.sleep(LATENCY_SECONDS)  # the latency that is wanted
        kind = fate(number)
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

    async def told(self, request: web.Request) -> web.Response:
        return web.json_response({"requests": self._asked.total(), "served": self._served, "known": len(self._asked)})


async def main(folder: Path) -> None:
    host = CoverHost([path.read_bytes() for path in sorted(folder.glob("*.jpg"))])
    app = web.Application()
    app.add_routes([web.get(r"/{number:\d+}.jpg", host.picture), web.get("/told", host.told)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
