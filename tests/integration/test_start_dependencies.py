"""A service whose store, database or model refuses it ends with one line; one that is away is waited for."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.integration.processes import ran
from tests.support.postgres import new_database

NOWHERE = "127.0.0.1:1"
SOON = {"KAFKA_CONNECT_TIMEOUT_SECONDS": "0", "DEPENDENCY_CONNECT_TIMEOUT_SECONDS": "0"}
SERVICES = ["thumbnail", "collage", "collage.planner", "collage.tally", "ingest"]
REFUSALS = {
    "SignatureDoesNotMatch": "authentication failed: AWS_SECRET_ACCESS_KEY does not match AWS_ACCESS_KEY_ID "
    "(403 SignatureDoesNotMatch)",
    "InvalidAccessKeyId": "authentication failed: AWS_ACCESS_KEY_ID does not exist (403 InvalidAccessKeyId)",
}


@asynccontextmanager
async def answering(status: int, body: str = "", *, path: str = "/{any:.*}") -> AsyncIterator[str]:
    """The address of a server with one answer."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=body, content_type="application/xml")

    app = web.Application()
    app.router.add_route("*", path, answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def s3_error(code: str) -> str:
    return f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>no</Message></Error>'


def bucket_at(address: str) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "AKSHOP", "AWS_SECRET_ACCESS_KEY": "wrong-one",
        "S3_BUCKET_NAME": "my-shop",
    }  # fmt: skip


async def ended(service: str, env: Mapping[str, str]) -> tuple[int, str]:
    """Exit status and last line of a service; nothing it said holds the secret."""
    status, lines = await ran(NOWHERE, f"services.{service}", SOON | dict(env))
    assert not [line for line in lines if "Traceback" in line or "wrong-one" in line]
    return status, lines[-1]


@pytest.mark.parametrize("service", SERVICES)
async def test_a_store_that_refuses_the_keys(service: str) -> None:
    code = "SignatureDoesNotMatch"
    async with answering(403, s3_error(code)) as address:
        status, said = await ended(service, bucket_at(address))
    assert (status, said) == (2, f"store refuses: s3://my-shop/reelbus-probe at {address}: {REFUSALS[code]}")


async def test_a_key_that_the_store_does_not_know_and_a_bucket_that_is_not_there() -> None:
    code, other = "InvalidAccessKeyId", "XAdminUserNotFound"
    async with (
        answering(403, s3_error(code)) as unknown,
        answering(404, s3_error("NoSuchBucket")) as empty,
        answering(404, s3_error(other)) as elsewhere,
    ):
        answers = await asyncio.gather(*(ended("collage", bucket_at(one)) for one in (unknown, empty, elsewhere)))
    assert [status for status, _ in answers] == [2, 2, 2]
    assert answers[2][1].endswith(f"the store rejected the request (404 {other})")
    assert answers[0][1].endswith(REFUSALS[code])
    assert "the bucket does not exist; `reelbus storage init` creates that of STORAGE_URI" in answers[1][1]


async def test_a_store_that_is_away_or_says_nothing() -> None:
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) as silent:
        address = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        answers = await asyncio.gather(
            ended("collage", bucket_at("http://127.0.0.1:1")), ended("collage", bucket_at(address))
        )
    for status, said in answers:
        assert (status, said.startswith("store does not answer: ")) == (1, True), said
        assert said.endswith("(waited 0 s, DEPENDENCY_CONNECT_TIMEOUT_SECONDS)")


async def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    status, said = await ended("collage", {"STORAGE_URI": (file / "objects").as_uri()})
    assert (status, said.startswith(f"store refuses: {(file / 'objects').as_uri()}: ")) == (2, True), said


@pytest.fixture(scope="module")
def empty() -> Iterator[str]:
    """The address of a database without tables."""
    with new_database() as url:
        yield url


@pytest.mark.parametrize("service", ["collage.tally", "ingest"])
async def test_a_database_without_tables(service: str, empty: str, tmp_path: Path) -> None:
    status, said = await ended(service, {"STORAGE_URI": tmp_path.as_uri(), "DATABASE_URL": empty})
    assert (status, said.startswith("database refuses: database postgresql://")) == (2, True), said
    assert said.endswith("run `reelbus database upgrade`")


async def test_a_database_that_does_not_exist_or_is_away(empty: str, tmp_path: Path) -> None:
    folder = {"STORAGE_URI": tmp_path.as_uri()}
    absent = f"{empty}_no_such_database"
    answers = await asyncio.gather(
        ended("collage.tally", folder | {"DATABASE_URL": absent}),
        ended("collage.tally", folder | {"DATABASE_URL": "postgresql://u:wrong-one@127.0.0.1:1/d"}),
        ended("ingest", folder | {"INGEST_SOURCE_URL": absent, "DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}),
    )
    (status, said), away, source = answers
    assert (status, said.endswith('_no_such_database" does not exist')) == (2, True), said
    assert away[0] == 1
    assert away[1].startswith("database does not answer: database postgresql://u:***@127.0.0.1:1/d: connection refused")
    assert (source[0], source[1].startswith("source-database refuses: ")) == (2, True), source


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"INGEST_COVERS_CRON": "0 3 * * *", "INGEST_COVERS_TABLE": "nix"}, "INGEST_COVERS_TABLE"),
        ({"INGEST_COVERS_CRON": "0 3 * * *"}, "it has: creator_name, created_at"),
        ({"INGEST_VIDEOS_TABLE": "videos_links"}, "INGEST_VIDEOS_*_COLUMN"),
    ],
    ids=["table", "column", "videos"],
)
async def test_a_table_of_the_source_that_is_not_there(env: dict[str, str], says: str, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "shop.db")) as shop:
        shop.execute("CREATE TABLE videos_links (creator_name TEXT, created_at TEXT)")
    own = {"STORAGE_URI": tmp_path.as_uri(), "DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    status, said = await ended("ingest", own | env | {"INGEST_SOURCE_URL": f"sqlite:///{tmp_path}/shop.db"})
    assert (status, said.startswith("source-database refuses: "), says in said) == (2, True, True), said


@pytest.mark.parametrize("provider", ["openai", "openrouter"])
async def test_a_model_whose_provider_refuses_the_key(provider: str) -> None:
    name = provider.upper()
    async with answering(401) as address:
        env = {"LLM_PROVIDER": provider, f"{name}_API_KEY": "wrong-one", f"{name}_BASE_URL": address}
        status, said = await ended("caption", env)
    assert (status, said.startswith(f"model refuses: {provider} ")) == (2, True), said
    assert said.endswith("HTTP 401: authentication failed: check the key")


async def test_a_model_that_is_away_or_lists_no_models_stops_nobody() -> None:
    env = {"LLM_PROVIDER": "openai", "OPENAI_API_KEY": "sk", "OPENAI_BASE_URL": "http://127.0.0.1:1"}
    async with answering(404) as address:
        answers = await asyncio.gather(ended("caption", env), ended("caption", env | {"OPENAI_BASE_URL": address}))
    for status, said in answers:
        assert (status, said.startswith("no broker answers")) == (1, True), said
