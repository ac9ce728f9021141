"""Pictures of a stored collage are fetched anew; the others stay as they are, as far as JPEG lets them."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from PIL import Image, ImageChops

from libs.events import CollageGenerated, CollageRequested
from libs.fetch import FetchError, Gone, Unreachable
from services.collage.worker.handler import handle
from services.collage.worker.manifest import Manifest
from services.collage.worker.repair import RepairError, RepairResult, repair
from tests.unit.collage.pages import COLOURS, FakeStorage, colours, event, page, plain, png, renderer_of

PICTURES: dict[str, bytes | FetchError] = {name: plain(colour) for name, colour in COLOURS.items()}
GONE = Gone("gone (HTTP 404)")


async def drawn(
    storage: FakeStorage, requested: CollageRequested, known: Mapping[str, bytes | FetchError]
) -> CollageGenerated:
    with renderer_of(known) as (renderer, _):
        return await handle(event(requested), renderer=renderer, storage=storage, attempts=1, max_pixels=10_000_000)


async def repaired(
    storage: FakeStorage, original: CollageGenerated, known: Mapping[str, bytes | FetchError], *wanted: int,
    urls: Mapping[int, str] | None = None, missing: bool = False, fetched: list[str] | None = None,
) -> RepairResult:  # fmt: skip
    assert original.manifest_uri is not None
    with renderer_of(known) as (renderer, pictures):
        result = await repair(
            original.manifest_uri, wanted, urls or {}, missing=missing, renderer=renderer, storage=storage
        )
    if fetched is not None:
        assert pictures.requested == fetched
    stored = Manifest.model_validate_json(storage.objects[original.manifest_uri])
    assert stored == result.manifest
    if result.event is not None:
        assert (stored.revision, result.event.revision) == (original.revision + 1, original.revision + 1)
    assert list(storage.objects)[-1] == original.manifest_uri, "the manifest is stored last"
    return result


async def test_what_was_missing_is_fetched_and_nothing_else() -> None:
    storage, requested = FakeStorage(), page("red", "green", "blue")
    original = await drawn(storage, requested, {**PICTURES, "green": GONE})
    result = await repaired(storage, original, PICTURES, missing=True, fetched=["green"])
    assert [(one.number, one.outcome) for one in result.tiles] == [(2, "placed")]
    assert original.uri is not None
    assert colours(storage.objects[original.uri], requested) == ["red", "green", "blue", "white"]
    now = result.event
    assert now is not None
    assert (now.status, now.placed, now.missing, now.failures) == ("generated", 3, 0, {})
    assert (now.uri, now.bytes) == (original.uri, len(storage.objects[original.uri]))
    assert original.identity is None
    assert now.identity == "b1/Shop №1/1/1", "an id of its own: it is no repeat of the first one"


async def test_a_tile_is_fetched_from_another_address() -> None:
    storage, requested = FakeStorage(), page("red", "bad")
    original = await drawn(storage, requested, {**PICTURES, "bad": GONE})
    result = await repaired(storage, original, PICTURES, urls={2: "blue"}, fetched=["blue"])
    assert original.uri is not None
    assert colours(storage.objects[original.uri], requested)[:2] == ["red", "blue"]
    second = result.manifest.tiles[1]
    assert (second.url, second.requested_url, second.video_id) == ("blue", "bad", "v-bad")
    with renderer_of({}) as (renderer, pictures):
        again = await handle(event(requested), renderer=renderer, storage=storage, attempts=1, max_pixels=10_000_000)
        assert not pictures.requested, "the request's repeat does not undo the repair"
    assert result.event is not None
    assert again.model_copy(update={"seconds": result.event.seconds}) == result.event
    assert again.identity == result.event.identity


@dataclass
class Overtaken(FakeStorage):
    """Where what others did is stored as soon as a worker has looked for its page in vain."""

    theirs: Mapping[str, bytes] = field(default_factory=dict)

    async def read(self, uri: str, *, limit: int) -> bytes:
        try:
            return await super().read(uri, limit=limit)
        finally:
            self.objects.update(self.theirs)


async def test_a_worker_that_is_late_does_not_undo_a_repair() -> None:
    """It was taken for dead, another one drew its page, and that was repaired while it was still at it."""
    storage, requested = FakeStorage(), page("red", "bad")
    original = await drawn(storage, requested, {**PICTURES, "bad": GONE})
    result = await repaired(storage, original, PICTURES, urls={2: "blue"})
    late = Overtaken(theirs=dict(storage.objects))
    again = await drawn(late, requested, {**PICTURES, "bad": GONE})
    assert late.objects == storage.objects
    assert result.event is not None
    assert again.model_copy(update={"seconds": result.event.seconds}) == result.event


async def test_another_page_in_the_place_of_a_repaired_one_counts_too() -> None:
    storage, requested = FakeStorage(), page("red", "green")
    original = await drawn(storage, requested, PICTURES)
    assert (await drawn(storage, page("red", "green", quality=80), PICTURES)).revision == 0
    result = await repaired(storage, original, PICTURES, 1)
    assert result.event is not None
    other = await drawn(storage, requested, PICTURES)
    assert (other.revision, other.identity != result.event.identity) == (2, True)


async def test_a_picture_that_is_there_is_not_lost() -> None:
    storage, requested = FakeStorage(), page("red", "green", "blue")
    original = await drawn(storage, requested, PICTURES)
    known = {**PICTURES, "green": GONE, "elsewhere": GONE}
    result = await repaired(
        storage, original, known, 1, 2, urls={3: "elsewhere"}, fetched=["red", "green", "elsewhere"]
    )
    assert [(one.number, one.outcome) for one in result.tiles] == [(1, "placed"), (2, "kept"), (3, "kept")]
    assert result.tiles[1].detail == "gone: gone (HTTP 404)"
    assert original.uri is not None
    assert colours(storage.objects[original.uri], requested)[:3] == ["red", "green", "blue"]
    third = result.manifest.tiles[2]
    assert (third.status, third.url, third.requested_url) == ("placed", "blue", None), "where the picture is from"
    assert third.sha256 == hashlib.sha256(plain(COLOURS["blue"])).hexdigest()
    assert result.event is not None
    assert result.event.status == "generated"


async def test_a_repair_that_gets_no_picture_changes_nothing() -> None:
    storage, requested = FakeStorage(), page("red", "bad", "green")
    original = await drawn(storage, requested, {**PICTURES, "bad": GONE})
    before = dict(storage.objects)
    known = {**PICTURES, "bad": Unreachable("no"), "elsewhere": GONE, "there": GONE}
    result = await repaired(storage, original, known, urls={1: "elsewhere"}, missing=True, fetched=["elsewhere", "bad"])
    assert [(one.number, one.outcome) for one in result.tiles] == [(1, "kept"), (2, "missing")]
    assert result.event is None
    result = await repaired(storage, original, known, urls={2: "there"}, fetched=["there"])
    assert ([one.outcome for one in result.tiles], result.event) == (["missing"], None)
    assert storage.objects == before, "neither the addresses nor a byte of the collage"


async def test_a_missing_picture_takes_the_address_that_its_new_reason_is_about() -> None:
    storage, requested = FakeStorage(), page("red", "bad", "worse")
    original = await drawn(storage, requested, {**PICTURES, "bad": GONE, "worse": GONE})
    known = {**PICTURES, "there": Unreachable("no")}
    result = await repaired(storage, original, known, urls={2: "green", 3: "there"})
    assert [one.outcome for one in result.tiles] == ["placed", "missing"]
    third = result.manifest.tiles[2]
    assert (third.url, third.requested_url, third.reason) == ("there", "worse", "unreachable")
    assert result.event is not None
    assert result.event.failures == {"unreachable": 1}
    again = await repaired(storage, result.event, {**PICTURES, "there": GONE}, 1, urls={3: "blue"})
    third = again.manifest.tiles[2]
    assert (third.url, third.requested_url, third.reason, again.manifest.revision) == ("blue", "worse", None, 2)


async def test_a_picture_that_was_left_out_moves_the_others_down() -> None:
    storage, requested = FakeStorage(), page("red", "green", "blue", missing="leave-out")
    original = await drawn(storage, requested, {**PICTURES, "red": GONE})
    assert original.uri is not None
    assert colours(storage.objects[original.uri], requested) == ["green", "blue", "white", "white"]
    result = await repaired(storage, original, PICTURES, missing=True, fetched=["red"])
    assert colours(storage.objects[original.uri], requested) == ["red", "green", "blue", "white"]
    assert [tile.box for tile in result.manifest.tiles] == [(0, 0, 64, 64), (64, 0, 64, 64), (0, 64, 64, 64)]


async def test_a_page_without_a_collage_is_drawn_as_a_whole() -> None:
    storage, requested = FakeStorage(), page("red", "green")
    original = await drawn(storage, requested, {"red": GONE, "green": GONE})
    result = await repaired(storage, original, PICTURES, 2, fetched=["red", "green"])
    assert result.event is not None
    assert result.event.uri is not None
    assert colours(storage.objects[result.event.uri], requested)[:2] == ["red", "green"]
    del storage.objects[result.event.uri]
    result = await repaired(storage, result.event, PICTURES, missing=True, fetched=["red", "green"])
    assert result.event is not None
    assert result.event.uri in storage.objects, "one that was removed is drawn again"


async def test_pictures_of_a_collage_that_was_removed_are_not_there() -> None:
    storage, requested = FakeStorage(), page("red", "green")
    original = await drawn(storage, requested, PICTURES)
    assert original.uri is not None
    del storage.objects[original.uri]
    before = dict(storage.objects)
    result = await repaired(storage, original, {"red": GONE, "green": GONE}, 1)
    assert ([one.outcome for one in result.tiles], result.event) == (["missing", "missing"], None)
    assert storage.objects == before
    result = await repaired(storage, original, {**PICTURES, "green": GONE}, 1)
    assert [one.outcome for one in result.tiles] == ["placed", "missing"]
    assert result.event is not None
    assert (result.event.status, result.event.placed, result.event.failures) == ("partial", 1, {"gone": 1})
    assert result.event.downloaded == len(plain(COLOURS["red"]))
    assert colours(storage.objects[original.uri], requested)[:2] == ["red", "other"]


async def test_nothing_to_do() -> None:
    storage = FakeStorage()
    original = await drawn(storage, page("red"), PICTURES)
    before = dict(storage.objects)
    result = await repaired(storage, original, PICTURES, missing=True, fetched=[])
    assert (result.tiles, result.event) == ([], None)
    assert storage.objects == before


async def test_what_cannot_be_repaired() -> None:
    storage = FakeStorage()
    original = await drawn(storage, page("red"), PICTURES)
    with pytest.raises(RepairError, match="tile 2 does not exist: this page has tiles 1 to 1"):
        await repaired(storage, original, PICTURES, 2)
    assert original.uri is not None
    storage.objects[original.uri] = plain((0, 0, 0))
    with pytest.raises(RepairError, match="cannot be read"):
        await repaired(storage, original, PICTURES, 1)
    with pytest.raises(RepairError, match="does not exist"):
        await repaired(storage, original.model_copy(update={"manifest_uri": "mem://shop/none.json"}), PICTURES, 1)
    storage.objects["mem://shop/other.json"] = b'{"version": 9}'
    with pytest.raises(RepairError, match="is not the manifest of a collage"):
        await repaired(storage, original.model_copy(update={"manifest_uri": "mem://shop/other.json"}), PICTURES, 1)


@pytest.mark.parametrize("quality", [80, 95])
async def test_the_other_tiles_change_by_rounding_at_most(quality: int) -> None:
    """Same tables, same subsampling, blocks in the same places: what is decoded and encoded again stays.

    But for the last column of colour beside the tile that changed: decoders smooth colour over it.
    """
    noise = Image.merge("RGB", [Image.effect_noise((256, 256), 40) for _ in range(3)]).resize((128, 128))
    known: dict[str, bytes | FetchError] = {**PICTURES, "photo": png(noise)}
    storage, requested = FakeStorage(), page("photo", "bad", "photo", "photo", quality=quality)
    original = await drawn(storage, requested, {**known, "bad": GONE})
    assert original.uri is not None
    before = storage.objects[original.uri]
    result = await repaired(storage, original, known, urls={2: "blue"})
    after = storage.objects[original.uri]
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
