"""Object keys of results. They derive from job, ordinal and content, so that a repeat overwrites the same objects."""

from typing import Literal

from libs.storage.names import segment

EXTENSIONS = {"jpeg": "jpg", "png": "png", "webp": "webp"}
CACHE_CONTROL = "public, max-age=31536000, immutable"
"""The content of a key never changes."""

Kind = Literal["product", "image"]
FOLDERS: dict[Kind, str] = {"product": "products", "image": "images"}


def picture_key(kind: Kind, subject: str, run: str, *, ordinal: int, sha256: str, form: str) -> str:
    """`products/<product>/<run>/<ordinal>-<digest>.jpg`, or below `images/` for a job, below the storage's root."""
    name = f"{ordinal}-{sha256[:16]}.{EXTENSIONS[form]}"
    return f"{FOLDERS[kind]}/{segment(subject)}/{segment(run)}/{name}"
