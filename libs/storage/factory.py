"""Opening the store that is configured."""

import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from libs.extras import install_command
from libs.storage.errors import StorageError
from libs.storage.settings import StorageSettings
from libs.storage.storage import Storage


@asynccontextmanager
async def open_storage(settings: StorageSettings) -> AsyncIterator[Storage]:
    """The configured store, with one client for the whole process. It connects at the first use."""
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
    """Raise StorageError if aiobotocore is not installed: a folder does not need it, so it is optional."""
    if importlib.util.find_spec("aiobotocore") is None:
        raise StorageError(f"{root} needs aiobotocore, which is not installed: run {install_command('collage')}")
