"""Downloads a batch's CSV."""

from hashlib import file_digest
from pathlib import Path

from libs.storage import BadUri, NotFound, ObjectTooLarge, Storage
from libs.storage.tasks import in_thread
from services.collage.planner.errors import PlanFailed


async def download_csv(storage: Storage, uri: str, to: Path, *, limit: int) -> str:
    """Download the CSV `uri` to the file `to`; returns the SHA-256 of its content.

    Raises PlanFailed if it is outside of the storage, does not exist, or is larger than `limit` bytes; StorageError for
    transient errors and those that people can correct; OSError when the disk is full.
    """
    if not storage.contains(uri):
        raise PlanFailed(f"{uri} is refused: CSVs must be below {storage.root}")
    try:
        await storage.download(uri, to, limit=limit)
    except (NotFound, BadUri) as error:
        raise PlanFailed(str(error)) from error
    except ObjectTooLarge as error:
        raise PlanFailed(f"{error} (COLLAGE_CSV_MAX_MB)") from error
    return await in_thread(_sha256, to)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
