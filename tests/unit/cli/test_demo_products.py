"""The product photos of the demo: made from the package, and what becomes of them on the page and in words."""

import io
from pathlib import Path
from typing import Any

from PIL import Image
from rich.console import Console

from libs.events import ProductImagesEnhanced, ProductSubmitted
from reelbus.demo import products
from reelbus.demo.collages import Batch
from reelbus.demo.enhanced import Photos, product_facts
from reelbus.demo.page import page
from reelbus.demo.view import LiveTable

OBJECTS = "file:///somewhere/objects"


def image(ordinal: int, **more: Any) -> dict[str, Any]:
    given = {"uri": f"{OBJECTS}/products/lamp-1/r/{ordinal}.jpg", "width": 30, "height": 20, "format": "jpeg"}
    return {
        "ordinal": ordinal, **given, "bytes": 9, "sha256": "0" * 64, "provider": "local", "model": "u2netp", **more,
    }  # fmt: skip


def enhanced(**more: Any) -> ProductImagesEnhanced:
    images = [image(1, flags=["enlarged"]), image(2, flags=["<i>", "enlarged"]), image(3)]
    given = {"product_id": "lamp-1", "run": "r", "status": "pending_review", "images": images}
    return ProductImagesEnhanced.model_validate(given | more)


FAILED = enhanced(status="failed", reason="raw image: <gone>\x1b[31m", images=[])


def test_each_raw_photo_is_a_part_of_a_larger_one_with_room_around_the_product() -> None:
    taken = products.photos()
    assert list(taken) == [product.product_id for product in products.PRODUCTS]
    for data in taken.values():
        with Image.open(io.BytesIO(data)) as photo:
            assert photo.format == "JPEG"
            assert min(photo.size) >= 400
            assert not photo.getexif()


def test_the_events_name_the_stored_photos_and_a_run_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "my demo"
    products.store(folder, {product.product_id: product.title.encode() for product in products.PRODUCTS})
    sent = products.events(folder)
    assert list(sent) == [product.product_id for product in products.PRODUCTS]
    for product in products.PRODUCTS:
        event = ProductSubmitted.model_validate(sent[product.product_id])
        assert event.raw_image == (folder / f"objects/raw/{product.product_id}.jpg").as_uri()
        assert (folder / "objects" / product.key).read_text() == product.title
        assert event.run.startswith("demo-")


def test_the_facts_of_enhanced_pictures() -> None:
    assert product_facts(enhanced()) == {
        "enhanced": "3 pictures", "flags": "enlarged, <i>", "provider": "local (u2netp)",
    }  # fmt: skip
    assert product_facts(FAILED) == {
        "enhanced": "failed: raw image: <gone>\\x1b[31m", "flags": "–", "provider": "–",
    }  # fmt: skip


def test_the_summary_counts_pictures_and_flags() -> None:
    photos = Photos()
    assert photos.summary == ""
    photos.add(enhanced())
    assert photos.summary == "1 product photo: 3 enhanced pictures, 2 of them flagged for the reviewer\n"
    assert photos.degraded == 0
    photos.add(enhanced(product_id="basket-1", images=[image(1, flags=["degraded", "padded"])]))
    assert photos.summary.startswith("2 product photos: 4 enhanced pictures, 3 of")
    assert photos.degraded == 1


def test_the_page_shows_each_raw_photo_beside_its_pictures() -> None:
    photos = Photos()
    photos.add(enhanced())
    body = page([], photos, Batch(), OBJECTS).partition("<body>")[2]
    places = ["objects/raw/lamp-1.jpg", *(f"objects/products/lamp-1/r/{number}.jpg" for number in (1, 2, 3))]
    positions = [body.index(f'src="{place}"') for place in places]
    assert positions == sorted(positions)
    assert 'src="objects/products/lamp-1/r/1.jpg" width="30" height="20"' in body
    assert "flagged: &lt;i&gt;, enlarged" in body
    assert "local (u2netp)" in body
    assert "Results of" not in body, "no videos, no section of videos"


def test_the_page_shows_why_a_photo_has_no_pictures_and_links_only_to_its_folder() -> None:
    photos = Photos()
    photos.add(FAILED)
    assert "failed: raw image: &lt;gone&gt;" in page([], photos, Batch(), OBJECTS)
    photos.add(enhanced(images=[image(1, uri="s3://elsewhere/1.jpg")]))
    assert "elsewhere" not in page([], photos, Batch(), OBJECTS)
    assert "Product photos" not in page([], Photos(), Batch(), OBJECTS)


def test_the_table_has_a_row_for_each_product() -> None:
    table = LiveTable([], {"lamp-1": "Table <lamp>", "basket-1": "Basket"})
    table.show("lamp-1", product_facts(enhanced()))
    console = Console(width=80)
    with console.capture() as capture:
        console.print(table.render(80))
    printed = " ".join(capture.get().split())
    for words in ("Table <lamp>", "3 pictures", "local (u2netp)", "Basket", "…"):
        assert words in printed
    assert "caption" not in printed
