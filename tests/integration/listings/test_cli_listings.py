"""`reelbus listings` and `reelbus videos remove`, on a table with listings and a folder of objects."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.database import DatabaseSettings, open_database
from libs.events import ListingPart, ListingParts, ListingTag, ListingThumbnail, ListingUpdated, VideoRemoved, topic
from libs.events.specs import topic_specs
from libs.storage.files.storage import FileStorage
from reelbus.__main__ import _app
from reelbus.console.errors import UserError
from services.listings.store import ListingStore
from tests.support.records import read_all

NOW = datetime.now(UTC)
READY, FAILED = ListingPart(status="ready"), ListingPart(status="failed", reason="too long")
HEELS = ListingUpdated(
    video_id="heels", version=3, revision=2, complete=True, updated_at=NOW, title="Red heels\x1b[31m", price=55000,
    currency="TZS", sizes=["37", "38"], seller_handle="shop", category="apparel.shoes.heels", caption="Red heels 55k",
    parts=ListingParts(caption=READY, tags=READY, thumbnail=READY),
    tags=[ListingTag(tag="colour:red", text="Red", start=0, end=3, confidence=1)],
    thumbnails=[ListingThumbnail(uri="s3://b/a.jpg", width=4, height=5, aspect="4:5", format="jpeg", rank=1)],
)  # fmt: skip
BOOTS = ListingUpdated(
    video_id="boots", version=1, complete=False, updated_at=NOW - timedelta(1), waiting_for=["tags"],
    waiting_since=NOW - timedelta(hours=1), price_range=(1000, 2000),
    parts=ListingParts(caption=READY, tags=ListingPart(status="waiting"), thumbnail=FAILED),
)  # fmt: skip


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'listings.db'}")
    monkeypatch.setenv("STORAGE_URI", (tmp_path / "objects").as_uri())

    async def fill() -> None:
        async with open_database(DatabaseSettings()) as engine:
            store = ListingStore(engine)
            for one in (HEELS, BOOTS, HEELS.model_copy(update={"video_id": "gone"})):
                await store.put(one)
            await store.remove("gone", 4)

    asyncio.run(fill())


def reelbus(*args: str) -> tuple[list[list[str]], str]:
    """Rows of the output, and the error."""
    result = CliRunner().invoke(_app(), list(args))
    if result.exception is not None and not isinstance(result.exception, UserError):
        raise result.exception
    return [line.split("\t") for line in result.stdout.splitlines()], str(result.exception or "")


@pytest.mark.usefixtures("env")
def test_lists_are_filtered_and_name_the_parts_that_are_not_there() -> None:
    rows, _ = reelbus("listings", "list")
    assert [row[:4] for row in rows] == [
        ["heels", "complete", "55,000 TZS", "apparel.shoes.heels"],
        ["boots", "tags waiting, thumbnail failed", "1,000–2,000", "-"],
    ]
    assert "\x1b" not in "".join(rows[0])
    only = {
        ("list", "--incomplete"): ["boots"],
        ("list", "--overdue", "30m"): ["boots"],
        ("list", "--overdue", "2h"): [],
        ("list", "--seller", "shop"): ["heels"],
        ("list", "--category", "apparel.shoes"): ["heels"],
        ("search", "RED", "colour:red"): ["heels"],
        ("search", "red", "green"): [],
    }
    for args, expected in only.items():
        assert [row[0] for row in reelbus("listings", *args)[0]] == expected, args


@pytest.mark.usefixtures("env")
def test_one_is_shown_with_its_parts_and_as_json() -> None:
    rows, _ = reelbus("listings", "show", "boots")
    assert ["thumbnail", "failed too long"] in rows
    assert ["tags", "waiting"] in rows
    rows, _ = reelbus("listings", "show", "heels")
    assert {"price\t55,000 TZS", "tag\tcolour:red (Red)", "sizes\t37, 38"} <= {"\t".join(row) for row in rows}
    ((line,),) = reelbus("listings", "show", "heels", "--json")[0]
    assert ListingUpdated.model_validate(json.loads(line)) == HEELS


@pytest.mark.usefixtures("env")
def test_one_that_is_not_there() -> None:
    assert "did you mean" in reelbus("listings", "show", "heel")[1]
    assert "was removed at" in reelbus("listings", "show", "gone")[1]


@pytest.mark.usefixtures("env")
def test_a_removal_says_what_stays(broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody handles the event here."""
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", broker)
    storage = FileStorage((tmp_path / "objects").as_uri())
    uri = storage.uri("thumbnails/heels/a.jpg")
    bus = KafkaBus(BusSettings())

    async def prepare() -> None:
        await create(bus, list(topic_specs([topic("video-removed")])))
        await storage.put(uri, b"picture", content_type="image/jpeg")

    async def read() -> list[VideoRemoved]:
        records = await read_all(bus, "video-removed", (await partition_numbers(bus))["video-removed"])
        return [VideoRemoved.model_validate_json(record.value or b"") for record in records]

    asyncio.run(prepare())
    rows, error = reelbus("videos", "remove", "heels", "--yes", "--timeout", "0", "--reason", "sold")
    assert rows == [
        ["sent", "video-removed", "heels"], ["listing", "stays"], ["pictures", "0 of 1 erased"], ["stays", uri]
    ]  # fmt: skip
    assert "is the event waiting for the services catalog and listings and thumbnail?" in error
    (event,) = [one for one in asyncio.run(read()) if one.video_id == "heels"]
    assert (event.revision, event.reason) == (2, "sold")
    assert event.removed_at is not None
    assert "needs --yes" in reelbus("videos", "remove", "heels")[1]
