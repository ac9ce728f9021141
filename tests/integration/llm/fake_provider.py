"""An OpenAI-compatible server on a loopback port that answers by script."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from libs.llm.settings import Endpoint, Provider

KEY = "sk-test-0123456789-do-not-log"
Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FakeProvider:
    """Replies in the order of `script`; its last reply repeats."""

    script: list[Reply] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the test ends: whoever hangs stops."""
    url: str = ""

    @property
    def asked(self) -> int:
        """How many requests came."""
        return len(self.bodies)

    def endpoint(self, provider: Provider = "openai", **more: Any) -> Endpoint:
        """How to reach it, with `KEY` as the key."""
        return Endpoint(provider=provider, model="fake-1", base_url=f"{self.url}/v1", api_key=KEY, **more)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer the next request."""
        self.bodies.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        return await self.script[min(self.asked, len(self.script)) - 1](request)

    def hang(self) -> Reply:
        """No answer until the test ends."""

        async def reply(_: web.Request) -> web.StreamResponse:
            await self.ended.wait()
            return web.Response(status=503)

        return reply


def content(text: str, finish_reason: str = "stop") -> Reply:
    """A completion with this text."""
    message = {"role": "assistant", "content": text}
    return status(200, {"choices": [{"index": 0, "finish_reason": finish_reason, "message": message}]})


def facts(**given: Any) -> Reply:
    """A completion with these facts, and null for the others."""
    return content(json.dumps(given))


def status(code: int, body: object = None, **headers: str) -> Reply:
    """A status with a JSON body; `retry_after="2"` becomes the header `retry-after`."""

    async def reply(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response(body or {"error": {"message": f"status {code}"}}, status=code, headers=named)

    return reply


async def endless(request: web.Request) -> web.StreamResponse:
    """A body that does not end."""
    response = web.StreamResponse(headers={"content-type": "application/json"})
    await response.prepare(request)
    while request.transport is not None and not request.transport.is_closing():
        await response.write(b" " * 65_536)
    return response
