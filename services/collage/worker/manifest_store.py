"""Reads and writes collages and manifests. The collage is written first: a manifest proves that both exist."""

from pydantic import ValidationError

from libs.storage import Storage
from libs.storage.errors import NotFound
from services.collage.worker.composition import ComposedPage
from services.collage.worker.manifest import LARGEST, Manifest


async def manifest_at(storage: Storage, uri: str) -> Manifest | None:
    """The manifest at `uri`; None if it does not exist. Raises StorageError, and ValueError if it is not a manifest."""
    try:
        data = await storage.read(uri, limit=LARGEST)
    except NotFound:
        return None
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise ValueError(f"{uri} is not the manifest of a collage: {error.errors()[0]['msg']}") from None


async def store_page(storage: Storage, page: ComposedPage, manifest_uri: str) -> None:
    """Store the collage, if there is one, then the manifest. Raises StorageError."""
    if page.collage is not None and page.manifest.uri is not None:
        await storage.put(page.manifest.uri, page.collage, content_type="image/jpeg")
    await storage.put(manifest_uri, page.manifest.to_json().encode(), content_type="application/json")
