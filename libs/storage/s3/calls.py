"""Calls to the store: limited concurrency, and StorageErrors."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from io import BytesIO
from typing import Any

from libs.storage.errors import Interrupted, ObjectTooLarge, Unavailable
from libs.storage.s3.client import endpoint_name, longest_call
from libs.storage.s3.errors import s3_errors
from libs.storage.settings import StorageSettings
from libs.storage.uri import parse_s3

PIECE = 256 * 1024


class Calls:
    """Calls botocore's operations by name. `slots` limits the concurrent calls of the process."""

    def __init__(self, client: Any, settings: StorageSettings) -> None:
        self._client = client
        self._settings = settings
        self._endpoint = endpoint_name(settings)
        self.slots = asyncio.Semaphore(settings.concurrency)

    async def call(self, operation: str, uri: str, **parameters: Any) -> dict[str, Any]:
        """Wait for a slot and call `operation`; returns its response. Raises StorageError, which names `uri`."""
        async with self.slots:
            return await self.in_slot(operation, uri, **parameters)

    async def object(self, operation: str, uri: str, **parameters: Any) -> dict[str, Any]:
        """Like `call`, with the bucket and key of `uri`. Raises also BadUri."""
        place = parse_s3(uri)
        return await self.call(operation, uri, Bucket=place.bucket, Key=place.key, **parameters)

    async def put(self, uri: str, body: bytes, **parameters: Any) -> dict[str, Any]:
        """Store `body` in one request."""
        return await self.object("put_object", uri, Body=BytesIO(body), ContentLength=len(body), **parameters)

    async def in_slot(self, operation: str, uri: str, **parameters: Any) -> dict[str, Any]:
        """Like `call`, for a caller that already holds a slot."""
        body = parameters.get("Body")
        limit = longest_call(self._settings, 0 if body is None else body.getbuffer().nbytes)
        with s3_errors(uri, self._endpoint):
            async with asyncio.timeout(limit):
                answer: dict[str, Any] = await getattr(self._client, operation)(**parameters)
            return answer

    @asynccontextmanager
    async def body(
        self, uri: str, *, limit: int | None = None, **parameters: Any
    ) -> AsyncIterator[tuple[dict[str, Any], AsyncIterator[bytes]]]:
        """Response and content of an object, for a caller that holds a slot or stream. Content is fetched when read.

        Raises StorageError: ObjectTooLarge before the content is read, Interrupted also while it is read.
        """
        place = parse_s3(uri)
        answer = await self.in_slot("get_object", uri, Bucket=place.bucket, Key=place.key, **parameters)
        stream = answer["Body"]
        try:
            size = answer.get("ContentLength")
            if limit is not None and size is not None and size > limit:
                raise ObjectTooLarge(uri, size, limit)
            async with aclosing(self._content(uri, stream, limit)) as content:
                yield answer, content
        finally:
            stream.close()

    async def presign(self, uri: str, seconds: int) -> str:
        """A presigned URL of the object. Needs no request, unless credentials must be fetched."""
        place = parse_s3(uri)
        with s3_errors(uri, self._endpoint):
            address: str = await self._client.generate_presigned_url(
                "get_object", Params={"Bucket": place.bucket, "Key": place.key}, ExpiresIn=seconds
            )
            return address

    async def _content(self, uri: str, stream: Any, limit: int | None) -> AsyncGenerator[bytes, None]:
        size = 0
        while True:
            try:
                with s3_errors(uri, self._endpoint):
                    piece: bytes = await stream.read(PIECE)
            except Unavailable as error:
                raise Interrupted(str(error)) from error
            if not piece:
                return
            size += len(piece)
            if limit is not None and size > limit:  # for a response without ContentLength
                raise ObjectTooLarge(uri, None, limit)
            yield piece
