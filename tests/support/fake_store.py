"""A fake S3 server with some operations, which fails on request."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class FakeStore:
    """All keys have `content`; all buckets exist."""

    content: bytes = b""
    broken: int = 0
    """Number of responses to GET that are truncated."""
    changes: bool = False
    """Whether the version changes with each request."""
    ranges: bool = True
    lifecycle: Literal["all", "deletions", "none"] = "all"
    rules: bytes = b""
    forbidden: bool = False
    uploads_listed: bool = True
    env: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    received: int = 0
    """Number of bytes that were uploaded."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        if self.forbidden:
            return refused(403, "AccessDenied")
        if not self.uploads_listed and request.method == "GET" and "uploads" in request.query:
            return refused(501, "NotImplemented")
        if "lifecycle" in request.query:
            return await self._lifecycle(request)
        return await (self._upload if request.method in ("PUT", "POST") else self._download)(request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        seed = f"{self.requests if self.changes else 0}".encode()
        etag = f'"{hashlib.md5(seed, usedforsecurity=False).hexdigest()}"'
        if request.headers.get("If-Match", etag) != etag:
            return refused(412, "PreconditionFailed")
        start, end, status = 0, len(self.content), 200
        if self.ranges and (wanted := request.headers.get("Range")):
            first, last = wanted.removeprefix("bytes=").split("-")
            start, end, status = int(first), int(last) + 1, 206
        response = web.StreamResponse(status=status, headers={"ETag": etag})
        response.content_length = end - start
        await response.prepare(request)
        if request.method == "HEAD":
            return response
        if self.broken:
            self.broken -= 1
            await response.write(self.content[start : (start + end) // 2])
            await asyncio.sleep(0)
            assert request.transport is not None
            request.transport.close()
            return response
        with suppress(ConnectionError):  # the client may close the connection
            await response.write(self.content[start:end])
        return response

    async def _upload(self, request: web.Request) -> web.Response:
        if "uploads" in request.query:
            return web.Response(
                text="<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
            )
        if request.method == "POST":
            return web.Response(text="<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>")
        async for piece in request.content.iter_any():
            self.received += len(piece)
        return web.Response(headers={"ETag": "1"})

    async def _lifecycle(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.method == "GET":
            return web.Response(body=self.rules) if self.rules else refused(404, "NoSuchLifecycleConfiguration")
        if self.lifecycle == "none":
            return refused(501, "NotImplemented")
        if self.lifecycle == "deletions" and b"<Transition>" in body:
            return refused(400, "MalformedXML")
        self.rules = body
        return web.Response()


def refused(status: int, code: str) -> web.Response:
    return web.Response(status=status, text=f"<Error><Code>{code}</Code><Message>no</Message></Error>")


@asynccontextmanager
async def fake_store(**options: object) -> AsyncIterator[FakeStore]:
    """A running FakeStore. `env` has its address and credentials."""
    store = FakeStore(**options)  # type: ignore[arg-type]
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", store.answer)
    async with TestServer(app) as server:
        keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
        store.env = {"AWS_ENDPOINT_URL": str(server.make_url("")).rstrip("/"), **keys}
        yield store
