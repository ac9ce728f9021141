"""Object keys of thumbnails. They derive from video and content, so that a repeat overwrites the same objects."""

from libs.storage.names import thumbnails_of
from services.thumbnail.render import Rendered

EXTENSIONS = {"jpeg": "jpg", "webp": "webp"}
CONTENT_TYPES = {"jpeg": "image/jpeg", "webp": "image/webp"}
CACHE_CONTROL = "public, max-age=31536000, immutable"
"""The content of a key never changes."""


def key_of(video_id: str, rendered: Rendered) -> str:
    """`thumbnails/<video>/<digest>.<ext>`, below the storage's root."""
    return f"{thumbnails_of(video_id)}{rendered.sha256[:32]}.{EXTENSIONS[rendered.format]}"
