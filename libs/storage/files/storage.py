"""The store in a folder. Keys are paths below it. Content types are guessed from names, as files have none."""

import os
import stat
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from libs.storage.body import PIECE, pieces
from libs.storage.errors import NotFound, ObjectTooLarge, Unavailable
from libs.storage.files import paths
from libs.storage.files import tree as file_tree
from libs.storage.files.errors import file_errors
from libs.storage.files.folders import remove_empty
from libs.storage.files.info import object_info
from libs.storage.files.replacing import replacing
from libs.storage.files.upload import FileUpload, abort_all
from libs.storage.storage import Body, ObjectInfo, Upload
from libs.storage.tasks import finish, in_thread
from libs.storage.uri import checked_key, key_below, parse_file_root

_LIST_PAGE = 500


class FileStorage:
    """Objects as files below `root`."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.folder = parse_file_root(root)

    async def probe(self) -> None:
        def write() -> None:
            with file_errors(self.root, writing=True):
                self.folder.mkdir(parents=True, exist_ok=True)
                with TemporaryFile(dir=self.folder):
                    pass

        await in_thread(write)

    def uri(self, key: str) -> str:
        return f"{self.root}/{checked_key(key)}"

    def contains(self, uri: str) -> bool:
        return key_below(self.root, uri) is not None

    async def put(self, uri: str, body: Body, *, content_type: str, cache_control: str | None = None) -> ObjectInfo:
        path = await in_thread(paths.of_object, self.root, uri)
        try:
            await _put(uri, path, body)
        except BaseException:
            # Remove the folder if it was created for this object.
            await in_thread(self._remove_empty_folders, path)
            raise
        return await self.head(uri)

    @asynccontextmanager
    async def get(self, uri: str, *, limit: int | None = None) -> AsyncIterator[AsyncIterator[bytes]]:
        file, info = await in_thread(self._open, uri)
        with file:
            if limit is not None and info.size > limit:
                raise ObjectTooLarge(uri, info.size, limit)
            async with aclosing(_content(file, uri)) as content:
                yield content

    async def read(self, uri: str, *, limit: int) -> bytes:
        async with self.get(uri, limit=limit) as content:
            return b"".join([piece async for piece in content])

    async def read_range(self, uri: str, start: int, size: int, *, etag: str | None = None) -> bytes:
        return await in_thread(self._read_range, uri, start, size, etag)

    @asynccontextmanager
    async def upload(self, uri: str, *, content_type: str, part_bytes: int) -> AsyncIterator[Upload]:
        path = await in_thread(paths.of_object, self.root, uri)
        upload = FileUpload(uri, path, part_bytes)
        try:
            await upload.begin()
            yield upload
        finally:
            await finish(self._end(upload, path))

    async def abort_uploads(self, uri: str) -> int:
        def abort() -> int:
            with file_errors(uri):
                return abort_all(paths.of_object(self.root, uri))

        return await in_thread(abort)

    async def download(self, uri: str, to: Path, *, limit: int) -> ObjectInfo:
        file, info = await in_thread(self._open, uri)
        with file:
            if info.size > limit:
                raise ObjectTooLarge(uri, info.size, limit)
            async with replacing(to) as copy, aclosing(_content(file, uri)) as content:
                async for piece in content:
                    await in_thread(_write, copy, piece)
        return info

    async def head(self, uri: str) -> ObjectInfo:
        return await in_thread(self._head, uri)

    async def list(self, prefix_uri: str) -> AsyncIterator[ObjectInfo]:
        prefix = paths.prefix_of(self.root, prefix_uri)
        found = file_tree.walk(self.folder, prefix)
        while True:
            with file_errors(prefix_uri):
                page = await in_thread(lambda: list(islice(found, _LIST_PAGE)))
            if not page:
                return
            for key, status in page:
                yield object_info(f"{self.root}/{key}", status)._replace(content_type=None)

    async def delete(self, *uris: str) -> None:
        """Remove objects and the folders that become empty, except for those directly below the root.

        People and `reelbus up` create those, such as csv-files, to put files into them by hand.
        """
        for uri in uris:
            await in_thread(self._delete, uri)

    async def presign(self, uri: str, *, seconds: int = 3600) -> str:
        return (await in_thread(paths.of_object, self.root, uri)).as_uri()

    async def _end(self, upload: FileUpload, path: Path) -> None:
        await upload.discard()
        await in_thread(self._remove_empty_folders, path)

    def _read_range(self, uri: str, start: int, size: int, etag: str | None) -> bytes:
        file, info = self._open(uri)
        with file:
            if etag is not None and info.etag != etag:
                raise Unavailable(f"{uri}: the object changed while it was read")
            with file_errors(uri):
                pieces = []
                while size and (piece := os.pread(file.fileno(), size, start)):
                    pieces.append(piece)
                    size, start = size - len(piece), start + len(piece)
        return b"".join(pieces)

    def _head(self, uri: str) -> ObjectInfo:
        with file_errors(uri):
            status = paths.of_object(self.root, uri).stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotFound(f"{uri}: the object does not exist")
        return object_info(uri, status)

    def _open(self, uri: str) -> tuple[BinaryIO, ObjectInfo]:
        self._head(uri)  # checks that it is a file: opening a pipe would block
        with file_errors(uri):
            file = paths.of_object(self.root, uri).open("rb", 0)
            return file, object_info(uri, os.fstat(file.fileno()))

    def _delete(self, uri: str) -> None:
        try:
            self._head(uri)
        except NotFound:
            return
        with file_errors(uri):
            path = paths.of_object(self.root, uri)
            path.unlink(missing_ok=True)
        self._remove_empty_folders(path)

    def _remove_empty_folders(self, path: Path) -> None:
        remove_empty(self.folder.resolve(), path)


async def _put(uri: str, path: Path, body: Body) -> None:
    failed: OSError | None = None
    try:
        async with replacing(path, make_folders=True) as file, aclosing(pieces(body)) as content:
            try:
                async for piece in content:
                    with file_errors(uri):
                        await in_thread(_write, file, piece)
            except OSError as error:
                failed = error
                raise
    except OSError as error:
        if error is failed:
            raise  # from the caller's file or stream, not from the store
        with file_errors(uri, writing=True):
            raise


async def _content(file: BinaryIO, uri: str) -> AsyncGenerator[bytes, None]:
    while True:
        with file_errors(uri):
            piece = await in_thread(file.read, PIECE)
        if not piece:
            return
        yield piece


def _write(file: BinaryIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]
