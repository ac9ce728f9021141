"""Collages and their manifests in storage: the collage first, then the manifest, which says that both are there."""

from pydantic import ValidationError

from libs.storage import Storage
from libs.storage.errors import NotFound
from services.collage.worker.composition import Made
from services.collage.worker.manifest import LARGEST, Manifest


async def manifest_at(storage: Storage, uri: str) -> Manifest | None:
    """The manifest at `uri`; None where there is none. Raises StorageError, and ValueError for another kind of JSON."""
    try:
        data = await storage.read(uri, limit=LARGEST)
    except NotFound:
        return None
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise ValueError(f"{uri} is not the manifest of a collage: {error.errors()[0]['msg']}") from None


async def keep(storage: Storage, made: Made, manifest_uri: str) -> None:
    """Store what was made. Raises StorageError."""
    if made.collage is not None and made.manifest.uri is not None:
        await storage.put(made.manifest.uri, made.collage, content_type="image/jpeg")
    await storage.put(manifest_uri, made.manifest.to_json().encode(), content_type="application/json")
