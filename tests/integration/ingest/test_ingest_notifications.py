"""A bucket's notification whose key may name several objects: encoded once, twice, or as it is."""

from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from libs.bus import Event
from libs.events import ObjectCreated
from libs.storage import Body, Denied, NotFound, ObjectInfo
from libs.storage.files.storage import FileStorage
from services.ingest.handler import created
from services.ingest.inbox.arrivals import Arrivals
from services.ingest.inbox.files import Files
from services.ingest.inbox.naming import Inbox
from services.ingest.settings import LayoutSettings

BUCKET = "s3://shop"


class Bucket(FileStorage):
    """A folder under a bucket's address: what a notification names is asked for by it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder.as_uri())
        self.asked: list[str] = []
        self.may_list = True

    async def head(self, uri: str) -> ObjectInfo:
        if not uri.startswith(BUCKET):
            return await super().head(uri)
        self.asked.append(uri)
        try:
            found = await super().head(self.uri(uri.removeprefix(f"{BUCKET}/")))
        except NotFound as error:
            raise error if self.may_list else Denied(uri) from None
        return found._replace(uri=uri, etag=f'"{found.etag}"')

    async def add(self, name: str, body: Body) -> str:
        """The version."""
        info = await self.put(self.uri(f"csv-files/{name}"), body, content_type="text/csv")
        return (await self.head(info.uri)).etag or ""


@pytest.fixture
def bucket(tmp_path: Path) -> Bucket:
    return Bucket(tmp_path)


async def taken(bucket: Bucket, tables: AsyncEngine, *told: tuple[str, str | None]) -> list[str]:
    """Names of the CSVs that become batches when these keys are told, with these versions."""
    records = [
        {"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "shop"}, "object": {"key": f"csv-files/{key}", "eTag": tag}}}
        for key, tag in told
    ]  # fmt: skip
    payload = ObjectCreated.model_validate({"Records": records})
    arrivals = Arrivals(Files(tables), LayoutSettings())
    event = Event("e1", "object-created", None, payload, 1, None)
    batches = await created(event, inbox=Inbox(BUCKET, "csv-files"), storage=bucket, arrivals=arrivals)
    return [batch.csv_uri.removeprefix(f"{BUCKET}/csv-files/") for batch in batches]


NAMES = [
    "a+b.csv",
    "a b.csv",
    "a%20b.csv",
    "a%2Bb.csv",
    "100%.csv",
    "100% off.csv",
    "ü%C3%BC.csv",
    "q?x=1&y.csv",
    "a%2520b.csv",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encode", [str, quote_plus, quote], ids=["as it is", "AWS", "percent"])
async def test_each_key_alone_is_found_however_it_is_told(
    bucket: Bucket, tables: AsyncEngine, name: str, encode: type[str]
) -> None:
    version = await bucket.add(name, b"x")
    for tag in (version, f'"{version}"', None, "of an earlier one"):
        assert await taken(bucket, tables, (encode(name), tag)) == [name]


@pytest.mark.parametrize("encode", [str, quote_plus, quote], ids=["as it is", "AWS", "percent"])
async def test_of_several_the_version_settles_it(bucket: Bucket, tables: AsyncEngine, encode: type[str]) -> None:
    versions = {name: await bucket.add(name, name.encode()) for name in NAMES}
    for name, version in versions.items():
        assert await taken(bucket, tables, (encode(name), version)) == [name]


async def test_without_a_version_all_are_taken(bucket: Bucket, tables: AsyncEngine) -> None:
    for name in ("x y.csv", "x+y.csv"):
        await bucket.add(name, name.encode())
    for tag in (None, "", "of an earlier one"):
        assert sorted(await taken(bucket, tables, ("x+y.csv", tag))) == ["x y.csv", "x+y.csv"]
    assert await taken(bucket, tables, ("x+y.csv", None), ("x y.csv", None), ("x%20y.csv", None)) == [
        "x y.csv",
        "x+y.csv",
    ]


async def test_a_plain_key_is_asked_for_once(bucket: Bucket, tables: AsyncEngine) -> None:
    await bucket.add("plain.csv", b"x")
    assert await taken(bucket, tables, ("plain.csv", None)) == ["plain.csv"]
    assert await taken(bucket, tables, ("gone.csv", None)) == []
    assert bucket.asked == [f"{BUCKET}/csv-files/plain.csv", f"{BUCKET}/csv-files/gone.csv"]


async def test_keys_that_may_not_list_the_bucket(bucket: Bucket, tables: AsyncEngine) -> None:
    """S3 answers 403 in place of 404."""
    bucket.may_list = False
    await bucket.add("x y.csv", b"x")
    assert await taken(bucket, tables, ("x+y.csv", None)) == ["x y.csv"]
    with pytest.raises(Denied):
        await taken(bucket, tables, ("gone.csv", None))
