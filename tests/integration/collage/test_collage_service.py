"""The collage worker as a process on a broker: whole pages, hostile pictures and hosts, repeats, a host that is away."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fixtures.loop_time import assert_loop_held
from fixtures.media.covers import cover
from fixtures.waiting import until
from libs.bus import Announcer, BusSettings, KafkaBus
from libs.bus.kafka.admin import create
from libs.events import CollageGenerated, CollageRequested, CollageRequestedLow, CoverImage, topic
from libs.events.specs import topic_specs
from libs.storage import StorageSettings, open_storage
from services.collage.cancelling import cancel
from services.collage.worker.manifest import Manifest
from tests.integration.collage.batches import records
from tests.integration.conftest import Reelbus, reelbus_on
from tests.integration.processes import Process, running
from tests.support.hostile import HostileServer, hostile_server
from tests.unit.collage.pages import plain, png

REQUESTED, LOW, GENERATED = "collage-requested", "low-priority-collage-requested", "collage-generated"
QUICK = {
    "WORKER_RETRY_DELAYS": "0.1,0.2", "FETCH_ATTEMPTS": "2", "COLLAGE_MAX_IMAGE_MB": "2",
}  # fmt: skip
IMPATIENT = {"FETCH_READ_TIMEOUT_SECONDS": "4"}
"""For silent hosts, and long enough for the others on a busy machine."""


@pytest.fixture
async def bus(own_broker: str) -> KafkaBus:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(name) for name in (REQUESTED, LOW, GENERATED)])))
    return bus


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as server:
        yield server


def settings(tmp_path: Path, server: HostileServer, **more: str) -> dict[str, str]:
    return {**QUICK, "STORAGE_URI": (tmp_path / "objects").as_uri(), "FETCH_ALLOW_PRIVATE": server.address, **more}


def page(number: int, urls: list[str], low: bool = False, **more: Any) -> CollageRequested:
    kind = CollageRequestedLow if low else CollageRequested
    images = [CoverImage(url=url) for url in urls]
    return kind(
        batch_id="b1", creator="shop", page=number, pages=9, images=images,
        submitted_at=datetime(2026, 11, 2, tzinfo=UTC), **more,
    )  # fmt: skip


async def answered(bus: KafkaBus, count: int) -> dict[int, CollageGenerated]:
    """The answers by page, once there are so many."""

    async def there() -> bool:
        return len(await records(bus, GENERATED)) >= count

    await until(there, f"{count} answers")
    found = [CollageGenerated.model_validate_json(one.value or b"") for one in await records(bus, GENERATED)]
    assert len(found) == count
    return {one.page: one for one in found}


async def ask(bus: KafkaBus, *pages: CollageRequested) -> None:
    async with Announcer(bus, "test") as announcer:
        await announcer.announce(pages)


async def manifest(tmp_path: Path, results: CollageGenerated) -> tuple[Manifest, bytes]:
    """The manifest, and the collage, which is what it says."""
    root = StorageSettings.model_validate({"STORAGE_URI": (tmp_path / "objects").as_uri()})
    assert results.manifest_uri is not None
    assert results.uri is not None
    async with open_storage(root) as storage:
        found = Manifest.model_validate_json(await storage.read(results.manifest_uri, limit=10_000_000))
        collage = await storage.read(results.uri, limit=100_000_000)
    with Image.open(io.BytesIO(collage)) as image:
        image.load()
        assert (image.format, image.size) == ("JPEG", (results.width, results.height))
    assert (len(collage), found.uri) == (results.bytes, results.uri)
    return found, collage


def served(server: HostileServer, folder: Path, name: str, data: bytes, kind: str | None = None) -> str:
    (folder / name).write_bytes(data)
    return server.file(folder / name, kind)


async def stopped(service: Process) -> None:
    service.process.terminate()
    assert await service.ended() == 0, service.stderr


async def test_pages_of_both_priorities_their_repeats_and_the_end_of_a_cancelled_batch(
    own_broker: str, bus: KafkaBus, server: HostileServer, tmp_path: Path
) -> None:
    urls = [served(server, tmp_path, f"{number}.jpg", cover(number)) for number in range(3)]
    urls.append(served(server, tmp_path, "untyped", cover(3), "application/octet-stream"))
    first, second = page(1, urls, rows=2, columns=2), page(2, urls[:1], low=True, rows=1, columns=1)
    async with running(own_broker, "services.collage", env=settings(tmp_path, server)) as service:
        await service.ready()
        await ask(bus, first, second)
        results = await answered(bus, 2)
        asked = len(server.requests)
        await ask(bus, first)
        again = (await answered(bus, 3))[1]
        assert len(server.requests) == asked, "it was drawn already"
        async with open_storage(
            StorageSettings.model_validate({"STORAGE_URI": (tmp_path / "objects").as_uri()})
        ) as storage:
            await cancel(storage, "b1", datetime.now(UTC))
        await ask(bus, first, page(3, urls), page(4, urls[:2], low=True))
        after = await answered(bus, 6)
        assert len(server.requests) == asked, "nothing more is fetched"
        await stopped(service)
    assert again.model_copy(update={"seconds": results[1].seconds}) == results[1]
    assert after[1].uri == results[1].uri, "what was drawn stays"
    assert [after[number].failures for number in (3, 4)] == [{"cancelled": 4}, {"cancelled": 2}]
    assert (results[1].status, results[1].placed, results[2].status) == ("generated", 4, "generated")
    found, _ = await manifest(tmp_path, results[1])
    assert [tile.url for tile in found.tiles] == urls
    request = next(one for one in server.requests if one.path.endswith("/0.jpg"))
    assert request.headers["user-agent"].startswith("Mozilla/5.0")
    assert request.headers["accept"].startswith("image/avif,image/webp")
    assert request.headers["referer"] == server.url("/")


def hostile_pages(server: HostileServer, victim: HostileServer, folder: Path) -> dict[str, str]:
    """Addresses that give no picture, with the reason that is told."""
    files = {
        "one.png": (png(Image.new("RGB", (1, 1))), "too-small"),
        "narrow.png": (plain((1, 2, 3), (49, 400)), "too-small"),
        "bomb.png": (png(Image.new("1", (30_000, 30_000))), "too-large-picture"),
        "cut.jpg": (cover(0)[:50_000], "broken"),
        "vector.svg": (b"<svg xmlns='http://www.w3.org/2000/svg' width='500' height='500'/>", "not-an-image"),
        "page.jpg": (b"<html><body>Please sign in</body></html>", "wrong-content"),
        "text.jpg": (b"This is no picture." * 100, "not-an-image"),
    }
    found = {served(server, folder, name, data): reason for name, (data, reason) in files.items()}
    return found | {
        server.url("/status/404"): "gone",
        server.url("/status/403"): "blocked",
        server.url("/status/503"): "busy",
        server.url("/html"): "wrong-content",
        server.url("/endless?type=image/jpeg"): "too-large",
        server.url("/silent"): "too-slow",
        server.url("/gzip-bomb?type=image/png"): "wrong-content",
        server.url("/ok?type=video/mp4"): "not-an-image",
        server.url("/to-metadata"): "address-refused",
        server.url("/to-file"): "bad-redirect",
        server.url("/loop"): "bad-redirect",
        server.url("/hang-up"): "unreachable",
        victim.url("/ok"): "address-refused",
        "http://169.254.169.254/latest/meta-data/": "address-refused",
        "http://127.0.0.1:1/x.jpg": "address-refused",
        "http://[::1]/x.jpg": "address-refused",
        "file:///etc/passwd": "bad-address",
        "ftp://example.com/x.jpg": "bad-address",
        "no address": "bad-address",
    }


async def test_hostile_pictures_and_hosts_cost_their_tile_and_nothing_else(
    own_broker: str, bus: KafkaBus, server: HostileServer, tmp_path: Path
) -> None:
    good = served(server, tmp_path, "good.jpg", cover(1))
    flaky = server.url(f"/redirect?to={good}")
    async with (
        hostile_server() as victim,
        running(own_broker, "services.collage", env=settings(tmp_path, server, **IMPATIENT)) as service,
    ):
        await service.ready()
        bad = hostile_pages(server, victim, tmp_path)
        await ask(bus, page(1, [good, *bad, flaky]), page(2, [*bad, good], missing="leave-out"))
        results = await answered(bus, 2)
        assert (await service.get("/livez"))[0] == 200
        _, metrics = await service.get("/metrics")
        assert_loop_held(metrics)
        await stopped(service)
        assert victim.connections == 0
    for number, count in ((1, 2), (2, 1)):
        found, _ = await manifest(tmp_path, results[number])
        reasons = {tile.url: tile.reason for tile in found.tiles if tile.status == "missing"}
        assert reasons == bad
        assert (results[number].status, results[number].placed, results[number].missing) == ("partial", count, len(bad))
        assert all(tile.message and len(tile.message) < 300 for tile in found.tiles if tile.status == "missing")
        assert not any("token=" in (tile.message or "") for tile in found.tiles)
    assert found.tiles[-1].box == (0, 0, 224, 400), "the rest moved up"
    assert 'reelbus_collage_pictures_total{outcome="too-large-picture"} 2.0' in metrics
    assert 'reelbus_collage_pages_total{status="partial"} 2.0' in metrics
    assert not any('"level": "error"' in line or "Traceback" in line or "Warning" in line for line in service.lines)


async def test_a_page_that_ends_in_the_dead_letters_is_answered(
    own_broker: str, bus: KafkaBus, server: HostileServer, tmp_path: Path
) -> None:
    too_many = page(1, [server.url("/x.jpg")] * 2, rows=1, columns=1)
    nothing = page(2, [server.url("/hang-up")])
    async with running(own_broker, "services.collage", env=settings(tmp_path, server)) as service:
        await service.ready()
        await ask(bus, too_many, nothing)
        results = await answered(bus, 2)
        await stopped(service)
    assert (results[1].status, results[1].missing) == ("failed", 2)
    assert results[1].reason == "2 pictures do not fit a page of 1×1: at most 1"
    assert (results[2].status, results[2].failures) == ("failed", {"unreachable": 1})
    asked = sum(one.path == "/hang-up" for one in server.requests)
    assert asked == 3 * int(QUICK["FETCH_ATTEMPTS"]), "the page was tried again while all may come back"


async def test_a_bad_setting_is_one_line_and_exit_status_2() -> None:
    for name, value in (("COLLAGE_DOWNLOADS", "0"), ("COLLAGE_REFERER", "gopher://x")):
        async with running("127.0.0.1:1", "services.collage", env={name: value}) as service:
            assert await service.ended() == 2
        said = [line for line in service.lines if not line.startswith("{")]
        assert len(said) == 1
        assert said[0].startswith(f"bad setting {name}: ")


# ---- the command --------------------------------------------------------------------------------


@pytest.fixture
def command(own_broker: str) -> Reelbus:
    return reelbus_on(own_broker)


async def test_repair_from_the_command_line(
    own_broker: str, bus: KafkaBus, server: HostileServer, tmp_path: Path, command: Reelbus
) -> None:
    good = [served(server, tmp_path, f"{number}.jpg", cover(number)) for number in range(3)]
    env = settings(tmp_path, server)
    async with running(own_broker, "services.collage", env=env) as service:
        await service.ready()
        await ask(bus, page(1, [good[0], server.url("/status/404"), good[1]], rows=1, columns=3))
        results = (await answered(bus, 1))[1]
        await stopped(service)
    assert results.uri is not None

    async def run(*args: str) -> tuple[int, list[str], str]:
        done = await asyncio.to_thread(command, "collage", "repair", *args, **env)
        return done.returncode, done.stdout.splitlines(), done.stderr.strip()

    status, lines, said = await run(results.uri, "--no-event")
    assert (status, len(lines)) == (0, 1), said
    assert lines[0].startswith("2\tmissing\tgone: 127.0.0.1:"), "still"
    assert said == f"no picture could be fetched: {results.uri} is unchanged (partial, 2 placed, 1 missing)"
    status, lines, said = await run(results.uri, "--url", f"1={server.url('/status/404')}")
    assert (status, lines[0].split("\t")[:2]) == (0, ["1", "kept"]), said
    assert (await manifest(tmp_path, results))[0].tiles[0].url == good[0]
    status, lines, said = await run(results.uri, "--url", f"2={good[2]}", "--tile", "3")
    assert [line.split("\t")[:2] for line in lines] == [["2", "placed"], ["3", "placed"]], said
    found = await records(bus, GENERATED)
    assert len(found) == 2, "what changed nothing is not told"
    assert len({dict(record.headers)["ce_id"] for record in found}) == 2, "an id of its own"
    now = CollageGenerated.model_validate_json(found[-1].value or b"")
    if now.status != "generated":
        now = CollageGenerated.model_validate_json(found[0].value or b"")
    assert (now.status, now.placed, now.missing, now.revision) == ("generated", 3, 0, 1)
    stored, _ = await manifest(tmp_path, now)
    assert stored.tiles[1].url == good[2]
    key = results.uri.removeprefix(f"{env['STORAGE_URI']}/").replace(".jpg", ".json")
    assert (await run(key))[::2] == (0, "no tile is missing (use --tile N to redraw one)")
    for args, words in (
        ((key, "--tile", "4"), "tile 4 does not exist: this page has tiles 1 to 3"),
        ((key, "--url", "two=x"), "invalid --url two=x: use N=URL with the number of a tile"),
    ):
        status, lines, said = await run(*args, "--no-event")
        assert (status > 0, lines) == (True, [])
        assert words in said
        assert "\n" not in said


def test_make_from_the_command_line(tmp_path: Path, command: Reelbus) -> None:
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(cover(number))
    (tmp_path / "bad.png").write_bytes(b"no picture")
    names = [str(tmp_path / name) for name in ("0.jpg", "bad.png", "1.jpg", "2.jpg")]
    out = str(tmp_path / "out" / "collage.jpg")
    done = command("collage", "make", *names, "--out", out, "--rows", "2", "--columns", "2", "--tile", "90x160")
    assert done.returncode == 0, done.stderr
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [
        ["1", "placed"], ["2", "missing"], ["3", "placed"], ["4", "placed"],
    ]  # fmt: skip
    with Image.open(out) as image:
        assert image.size == (180, 320)
    for args, words in (
        ((*names, "--rows", "1", "--columns", "3"), "too many pictures: 4, and 1×3 tiles hold 3"),
        ((names[0], "--tile", "9x9"), "tile_width: Input should be greater than or equal to 16"),
        ((names[1],), "was not written: no picture is available: not-an-image 1"),
    ):
        done = command("collage", "make", *args, "--out", out)
        assert done.returncode > 0
        assert words in done.stderr
        assert "Traceback" not in done.stderr
