"""A page's request becomes a collage, a manifest and an event; what goes wrong with pictures never fails it."""

import errno
import hashlib
import io
import json

import pytest
from PIL import Image

from libs.bus import Rejected, Retryable
from libs.events import CollageRequestedLow
from libs.fetch import AddressRefused, Gone, TooSlow, Unreachable
from libs.storage import Denied, Unavailable
from services.collage.keys import collage_key, manifest_key
from services.collage.worker.handler import handle, on_dead_letter
from services.collage.worker.manifest import Manifest
from tests.unit.collage.pages import COLOURS, FakeStorage, colours, event, page, plain, renderer_of

PICTURES = {name: plain(colour) for name, colour in COLOURS.items()}
ATTEMPTS = 4
PIXELS = 10_000_000
STEM = "mem://shop/collages/2026/11/02/manual/b1/"


async def test_a_page_becomes_a_collage_and_a_manifest() -> None:
    storage, requested = FakeStorage(), page("red", "green", "blue")
    with renderer_of(PICTURES) as (renderer, _):
        generated = await handle(
            event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
        )
    collage_uri, manifest_uri = list(storage.objects)
    assert (collage_uri, manifest_uri) == (storage.uri(collage_key(requested)), storage.uri(manifest_key(requested)))
    assert collage_uri.startswith(STEM)
    assert collage_uri.endswith("_collage_20261102T233000Z_1.jpg")
    collage = storage.objects[collage_uri]
    assert colours(collage, requested) == ["red", "green", "blue", "white"], "the rest of the grid is white"
    with Image.open(io.BytesIO(collage)) as image:
        assert (image.format, image.size) == ("JPEG", (128, 128))
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, "no metadata"
    assert (generated.status, generated.placed, generated.missing, generated.failures) == ("generated", 3, 0, {})
    assert (generated.uri, generated.manifest_uri) == (collage_uri, manifest_uri)
    assert (generated.width, generated.height, generated.bytes) == (128, 128, len(collage))
    assert generated.downloaded == sum(len(PICTURES[name]) for name in ("red", "green", "blue"))
    manifest = Manifest.model_validate_json(storage.objects[manifest_uri])
    assert manifest.sha256 == hashlib.sha256(collage).hexdigest()
    second = manifest.tiles[1]
    assert (second.index, second.row, second.column, second.box) == (2, 1, 2, (64, 0, 64, 64))
    assert (second.url, second.video_id, second.created_at) == ("green", "v-green", "yesterday")
    assert (second.sha256, second.bytes) == (hashlib.sha256(PICTURES["green"]).hexdigest(), len(PICTURES["green"]))
    assert (second.width, second.height, second.format, second.status) == (64, 64, "PNG", "placed")


async def test_missing_pictures_are_labelled() -> None:
    storage, requested = FakeStorage(), page("red", "bad", "blue", "small")
    known = {**PICTURES, "bad": Gone("there: gone (HTTP 404)"), "small": plain(COLOURS["red"], (49, 60))}
    with renderer_of(known) as (renderer, _):
        generated = await handle(
            event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
        )
    assert (generated.status, generated.placed, generated.missing) == ("partial", 2, 2)
    assert generated.failures == {"gone": 1, "too-small": 1}
    assert generated.uri is not None
    assert generated.manifest_uri is not None
    assert colours(storage.objects[generated.uri], requested) == ["red", "other", "blue", "other"]
    tiles = json.loads(storage.objects[generated.manifest_uri])["tiles"]
    assert [(tile["status"], tile["reason"], tile["message"]) for tile in tiles][1] == (
        "missing", "gone", "there: gone (HTTP 404)",
    )  # fmt: skip
    assert tiles[1]["box"] == [64, 0, 64, 64]


async def test_a_bug_that_one_picture_brings_to_light_costs_that_picture(caplog: pytest.LogCaptureFixture) -> None:
    storage, requested = FakeStorage(), page("red", "bad", "blue")
    with renderer_of({**PICTURES, "bad": ValueError("an address that nobody thought of")}) as (renderer, _):
        generated = await handle(
            event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
        )
    assert (generated.status, generated.placed, generated.failures) == ("partial", 2, {"unexpected": 1})
    assert "an address that nobody thought of" in caplog.text, "it is in the log"


async def test_a_full_disk_is_no_picture_s_fault() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        renderer_of({**PICTURES, "bad": full}) as (renderer, _),
        pytest.raises(Retryable, match="No space left on device"),
    ):
        await handle(
            event(page("red", "bad", "blue")), renderer=renderer, storage=FakeStorage(), attempts=ATTEMPTS,
            max_pixels=PIXELS,
        )  # fmt: skip


async def test_or_are_left_out_and_the_rest_moves_up() -> None:
    storage, requested = FakeStorage(), page("bad", "red", "bad", "blue", missing="leave-out")
    with renderer_of({**PICTURES, "bad": AddressRefused("no")}) as (renderer, _):
        generated = await handle(
            event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
        )
    assert generated.uri is not None
    assert generated.manifest_uri is not None
    assert colours(storage.objects[generated.uri], requested) == ["red", "blue", "white", "white"]
    boxes = [tile["box"] for tile in json.loads(storage.objects[generated.manifest_uri])["tiles"]]
    assert boxes == [None, [0, 0, 64, 64], None, [64, 0, 64, 64]]


async def test_a_repeat_does_no_work_and_answers_the_same() -> None:
    storage, requested = FakeStorage(), page("red", "bad")
    with renderer_of({**PICTURES, "bad": Gone("no")}) as (renderer, pictures):
        first = await handle(event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS)
        before = dict(storage.objects)
        low = CollageRequestedLow.model_validate(requested.model_dump())
        again = await handle(event(low), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS)
        assert pictures.requested == ["red", "bad"]
    assert storage.objects == before
    assert again.model_copy(update={"seconds": first.seconds}) == first


async def test_the_same_input_gives_the_same_bytes() -> None:
    stored = []
    for _ in range(2):
        storage = FakeStorage()
        with renderer_of({**PICTURES, "bad": Gone("no")}) as (renderer, _):
            await handle(
                event(page("red", "bad", "blue")), renderer=renderer, storage=storage, attempts=1, max_pixels=PIXELS
            )
        stored.append(storage.objects)
    assert stored[0] == stored[1]


@pytest.mark.parametrize("change", [{"quality": 80}, {"missing": "leave-out"}, {"images": [{"url": "blue"}]}])
async def test_another_page_under_the_same_name_is_drawn_anew(change: dict[str, object]) -> None:
    storage, requested = FakeStorage(), page("red", "green")
    other = page("red", "green", **change)
    with renderer_of(PICTURES) as (renderer, pictures):
        for one in (requested, other):
            await handle(event(one), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS)
    assert len(pictures.requested) == 2 + len(other.images)


async def test_garbage_in_place_of_the_manifest_is_replaced() -> None:
    storage, requested = FakeStorage(), page("red")
    storage.objects[storage.uri(manifest_key(requested))] = b"{}"
    with renderer_of(PICTURES) as (renderer, _):
        generated = await handle(
            event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
        )
    assert generated.status == "generated"
    assert generated.manifest_uri is not None
    Manifest.model_validate_json(storage.objects[generated.manifest_uri])


async def test_without_any_picture_there_is_a_manifest_and_no_collage() -> None:
    storage, requested = FakeStorage(), page("bad", "worse")
    with renderer_of({"bad": Gone("no"), "worse": Unreachable("no")}) as (renderer, pictures):
        generated = await handle(
            event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
        )
        assert list(storage.objects) == [generated.manifest_uri]
        assert (generated.status, generated.uri, generated.missing, generated.bytes) == ("failed", None, 2, 0)
        assert generated.reason == "no picture is available: gone 1, unreachable 1"
        await handle(event(requested), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS)
        assert len(pictures.requested) == 4, "a page that failed is tried again when it is asked for again"


async def test_while_the_network_is_down_no_empty_page_is_made() -> None:
    storage, requested = FakeStorage(), page("one", "two")
    with renderer_of({"one": Unreachable("no"), "two": TooSlow("no")}) as (renderer, _):
        for attempt in range(1, ATTEMPTS):
            with pytest.raises(Retryable, match="no picture is available"):
                await handle(
                    event(requested, attempt), renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS
                )
        assert not storage.objects
        last = event(requested, ATTEMPTS)
        generated = await handle(last, renderer=renderer, storage=storage, attempts=ATTEMPTS, max_pixels=PIXELS)
    assert (generated.status, generated.failures) == ("failed", {"too-slow": 1, "unreachable": 1})
    assert list(storage.objects) == [generated.manifest_uri]


@pytest.mark.parametrize("error", [Unavailable("away"), Denied("no")])
async def test_what_is_wrong_with_the_store_is_retried(error: Unavailable | Denied) -> None:
    with renderer_of(PICTURES) as (renderer, _), pytest.raises(type(error), match=str(error)):
        await handle(
            event(page("red")),
            renderer=renderer,
            storage=FakeStorage(broken=error),
            attempts=ATTEMPTS,
            max_pixels=PIXELS,
        )


@pytest.mark.parametrize(
    ("requested", "message"),
    [
        (page(*["red"] * 5), "5 pictures do not fit a page of 2×2: at most 4"),
        (
            page("red", tile_width=1024, tile_height=1024, rows=3, columns=4),
            "a collage of 4096×3072 is too large: at most ",
        ),
    ],
)
async def test_a_page_that_cannot_be_is_rejected(requested: CollageRequestedLow, message: str) -> None:
    with renderer_of(PICTURES) as (renderer, pictures), pytest.raises(Rejected, match=message):
        await handle(event(requested), renderer=renderer, storage=FakeStorage(), attempts=ATTEMPTS, max_pixels=PIXELS)
    assert not pictures.requested


def test_the_failed_result_of_a_dead_letter() -> None:
    generated = on_dead_letter(event(page("red", "blue")), Rejected("too much"))
    assert (generated.batch_id, generated.creator, generated.page, generated.status) == ("b1", "Shop №1", 1, "failed")
    assert (generated.reason, generated.missing, generated.failures) == ("too much", 2, {"not-drawn": 2})
    assert on_dead_letter(event(page("red")), ValueError()).reason == "ValueError"
