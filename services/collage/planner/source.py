"""Brings a batch's CSV to disk."""

from hashlib import file_digest
from pathlib import Path

from libs.storage import BadUri, NotFound, ObjectTooLarge, Storage
from libs.storage.tasks import in_thread
from services.collage.planner.errors import PlanFailed


async def bring(storage: Storage, uri: str, to: Path, *, limit: int) -> str:
    """Fetch the CSV `uri` as the file `to`; gives the SHA-256 of its content.

    Raises PlanFailed for one that is not ours, not there, or larger than `limit` bytes; StorageError for what people
    or time put right; OSError when the disk is full.
    """
    if not storage.contains(uri):
        raise PlanFailed(f"{uri} is refused: CSVs are read from below {storage.root} only")
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
