"""The demo's cover images, cut out of the photos that its videos show, and the CSV that names them."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from reelbus.console.errors import UserError
from reelbus.demo import footage
from reelbus.stack.services import OBJECTS

SHOPS = {"casa-verde": 23, "rumah-kita": 12}
"""Creators, and how many covers they have."""
MISSING = "gone"
"""One more that no longer exists: its tile says so."""
SIZE = (540, 960)
INPUT = f"{OBJECTS}/csv-files"
"""Below the demo's folder: where the ingest service looks for CSVs."""


def names() -> list[str]:
    """The covers, `<shop>-<number>`."""
    return [f"{shop}-{number}" for shop, count in SHOPS.items() for number in range(count)]


def jpeg(name: str) -> bytes:
    """A cover. Raises UserError where there are no photos."""
    from PIL import Image

    number = names().index(name)
    photos = sorted(footage.photos().values())
    try:
        with Image.open(photos[number % len(photos)]) as opened:
            opened.draft("RGB", (SIZE[0] * 2, SIZE[1] * 2))
            photo = opened.convert("RGB")
    except OSError as error:
        raise UserError(f"no cover: {error}") from error
    # Another part of the photo for each of its covers.
    height = photo.height * (0.95 - 0.08 * (number // len(photos)))
    height = min(height, photo.width * SIZE[1] / SIZE[0])
    width = height * SIZE[0] / SIZE[1]
    left = (photo.width - width) * (number * 37 % 100) / 100
    top = (photo.height - height) * (number * 61 % 100) / 100
    out = io.BytesIO()
    photo.resize(SIZE, Image.Resampling.BICUBIC, (left, top, left + width, top + height)).save(out, "JPEG", quality=85)
    return out.getvalue()


def drop(folder: Path, host: str) -> None:
    """Put the CSV where the ingest service finds it, as a person copies a file there. Raises UserError."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["creator_name", "cover_url", "created_at"])
    for name in [*names(), f"{next(iter(SHOPS))}-{MISSING}"]:
        shop = name.rpartition("-")[0]
        writer.writerow([shop, f"http://{host}/{name}.jpg", "2026-11-01T09:00:00Z"])
    # A name of its own: the same file again would be the batch of the run before.
    path = folder / INPUT / f"demo-{datetime.now(UTC):%Y%m%dT%H%M%S}.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.getvalue(), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
