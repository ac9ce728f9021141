"""Parsing and validating URIs and keys of objects.

Keys in a URI are not percent-encoded, as in S3 tools: `s3://bucket/10% off #1.jpg`. Only the folder of `file://`
(STORAGE_URI itself) is percent-encoded, so that it can be copied from a browser.
"""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from libs.storage.errors import BadUri

# C0 and C1 controls, line separators, and lone surrogates, which cannot be encoded as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]")
MAX_KEY_BYTES = 1024
MAX_PREFIX_BYTES = 200
"""Limit of STORAGE_URI's prefix, so that there is room for the rest of a key."""


class S3Place(NamedTuple):
    """Bucket and key of an S3 URI. `key` may be empty for the bucket itself."""

    bucket: str
    key: str


def parse_s3(uri: str, *, prefix: bool = False) -> S3Place:
    """Bucket and key of `uri`; the key may be one of another program. `prefix` allows an empty key. Raises BadUri."""
    scheme, separator, rest = uri.partition("://")
    if scheme != "s3" or not separator:
        raise BadUri(f"{uri!r} is not an object of this store: must be s3://bucket/key")
    bucket, _, key = rest.partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise BadUri(f"{uri!r} has no valid bucket: must be s3://bucket/key")
    if not key and not prefix:
        raise BadUri(f"{uri!r} has no key: must be s3://bucket/key")
    # Proxies and stores on file systems resolve dots, so such a key may refer to any object.
    if not _is_valid(key) or any(segment in (".", "..") for segment in key.split("/")):
        raise BadUri(f"{uri!r} is not a valid key")
    return S3Place(bucket, key)


def parse_file_root(uri: str) -> Path:
    """The folder of a `file:///folder` URI, absolute. Raises BadUri."""
    parts = urlsplit(uri)
    path = unquote(parts.path).rstrip("/")
    if parts.scheme != "file" or parts.netloc or parts.query or parts.fragment or not path.startswith("/"):
        raise BadUri(f"{uri!r} is not a folder: must be file:///absolute/folder, with % # ? percent-encoded")
    if not _is_valid(path, 4096):
        raise BadUri(f"{uri!r} is not a valid folder")
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
    """`key`, if it is valid: 1 to 1024 bytes, no empty, `.` or `..` segment, no control characters. Raises BadUri."""
    if not _is_valid(key) or any(segment in ("", ".", "..") for segment in key.split("/")):
        raise BadUri(
            f"{key!r} is not a valid key: must have at most 1024 bytes, no control characters, and no empty, . or .. "
            "segments"
        )
    return key


def key_below(root: str, uri: str) -> str | None:
    """The key of `uri` relative to `root`; None if it is not below `root` or not valid."""
    if not uri.startswith(f"{root}/"):
        return None
    try:
        return checked_key(uri[len(root) + 1 :])
    except BadUri:
        return None


def _is_valid(text: str, limit: int = MAX_KEY_BYTES) -> bool:
    return not _FORBIDDEN.search(text) and len(text.encode()) <= limit
