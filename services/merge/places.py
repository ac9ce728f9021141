"""Which objects an event may read and write. Pure.

An event comes from a stranger, and the service's keys may open more than that one is meant to reach.
"""

import re
from typing import NamedTuple

from libs.storage.errors import BadUri
from libs.storage.uri import checked_key, key_below, parse_s3
from services.merge.errors import NotAllowed
from services.merge.keys import STATUS_FOLDER

LONGEST_SHOWN = 200
"""Characters of a URI or key in a message."""
RESERVED = frozenset(
    {STATUS_FOLDER, "thumbnails", "removed", "collages", "products", "images", "raw", "results", "batches", "csv-files",
     "archived", "failed"}
)  # fmt: skip
"""First segments of keys below the root that other objects of Reelbus have: no result may replace one of them."""
_SIGNATURE = re.compile(r"[?&](X-Amz-|AWSAccessKeyId=|Signature=|sig=|token=)", re.IGNORECASE)
_USER = re.compile(r"^(\w+://)[^/@]*@")


class Places(NamedTuple):
    """What is open to events: what is below `root`, and the buckets that the settings name."""

    root: str
    """STORAGE_URI without a trailing slash."""
    input_buckets: frozenset[str] = frozenset()
    output_buckets: frozenset[str] = frozenset()

    def input(self, uri: str) -> str:
        """`uri`, if an event may read it. Raises NotAllowed, whose message contains no signature or password."""
        name = shown(uri)
        if _SIGNATURE.search(uri) or _USER.match(uri):
            raise NotAllowed(f"{name}: the URI must not have a signature or a password: name the object itself")
        if self._in_folder:
            if key_below(self.root, uri) is None:
                raise NotAllowed(f"{name}: must be below {self.root}, the storage of this service")
            return uri
        bucket = _bucket(uri, name)
        if uri.startswith(f"{self.root}/") or bucket in self.input_buckets:
            return uri
        raise NotAllowed(f"{name}: {self._not_one_of(bucket, 'MERGE_INPUT_BUCKETS', self.input_buckets)}")

    def output(self, bucket: str | None, key: str) -> str:
        """The URI of the result `key` in `bucket`; None: below the root. Raises NotAllowed."""
        name = f"output_key {key[:LONGEST_SHOWN]!r}"
        try:
            checked_key(key)
        except BadUri:
            raise NotAllowed(
                f"{name}: must have at most 1024 bytes, no control characters, and no empty, . or .. segments"
            ) from None
        if not key.lower().endswith(".mp4"):
            raise NotAllowed(f"{name}: must end with .mp4")
        if not bucket:
            uri = f"{self.root}/{key}"
        elif self._in_folder:
            raise NotAllowed(
                f"output_bucket {bucket[:LONGEST_SHOWN]!r}: this service stores in a folder, which has no buckets: "
                "leave output_bucket out"
            )
        elif not is_bucket(bucket):
            raise NotAllowed(f"output_bucket {bucket[:LONGEST_SHOWN]!r}: not a valid name of a bucket")
        else:
            uri = f"s3://{bucket}/{key}"
        if not self._in_folder:
            named = _bucket(uri, name)
            if not uri.startswith(f"{self.root}/") and named not in self.output_buckets:
                raise NotAllowed(
                    f"{shown(uri)}: {self._not_one_of(named, 'MERGE_OUTPUT_BUCKETS', self.output_buckets)}"
                )
        below = uri.removeprefix(f"{self.root}/")
        if below != uri and below.partition("/")[0] in RESERVED:
            raise NotAllowed(f"{name}: {below.partition('/')[0]}/ is reserved for other objects of Reelbus")
        return uri

    @property
    def _in_folder(self) -> bool:
        return self.root.startswith("file:")

    def _not_one_of(self, bucket: str, setting: str, buckets: frozenset[str]) -> str:
        open_to_events = ", ".join([f"own: {self.root}", *sorted(buckets)])
        own = parse_s3(f"{self.root}/", prefix=True).bucket
        if bucket == own:
            return f"it is outside {self.root}, and bucket {bucket!r} is not one of {setting} ({open_to_events})"
        return f"bucket {bucket!r} is not one of {setting} ({open_to_events})"


def is_bucket(name: str) -> bool:
    """Whether `name` can be that of a bucket."""
    try:
        return parse_s3(f"s3://{name}/any").bucket == name
    except BadUri:
        return False


def same_object(uri: str, other: str) -> bool:
    """Whether two allowed URIs may name one object: stores on file systems ignore empty segments of keys."""
    return re.sub("/+", "/", uri) == re.sub("/+", "/", other)


def shown(uri: str) -> str:
    """A URI for messages, without a query that may be a signature, and without user and password."""
    if not uri.startswith(("s3://", "file://")) or _SIGNATURE.search(uri):
        uri = uri.partition("?")[0]
    return _USER.sub(r"\1", uri)[:LONGEST_SHOWN]


def _bucket(uri: str, name: str) -> str:
    """The bucket of an S3 URI. Raises NotAllowed, which begins with `name`."""
    if not uri.startswith("s3://"):
        raise NotAllowed(f"{name}: must be s3://bucket/key")
    try:
        return parse_s3(uri).bucket
    except BadUri:
        raise NotAllowed(
            f"{name}: not a valid bucket and key: s3://bucket/key, with at most 1024 bytes, no control characters, "
            "and no . or .. segments"
        ) from None
