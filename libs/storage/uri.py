"""URIs of objects, and which keys there may be.

Keys stand in a URI as they are, not percent-encoded, as S3 tools write them: `s3://bucket/10% off #1.jpg`. Only the
folder of `file://` (STORAGE_URI itself) is a URL, so that it can be pasted from a browser.
"""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from libs.storage.errors import BadUri

# C0 and C1 controls, line separators, and lone surrogates, which have no UTF-8.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]")
MAX_KEY_BYTES = 1024
MAX_PREFIX_BYTES = 200
"""Of STORAGE_URI, so that keys have room behind it."""


class S3Place(NamedTuple):
    """Where an S3 URI points to. `key` may be empty for a bucket as a whole."""

    bucket: str
    key: str


def parse_s3(uri: str, *, prefix: bool = False) -> S3Place:
    """Bucket and key of `uri`, also where others chose the key; `prefix` allows an empty key.

    Raises BadUri.
    """
    scheme, separator, rest = uri.partition("://")
    if scheme != "s3" or not separator:
        raise BadUri(f"{uri!r} is not an object of this store: must be s3://bucket/key")
    bucket, _, key = rest.partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise BadUri(f"{uri!r} names no bucket: must be s3://bucket/key")
    if not key and not prefix:
        raise BadUri(f"{uri!r} names a bucket and no object in it")
    # Stores that keep files, and proxies, resolve dots, so such a key may lead anywhere.
    if not _sound(key) or any(segment in (".", "..") for segment in key.split("/")):
        raise BadUri(f"{uri!r} is not a key that stores keep")
    return S3Place(bucket, key)


def parse_file_root(uri: str) -> Path:
    """The folder of a `file:///folder` URI, absolute. Raises BadUri."""
    parts = urlsplit(uri)
    path = unquote(parts.path).rstrip("/")
    if parts.scheme != "file" or parts.netloc or parts.query or parts.fragment or not path.startswith("/"):
        raise BadUri(f"{uri!r} is not a folder: must be file:///absolute/folder, with % # ? percent-encoded")
    if not _sound(path, 4096):
        raise BadUri(f"{uri!r} is not a folder")
    return Path(path)


def checked_root(uri: str) -> str:
    """STORAGE_URI without trailing slashes. Raises BadUri."""
    root = uri.rstrip("/")
    if root.startswith("file:"):
        parse_file_root(root)
        return root
    place = parse_s3(root, prefix=True)
    if place.key:
        checked_key(place.key)
        if len(place.key.encode()) > MAX_PREFIX_BYTES:
            raise BadUri(f"{uri!r}: the prefix is longer than {MAX_PREFIX_BYTES} bytes")
    return root


def checked_key(key: str) -> str:
    """`key`, if we may make an object of this name: 1 to 1024 bytes, no empty, `.` or `..` segment, no controls.

    Raises BadUri.
    """
    if not _sound(key) or any(segment in ("", ".", "..") for segment in key.split("/")):
        raise BadUri(f"{key!r} is not a key: must be segments with slashes between, no controls, at most 1024 bytes")
    return key


def key_below(root: str, uri: str) -> str | None:
    """What stands behind `root` and a slash in `uri`; None if that is no key, or `uri` lies elsewhere."""
    if not uri.startswith(f"{root}/"):
        return None
    try:
        return checked_key(uri[len(root) + 1 :])
    except BadUri:
        return None


def _sound(text: str, limit: int = MAX_KEY_BYTES) -> bool:
    return not _FORBIDDEN.search(text) and len(text.encode()) <= limit
