"""From the settings to a store."""

import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from libs.extras import install_command
from libs.storage.errors import StorageError
from libs.storage.settings import StorageSettings
from libs.storage.storage import Storage


@asynccontextmanager
async def open_storage(settings: StorageSettings) -> AsyncIterator[Storage]:
    """The store that the settings name, with one client for the whole process. Connects at the first use."""
    root = settings.root
    if not root.startswith("s3:"):
        from libs.storage.files.storage import FileStorage

        yield FileStorage(root)
        return
    require_s3(root)
    from libs.storage.s3.client import s3_client
    from libs.storage.s3.storage import S3Storage

    async with s3_client(settings) as client:
        yield S3Storage(client, settings)


def require_s3(root: str) -> None:
    """Raises StorageError where aiobotocore is not installed: a folder needs none, so not every service brings it."""
    if importlib.util.find_spec("aiobotocore") is None:
        raise StorageError(f"{root} needs aiobotocore, which is not installed: run {install_command('collage')}")
