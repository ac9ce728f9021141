"""The cover images of the demo, cropped from the photos of its videos, and their CSV."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from reelbus.console.errors import UserError
from reelbus.demo import footage
from reelbus.stack.services import OBJECTS

SHOPS = {"casa-verde": 23, "rumah-kita": 12}
"""Creators and their numbers of covers."""
MISSING = "gone"
"""One more cover that does not exist: its tile is a labelled blank."""
SIZE = (540, 960)
INPUT = f"{OBJECTS}/csv-files"
"""The folder where the ingest service finds CSVs, below the folder of the demo."""


def names() -> list[str]:
    """The names of the covers, `<shop>-<number>`."""
    return [f"{shop}-{number}" for shop, count in SHOPS.items() for number in range(count)]


def jpeg(name: str) -> bytes:
    """A cover as JPEG. Raises UserError without photos."""
    from PIL import Image

    number = names().index(name)
    photos = sorted(footage.photos().values())
    try:
        with Image.open(photos[number % len(photos)]) as opened:
            opened.draft("RGB", (SIZE[0] * 2, SIZE[1] * 2))
            photo = opened.convert("RGB")
    except OSError as error:
        raise UserError(f"cannot make a cover: {error}") from error
    # Each cover of a photo shows another part of it.
    height = photo.height * (0.95 - 0.08 * (number // len(photos)))
    height = min(height, photo.width * SIZE[1] / SIZE[0])
    width = height * SIZE[0] / SIZE[1]
    left = (photo.width - width) * (number * 37 % 100) / 100
    top = (photo.height - height) * (number * 61 % 100) / 100
    out = io.BytesIO()
    photo.resize(SIZE, Image.Resampling.BICUBIC, (left, top, left + width, top + height)).save(out, "JPEG", quality=85)
    return out.getvalue()


def drop(folder: Path, host: str) -> None:
    """Write the CSV into the folder where the ingest service finds it. Raises UserError."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["creator_name", "cover_url", "created_at"])
    for name in [*names(), f"{next(iter(SHOPS))}-{MISSING}"]:
        shop = name.rpartition("-")[0]
        writer.writerow([shop, f"http://{host}/{name}.jpg", "2026-11-01T09:00:00Z"])
    # A new name: the same file would be the batch of the previous run.
    path = folder / INPUT / f"demo-{datetime.now(UTC):%Y%m%dT%H%M%S}.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.getvalue(), encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
