"""Raw images of products, and reference images: from the storage or from untrusted addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from libs import fetch
from libs.fetch.http.body import Received
from libs.fetch.urls import host_and_path
from libs.scratch import Scratch
from libs.storage import BadUri, NotFound, ObjectTooLarge, Storage
from services.enhance.pictures.errors import (
    AccessDenied,
    BadAddress,
    Gone,
    NotAnImage,
    NotDecoded,
    PictureError,
    TooLarge,
)
from services.enhance.providers.provider import Photo

_KINDS: dict[type[fetch.FetchError], type[PictureError]] = {
    fetch.BadAddress: BadAddress,
    fetch.AddressRefused: BadAddress,
    fetch.BadRedirect: BadAddress,
    fetch.BadCertificate: BadAddress,
    fetch.Blocked: AccessDenied,
    fetch.Gone: Gone,
    fetch.WrongContent: NotAnImage,
}
"""Our error for each final one of fetching that people can do something about."""


class Web(Protocol):
    """Pictures by URL."""

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Write the picture at `url` to `into`. Raises FetchError."""
        ...


class Normaliser(Protocol):
    """Makes Photos of files."""

    async def normalise(self, source: Path | bytes) -> Photo:
        """The Photo of the picture in the file `source`. Raises PictureError."""
        ...


class RawImages:
    """Input pictures as Photos, each downloaded to a temporary file of at most `max_bytes`."""

    def __init__(self, web: Web, storage: Storage, pool: Normaliser, folder: Scratch, max_bytes: int) -> None:
        self._web, self._storage, self._pool = web, storage, pool
        self._folder, self._max_bytes = folder, max_bytes

    async def photo(self, uri: str) -> Photo:
        """The Photo of the picture at `uri`: an object below STORAGE_URI, by its URI or key, or an http(s) URL.

        Raises PictureError if no attempt will succeed. Transient failures are PictureError, FetchError or StorageError.
        Other buckets and folders are refused: events are untrusted.
        """
        with _at(host_and_path(uri)), self._folder.file() as path:
            if self._storage.contains(full := self._full(uri)):
                await self._from_storage(full, path)
            else:
                await self._from_web(uri, path)
            return await self._pool.normalise(path)

    def _full(self, uri: str) -> str:
        """The URI of an object of which `uri` is the key, as in a shop's table; else `uri` itself."""
        try:
            return uri if "://" in uri else self._storage.uri(uri)
        except BadUri:
            return uri

    async def _from_storage(self, uri: str, path: Path) -> None:
        try:
            await self._storage.download(uri, path, limit=self._max_bytes)
        except NotFound:
            raise Gone("there is no such object") from None
        except ObjectTooLarge:
            raise TooLarge(f"more than {self._max_bytes:,} bytes (ENHANCE_MAX_IMAGE_MB)") from None
        except BadUri as error:
            raise BadAddress(str(error)) from None

    async def _from_web(self, uri: str, path: Path) -> None:
        if not uri.lower().startswith(("http://", "https://")):
            raise BadAddress("neither an object below STORAGE_URI nor an http(s) URL")
        with path.open("xb") as file:
            try:
                await self._web.save(uri, file)
            except fetch.BodyTooLarge as error:
                raise TooLarge(f"{error} (ENHANCE_MAX_IMAGE_MB)") from None
            except fetch.FetchError as error:
                kind = _KINDS.get(type(error))
                if kind is None:
                    raise
                raise kind(str(error)) from None


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Errors of a picture begin with where it is; errors of the temporary file become transient ones."""
    try:
        yield
    except PictureError as error:
        message = str(error)
        raise type(error)(message if message.startswith(where) else f"{where}: {message}") from None
    except OSError as error:
        raise NotDecoded(f"{where}: no room for a temporary file (TMPDIR): {error.strerror or error}") from error
