"""`reelbus storage`, as its user runs it, and what it does to buckets."""

import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from libs.storage import Denied, open_storage
from libs.storage.prepare import prepare
from libs.storage.prepare_step import Step
from libs.storage.s3.client import s3_client
from tests.integration.conftest import Reelbus, reelbus_in
from tests.support.fake_store import fake_store
from tests.support.s3 import SERVERS, S3Env, new_bucket_name, remove_bucket, s3_server, s3_settings

FOREIGN = {"ID": "theirs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 9}}


@pytest.fixture
def run(tmp_path: Path) -> Reelbus:
    """Runs `reelbus storage ARGS` in an empty folder; keywords are environment variables."""
    return reelbus_in(tmp_path, "storage")


@pytest.fixture(scope="module", params=SERVERS)
def env(request: pytest.FixtureRequest) -> Iterator[S3Env]:
    with s3_server(request.param) as env:
        yield env


@pytest.fixture
async def new(env: S3Env) -> AsyncIterator[str]:
    """The name of a bucket that a test may create."""
    bucket = new_bucket_name()
    yield bucket
    await remove_bucket(env, bucket)


def outcomes(steps: list[Step]) -> list[tuple[str, str]]:
    return [(step.outcome, step.what) for step in steps]


async def test_a_bucket_from_init_to_presign(env: S3Env, new: str, run: Reelbus) -> None:
    settings = s3_settings(env, f"s3://{new}/media")
    given = {**env, "STORAGE_URI": settings.root}
    missing = run("ls", **given)
    assert missing.returncode == 1
    assert missing.stderr.count("\n") == 1
    assert "the bucket does not exist; `reelbus storage init`" in missing.stderr

    made = run("init", **given)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(f"made\tbucket {new}\t")

    async with open_storage(settings) as storage:
        info = await storage.put(storage.uri("thumbnails/a b.jpg"), b"x", content_type="image/jpeg")
    listed = run("ls", "thumbnails/", **given)
    assert listed.stdout.startswith(f"{info.uri}\t1\t20")
    address = run("presign", "thumbnails/a b.jpg", **given).stdout.strip()
    async with httpx.AsyncClient() as client:
        assert (await client.get(address)).content == b"x"


async def test_rules_are_set_once_and_foreign_ones_kept(env: S3Env, new: str) -> None:
    settings = s3_settings(env, f"s3://{new}")
    first = await prepare(settings)
    if first[-1].outcome == "skipped":
        assert first[-1].what == "lifecycle rules"
        assert outcomes(await prepare(settings))[0] == ("unchanged", f"bucket {new}")
        return
    assert {step.outcome for step in first} == {"made"}
    assert len(first) == 12
    assert {step.outcome for step in await prepare(settings)} == {"unchanged"}

    async with s3_client(settings) as client:
        there = (await client.get_bucket_lifecycle_configuration(Bucket=new))["Rules"]
        changed = [rule | {"Status": "Disabled"} if rule["ID"] == "reelbus-temp" else rule for rule in there]
        await client.put_bucket_lifecycle_configuration(
            Bucket=new, LifecycleConfiguration={"Rules": [FOREIGN, *changed]}
        )
        steps = outcomes(await prepare(settings))
        assert ("changed", "rule reelbus-temp") in steps
        assert ("unchanged", "rule reelbus-input") in steps
        assert ("kept", "rule theirs") in steps
        after = {rule["ID"]: rule for rule in (await client.get_bucket_lifecycle_configuration(Bucket=new))["Rules"]}
    assert after == {rule["ID"]: rule for rule in [FOREIGN, *there]}


async def test_a_bucket_is_created_in_its_region(env: S3Env, new: str) -> None:
    settings = s3_settings({**env, "AWS_REGION": "eu-central-1"}, f"s3://{new}")
    if env["AWS_ACCESS_KEY_ID"] != "testing":
        pytest.skip("this server is in one region")
    await prepare(settings)
    async with s3_client(settings) as client:
        assert (await client.get_bucket_location(Bucket=new))["LocationConstraint"] == "eu-central-1"
    assert outcomes(await prepare(settings))[0] == ("unchanged", f"bucket {new}")


async def test_a_store_without_lifecycle_rules_is_not_an_error() -> None:
    async with fake_store(lifecycle="none") as store:
        steps = await prepare(s3_settings(store.env, "s3://some-bucket"))
    assert outcomes(steps) == [("unchanged", "bucket some-bucket"), ("skipped", "lifecycle rules")]


async def test_a_store_without_storage_classes_gets_the_deletions() -> None:
    async with fake_store(lifecycle="deletions") as store:
        steps = await prepare(s3_settings(store.env, "s3://some-bucket"))
        assert ("skipped", "storage classes") in outcomes(steps)
        assert ("made", "rule reelbus-temp") in outcomes(steps)
        assert b"reelbus-temp" in store.rules
        assert b"<Transition>" not in store.rules
        puts = store.requests
        assert outcomes(await prepare(s3_settings(store.env, "s3://some-bucket")))[1] == (
            "unchanged",
            "rule reelbus-input",
        )
        assert store.requests > puts


async def test_a_bucket_of_another_account_is_denied() -> None:
    async with fake_store(forbidden=True) as store:
        with pytest.raises(Denied, match=r"s3://some-bucket at .* access denied"):
            await prepare(s3_settings(store.env, "s3://some-bucket"))


def test_a_folder(run: Reelbus, tmp_path: Path) -> None:
    made = run("init")
    assert made.returncode == 0, made.stderr
    folder = tmp_path / ".reelbus" / "objects"
    assert made.stdout.splitlines()[0] == f"made\tfolder {folder}"
    assert made.stdout.splitlines()[1].startswith("skipped\tlifecycle rules\ta folder has none")
    (folder / "temp").mkdir()
    (folder / "temp" / "a b\x1b[2J").write_bytes(b"12")
    (folder / "temp" / "a b").write_bytes(b"12")
    assert '"bytes":2' in run("ls", "--json", "temp/").stdout
    assert run("presign", "temp/a b").stdout == f"file://{folder}/temp/a%20b\n"


@pytest.mark.parametrize(
    ("args", "env", "status", "message"),
    [
        (["init"], {"STORAGE_URI": "nonsense"}, 2, "bad setting STORAGE_URI: must be s3://bucket"),
        (["ls", "s3://other/"], {}, 2, "reelbus: 's3://other/' is not below file:///"),
        (["init"], {"STORAGE_URI": "file:///proc/nothing"}, 1, "reelbus: file:///proc/nothing: "),
    ],
)
def test_an_error_that_the_user_can_correct_is_one_line(
    args: list[str], env: dict[str, str], status: int, message: str, run: Reelbus
) -> None:
    done = run(*args, **env)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [["ls"], ["init"]])
def test_a_store_that_never_answers_is_an_error(args: list[str], run: Reelbus) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        env = {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
        done = run(*args, STORAGE_URI="s3://bucket", STORAGE_TIMEOUT_SECONDS="0.3", **env)
    assert (done.returncode, done.stdout) == (1, "")
    message = "no answer in time (STORAGE_TIMEOUT_SECONDS, three attempts) (ReadTimeoutError)"
    assert done.stderr == f"reelbus: s3://bucket at {address}: {message}\n"
