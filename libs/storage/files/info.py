"""Metadata of files as that of objects."""

import os
from datetime import UTC, datetime
from mimetypes import MimeTypes

from libs.storage.storage import ObjectInfo

_TYPES = MimeTypes()
# Not in Python's table before 3.13. The system's table may be missing in a container.
_TYPES.add_type("image/webp", ".webp")


def object_info(uri: str, status: os.stat_result) -> ObjectInfo:
    """Metadata of the file with this status. Files have no content types: it is guessed by the name."""
    return ObjectInfo(
        uri,
        status.st_size,
        _TYPES.guess_type(uri.rpartition("/")[2], strict=False)[0],
        f"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}",
        datetime.fromtimestamp(status.st_mtime, UTC),
    )
