"""Pictures and ids that are given to commands."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from reelbus.console.errors import UserError

if TYPE_CHECKING:
    from libs.storage import Storage

MAX_BYTES = 50_000_000
"""Of a local file; the service has a limit of its own (ENHANCE_MAX_IMAGE_MB)."""


def identifier(text: str, name: str) -> str:
    """`text`, if it can be the id of a product, a job or a run. `name`: of the argument or option. Raises UserError."""
    from pydantic import TypeAdapter, ValidationError

    from libs.events.payload import Identifier

    try:
        return TypeAdapter(Identifier).validate_python(text)
    except ValidationError:
        raise UserError(f"{name}: must be 1 to 256 printable characters", status=2) from None


class Picture:
    """A picture as it was given: a local file, which is read at once, or a URI. Raises UserError."""

    def __init__(self, given: str, name: str) -> None:
        self.given = given
        self._name = name
        self._data: bytes | None = None
        self._format = ""
        if given.startswith(("http://", "https://", "s3://", "file://")):
            return
        self._data = _read(Path(given), name)
        self._format = _format_of(self._data, f"{name}: {given}")

    @property
    def digest(self) -> str:
        """The same for the same picture."""
        return hashlib.sha256(self.given.encode() if self._data is None else self._data).hexdigest()

    async def uri(self, storage: "Storage", folder: str) -> str:
        """Where the service finds it. A local file is stored below `folder`, under a name of its content.

        Raises UserError for an object that the service may not read, and StorageError.
        """
        if self._data is None:
            if self.given.startswith(("s3://", "file://")):
                if not storage.contains(self.given):
                    raise UserError(
                        f"{self._name}: {self.given} is outside STORAGE_URI ({storage.root}): give the file itself",
                        status=2,
                    )
                await storage.head(self.given)
            return self.given
        from services.enhance.keys import EXTENSIONS

        uri = storage.uri(f"{folder}/{self.digest[:16]}.{EXTENSIONS.get(self._format, self._format)}")
        await storage.put(uri, self._data, content_type=f"image/{self._format}")
        return uri


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UserError(f"{name}: {path}: {getattr(error, 'strerror', None) or error}", status=2) from None
    if len(data) > MAX_BYTES:
        raise UserError(f"{name}: {path} has more than {MAX_BYTES:,} bytes", status=2)
    return data


def _format_of(data: bytes, where: str) -> str:
    """The format by the first bytes, such as `jpeg`. Raises UserError, before anything is stored or paid."""
    from libs.pictures.errors import PictureError
    from libs.pictures.headers import read

    try:
        return read(data).format.lower()
    except PictureError:
        what = "is not a picture (JPEG, PNG, WebP, AVIF, GIF, BMP), or its header is broken" if data else "is empty"
        raise UserError(f"{where} {what}", status=2) from None
