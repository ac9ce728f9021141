"""Objects by URI: `s3://bucket/key` in an S3-compatible store, or `file:///folder/key` in a folder."""

from libs.storage.errors import BadUri, Denied, NotFound, ObjectTooLarge, StorageError, Unavailable
from libs.storage.factory import open_storage
from libs.storage.settings import StorageSettings
from libs.storage.storage import Body, ObjectInfo, Storage

__all__ = [
    "BadUri",
    "Body",
    "Denied",
    "NotFound",
    "ObjectInfo",
    "ObjectTooLarge",
    "Storage",
    "StorageError",
    "StorageSettings",
    "Unavailable",
    "open_storage",
]
