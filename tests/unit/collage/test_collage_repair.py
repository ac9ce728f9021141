"""Pictures of a stored collage are fetched anew; the others stay as they are, as far as JPEG lets them."""

import io
from collections.abc import Mapping

import pytest
from PIL import Image, ImageChops

from libs.events import CollageGenerated, CollageRequested
from libs.fetch import FetchError, Gone
from services.collage.handler import handle
from services.collage.manifest import Manifest
from services.collage.repair import Repaired, RepairError, repair
from tests.unit.collage.pages import COLOURS, FakeStorage, colours, event, page, plain, png, studio_of

PICTURES: dict[str, bytes | FetchError] = {name: plain(colour) for name, colour in COLOURS.items()}
GONE = Gone("gone (HTTP 404)")


async def drawn(
    storage: FakeStorage, requested: CollageRequested, known: Mapping[str, bytes | FetchError]
) -> CollageGenerated:
    with studio_of(known) as (studio, _):
        return await handle(event(requested), studio=studio, storage=storage, attempts=1, most_pixels=10_000_000)


async def mended(
    storage: FakeStorage, told: CollageGenerated, known: Mapping[str, bytes | FetchError], *wanted: int,
    urls: Mapping[int, str] | None = None, missing: bool = False, asked: list[str] | None = None,
) -> Repaired:  # fmt: skip
    assert told.manifest_uri is not None
    with studio_of(known) as (studio, pictures):
        result = await repair(told.manifest_uri, wanted, urls or {}, missing=missing, studio=studio, storage=storage)
    if asked is not None:
        assert pictures.asked == asked
    stored = Manifest.model_validate_json(storage.objects[told.manifest_uri])
    assert stored == result.manifest
    assert list(storage.objects)[-1] == told.manifest_uri, "the manifest is stored last"
    return result


async def test_what_was_missing_is_fetched_and_nothing_else() -> None:
    storage, requested = FakeStorage(), page("red", "green", "blue")
    told = await drawn(storage, requested, {**PICTURES, "green": GONE})
    result = await mended(storage, told, PICTURES, missing=True, asked=["green"])
    assert [(one.number, one.outcome) for one in result.tiles] == [(2, "placed")]
    assert told.uri is not None
    assert colours(storage.objects[told.uri], requested) == ["red", "green", "blue", "white"]
    now = result.event
    assert now is not None
    assert (now.status, now.placed, now.missing, now.failures) == ("generated", 3, 0, {})
    assert (now.uri, now.bytes) == (told.uri, len(storage.objects[told.uri]))
    assert now.identity is None, "an id of its own, or the tally would take it for the first one"


async def test_a_tile_is_fetched_from_another_address() -> None:
    storage, requested = FakeStorage(), page("red", "bad")
    told = await drawn(storage, requested, {**PICTURES, "bad": GONE})
    result = await mended(storage, told, PICTURES, urls={2: "blue"}, asked=["blue"])
    assert told.uri is not None
    assert colours(storage.objects[told.uri], requested)[:2] == ["red", "blue"]
    second = result.manifest.tiles[1]
    assert (second.url, second.requested_url, second.video_id) == ("blue", "bad", "v-bad")
    with studio_of({}) as (studio, pictures):
        again = await handle(event(requested), studio=studio, storage=storage, attempts=1, most_pixels=10_000_000)
        assert not pictures.asked, "the request's repeat does not undo the repair"
    assert again.placed == 2


async def test_a_picture_that_is_there_is_not_lost() -> None:
    storage, requested = FakeStorage(), page("red", "green")
    told = await drawn(storage, requested, PICTURES)
    result = await mended(storage, told, {**PICTURES, "green": GONE}, 2)
    assert [(one.number, one.outcome, one.said) for one in result.tiles] == [(2, "kept", "gone: gone (HTTP 404)")]
    assert told.uri is not None
    assert colours(storage.objects[told.uri], requested)[:2] == ["red", "green"]
    assert result.event is not None
    assert result.event.status == "generated"


async def test_a_picture_that_was_left_out_moves_the_others_down() -> None:
    storage, requested = FakeStorage(), page("red", "green", "blue", missing="leave-out")
    told = await drawn(storage, requested, {**PICTURES, "red": GONE})
    assert told.uri is not None
    assert colours(storage.objects[told.uri], requested) == ["green", "blue", "white", "white"]
    result = await mended(storage, told, PICTURES, missing=True, asked=["red"])
    assert colours(storage.objects[told.uri], requested) == ["red", "green", "blue", "white"]
    assert [tile.box for tile in result.manifest.tiles] == [(0, 0, 64, 64), (64, 0, 64, 64), (0, 64, 64, 64)]


async def test_a_page_without_a_collage_is_drawn_as_a_whole() -> None:
    storage, requested = FakeStorage(), page("red", "green")
    told = await drawn(storage, requested, {"red": GONE, "green": GONE})
    result = await mended(storage, told, PICTURES, 2, asked=["red", "green"])
    assert result.event is not None
    assert result.event.uri is not None
    assert colours(storage.objects[result.event.uri], requested)[:2] == ["red", "green"]
    del storage.objects[result.event.uri]
    result = await mended(storage, result.event, PICTURES, missing=True, asked=["red", "green"])
    assert result.event is not None
    assert result.event.uri in storage.objects, "one that was removed is drawn again"


async def test_nothing_to_do() -> None:
    storage = FakeStorage()
    told = await drawn(storage, page("red"), PICTURES)
    before = dict(storage.objects)
    result = await mended(storage, told, PICTURES, missing=True, asked=[])
    assert (result.tiles, result.event) == ([], None)
    assert storage.objects == before


async def test_what_cannot_be_repaired() -> None:
    storage = FakeStorage()
    told = await drawn(storage, page("red"), PICTURES)
    with pytest.raises(RepairError, match="there is no tile 2: this page has 1 to 1"):
        await mended(storage, told, PICTURES, 2)
    assert told.uri is not None
    storage.objects[told.uri] = plain((0, 0, 0))
    with pytest.raises(RepairError, match="cannot be read"):
        await mended(storage, told, PICTURES, 1)
    with pytest.raises(RepairError, match="there is no such manifest"):
        await mended(storage, told.model_copy(update={"manifest_uri": "mem://shop/none.json"}), PICTURES, 1)
    storage.objects["mem://shop/other.json"] = b'{"version": 9}'
    with pytest.raises(RepairError, match="is not the manifest of a collage"):
        await mended(storage, told.model_copy(update={"manifest_uri": "mem://shop/other.json"}), PICTURES, 1)


@pytest.mark.parametrize("quality", [80, 95])
async def test_the_other_tiles_change_by_rounding_at_most(quality: int) -> None:
    """Same tables, same subsampling, blocks in the same places: what is decoded and encoded again stays.

    But for the last column of colour beside the tile that changed: decoders smooth colour over it.
    """
    noise = Image.merge("RGB", [Image.effect_noise((256, 256), 40) for _ in range(3)]).resize((128, 128))
    known: dict[str, bytes | FetchError] = {**PICTURES, "photo": png(noise)}
    storage, requested = FakeStorage(), page("photo", "bad", "photo", "photo", quality=quality)
    told = await drawn(storage, requested, {**known, "bad": GONE})
    assert told.uri is not None
    before = storage.objects[told.uri]
    result = await mended(storage, told, known, urls={2: "blue"})
    after = storage.objects[told.uri]
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as two:
        assert one.quantization == two.quantization  # type: ignore[attr-defined]
        changes = ImageChops.difference(one.convert("RGB"), two.convert("RGB"))
    for tile in (result.manifest.tiles[0], *result.manifest.tiles[2:]):
        assert tile.box is not None
        x, y, width, height = tile.box
        part = changes.crop((x + 1, y + 1, x + width - 1, y + height - 1))
        most = max(high for _, high in part.getextrema())  # type: ignore[misc]
        mean = sum(index % 256 * count for index, count in enumerate(part.histogram())) / (3 * width * height)
        print(f"quality {quality}, tile {tile.index}: at most {most}, {mean:.3f} on average, of 255")
        assert most <= 4
        assert mean < 0.2
