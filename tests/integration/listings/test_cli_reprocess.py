"""`reelbus reprocess` on a table of listings and a broker: what it selects, leaves out, sends and goes on with."""

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from libs.bus import BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.database import DatabaseSettings, open_database
from libs.events import (
    ListingPart,
    ListingParts,
    ListingUpdated,
    TaggerReprocessRequested,
    ThumbnailReprocessRequested,
    topic,
)
from libs.events.specs import topic_specs
from reelbus.stack.broker import broker_process
from services.listings.store import ListingStore
from tests.integration.conftest import Reelbus, reelbus_on, started
from tests.support.records import read_all

NOW = datetime.now(UTC)
TAGS, THUMBNAILS = "tagger-reprocess-requested", "thumbnail-reprocess-requested"


def made(version: int | None, run: str | None = None) -> ListingPart:
    return ListingPart(status="ready", run=run, versions={} if version is None else {"lexicon_version": version})


def listing(video_id: str, tags: ListingPart, **more: Any) -> ListingUpdated:
    ready = ListingPart(status="ready")
    given = {
        "video_id": video_id, "version": 1, "complete": True, "updated_at": NOW, "posted_at": NOW, "seller_handle": "shop",
        "caption": "Red heels only 55k", "parts": ListingParts(caption=ready, tags=tags, thumbnail=ready),
    }  # fmt: skip
    return ListingUpdated.model_validate({**given, **more})


LISTINGS = [
    listing("old", made(2), title="Red heels", price=55000),
    listing("older", made(None), posted_at=NOW - timedelta(days=40)),
    listing("new", made(3)),
    listing("other-shop", made(1), seller_handle="another", video_url="https://shop.example/v.mp4"),
    listing("cut", made(1), caption="x" * 4000),
    listing("unknown", made(1), parts=ListingParts(caption=ListingPart(status="waiting"), tags=made(1), thumbnail=made(1))),
]  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'listings.db'}"}


@pytest.fixture
def table(database: dict[str, str]) -> None:
    put(database, *LISTINGS)


def put(database: dict[str, str], *listings: ListingUpdated) -> None:
    async def fill() -> None:
        async with open_database(DatabaseSettings.model_validate(database)) as engine:
            for one in listings:
                await ListingStore(engine).put(one)

    asyncio.run(fill())


@pytest.fixture
def bus(broker: str) -> KafkaBus:
    bus = KafkaBus(BusSettings(bootstrap_servers=broker, security_protocol="PLAINTEXT"))
    asyncio.run(create(bus, list(topic_specs([topic(TAGS), topic(THUMBNAILS)]))))
    return bus


def sent(bus: KafkaBus, name: str, run: str) -> dict[str, bytes]:
    """The values of the run's requests by their videos."""

    async def read() -> dict[str, bytes]:
        records = await read_all(bus, name, (await partition_numbers(bus))[name])
        mine = [record for record in records if f'"run":"{run}"'.encode() in (record.value or b"")]
        assert len({record.key for record in mine}) == len(mine)
        return {(record.key or b"").decode(): record.value or b"" for record in mine}

    return asyncio.run(read())


@pytest.mark.usefixtures("table")
def test_a_dry_run_shows_what_would_be_sent_and_what_is_left_out(
    reelbus: Reelbus, bus: KafkaBus, database: dict[str, str]
) -> None:
    select = ("reprocess", "--service", "tagger", "--where", "lexicon_version<3")
    tried = reelbus(*select, "--dry-run", **database)
    assert tried.stdout.splitlines() == [
        "would send\told\tready\tlexicon_version=2",
        "would send\tolder\tready\t-",
        "would send\tother-shop\tready\tlexicon_version=1",
    ]
    assert tried.stderr.splitlines() == [
        "left out: 1 listing whose caption has more than 3,999 characters: listings may have it cut",
        "left out: 1 listing whose current caption is not known",
        "would send 3 requests to tagger-reprocess-requested",
    ]
    for options, videos in {
        ("--creator", "shop"): ["old", "older"],
        ("--since", "30d"): ["old", "other-shop"],
        ("--video", "old", "--video", "new"): ["old"],
        ("--where", "lexicon_version>=1"): ["old", "other-shop"],
    }.items():
        rows = reelbus(*select, "--dry-run", *options, **database).stdout.splitlines()
        assert [row.split("\t")[1] for row in rows] == videos, options
    assert reelbus(*select, "--since", "1s", "--creator", "nobody", "--yes", **database).stderr == (
        "no listing to make again\n"
    )


@pytest.mark.usefixtures("table")
def test_requests_are_what_the_service_reads_and_a_run_goes_on(
    reelbus: Reelbus, bus: KafkaBus, database: dict[str, str]
) -> None:
    done = reelbus("reprocess", "--service", "tagger", "--creator", "shop", "--rate", "100/s", "--yes", **database)
    assert done.returncode == 0, done.stderr
    _, name, count, run = done.stdout.splitlines()[-1].split("\t")
    assert (name, count) == (TAGS, "3")
    found = sent(bus, TAGS, run)
    assert found.keys() == {"old", "older", "new"}
    old = TaggerReprocessRequested.model_validate_json(found["old"])
    assert (old.caption, old.title, old.price, old.evidence["title"].start) == (
        "Red heels only 55k",
        "Red heels",
        55000,
        0,
    )
    # The service has made one of them.
    put(database, listing("old", made(3, run), version=2))
    again = reelbus("reprocess", "--service", "tagger", "--creator", "shop", "--run", run, "--dry-run", **database)
    assert [row.split("\t")[1] for row in again.stdout.splitlines()] == ["new", "older"]
    assert "left out: 1 listing made by this run or a later one" in again.stderr
    only = reelbus("reprocess", "--service", "thumbnail", "--yes", **database)
    _, name, count, run = only.stdout.splitlines()[-1].split("\t")
    assert (name, count) == (THUMBNAILS, "1")
    (value,) = sent(bus, THUMBNAILS, run).values()
    assert ThumbnailReprocessRequested.model_validate_json(value).video_url == "https://shop.example/v.mp4"


def test_ctrl_c_says_how_to_go_on(start: Any, bus: KafkaBus, database: dict[str, str]) -> None:
    put(database, *(listing(f"v{number:03}", made(1)) for number in range(200)))
    with start("reprocess", "--service", "tagger", "--rate", "10/s", "--yes", **database) as working:
        first = working.stdout.readline()
        working.send_signal(signal.SIGINT)
        rest, err = working.communicate(timeout=60)
    assert working.returncode == 130
    assert "/200 requests" in first
    _, _, count, run = rest.splitlines()[-1].split("\t")
    assert err.splitlines()[-1] == f"reelbus: interrupted: continue with the same options and --run {run}"
    assert 0 < len(sent(bus, TAGS, run)) == int(count) < 200


@pytest.mark.usefixtures("table")
def test_a_removed_video_is_left_out(reelbus: Reelbus, bus: KafkaBus, database: dict[str, str]) -> None:
    async def remove() -> None:
        async with open_database(DatabaseSettings.model_validate(database)) as engine:
            await ListingStore(engine).remove("new", 2)

    asyncio.run(remove())
    done = reelbus("reprocess", "--service", "tagger", "--video", "new", "--video", "old", "--yes", **database)
    assert done.returncode == 0, done.stderr
    assert "left out: 1 listing that was removed" in done.stderr
    assert sent(bus, TAGS, done.stdout.splitlines()[-1].split("\t")[-1]).keys() == {"old"}


def test_a_broker_that_stays_away_ends_the_run(database: dict[str, str]) -> None:
    put(database, *(listing(f"v{number:03}", made(1)) for number in range(200)))
    with broker_process() as (address, broker):
        bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
        asyncio.run(create(bus, list(topic_specs([topic(TAGS)]))))
        with started(address, "reprocess", "--service", "tagger", "--rate", "10/s", "--yes", **database) as working:
            assert working.stdout is not None
            assert "/200 requests" in working.stdout.readline()
            broker.kill()
            broker.wait()
            rest, err = working.communicate(timeout=120)
    assert working.returncode == 1
    _, _, count, run = rest.splitlines()[-1].split("\t")
    assert 0 < int(count) < 200
    assert f"for 20 s: continue with the same options and --run {run}" in err


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (("--where", "lexicn_version<3"), 2, "did you mean lexicon_version"),
        (("--run", "mine"), 2, "must be a run that was printed before"),
        (("--run", "29990101T000000Z"), 2, "must be a run that was printed before"),
        (("--video", "old", "--creator", "shop"), 2, "--video names videos"),
        (("--video", "other-shoop"), 1, "did you mean other-shop"),
        ((), 2, "reprocess needs --yes"),
    ],
)
def test_what_is_refused(
    reelbus: Reelbus, bus: KafkaBus, database: dict[str, str], args: tuple[str, ...], status: int, message: str
) -> None:
    dry = ("--dry-run",) if args else ()
    refused = reelbus("reprocess", "--service", "tagger", *dry, *args, **database)
    assert (refused.returncode, refused.stdout) == (status, "")
    assert message in refused.stderr


@pytest.mark.usefixtures("table")
def test_without_its_topic_nothing_is_sent(own_broker: str, database: dict[str, str]) -> None:
    refused = reelbus_on(own_broker)("reprocess", "--service", "caption", "--yes", **database)
    assert refused.returncode == 2
    assert "caption-reprocess-requested" in refused.stderr
    assert "reelbus topics create" in refused.stderr
