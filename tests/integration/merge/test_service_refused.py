"""What the service answers to requests that can never be done: one clear line each, and nothing is written."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fixtures.media.marked import marked
from fixtures.waiting import until
from libs.events import VideoMerged
from libs.storage import Storage, open_storage
from libs.storage.s3.client import s3_client
from tests.integration.merge.driving import answers, ended, post, request, settings_for, unfinished_uploads, with_topics
from tests.integration.merge.test_refused import only_sound
from tests.integration.processes import running
from tests.integration.thumbnail.driving import has_ended
from tests.support.s3 import S3Env, moto_server, new_bucket, s3_settings

HOURS = 5
SECRET = "f00dfeed"


class Buckets(NamedTuple):
    """A server with the service's bucket, one that events may name and that refuses, and one of somebody else."""

    env: S3Env
    own: str
    closed: str
    other: str

    @property
    def root(self) -> str:
        return f"s3://{self.own}/shop"


@pytest.fixture(scope="module")
def buckets() -> Iterator[Buckets]:
    with moto_server() as env, new_bucket(env) as own, new_bucket(env) as closed, new_bucket(env) as other:
        yield Buckets(env, own, closed, other)


class Case(NamedTuple):
    """A request, the cause of its failure, and how the reason begins."""

    asked: dict[str, Any]
    cause: str
    reason: str


class Bad(NamedTuple):
    """A bad object: its content, the cause, and the words behind its URI; "" for any."""

    content: bytes
    cause: str
    words: str


def bad_objects(folder: Path) -> dict[str, Bad]:
    """By name."""
    good = marked(folder / "good.mp4", 1).read_bytes()
    unknown = good.replace(b"avc1", b"zzz1")
    assert unknown != good
    return {
        "empty.mp4": Bad(b"", "not-a-video", "the file is empty"),
        "noise.mp4": Bad(bytes(range(256)) * 40, "not-a-video", ""),
        "text.mp4": Bad(b"no video at all", "not-a-video", "not a video of a supported format"),
        "script.mp4": Bad(b"ffconcat version 1.0\nfile one.mp4\n", "not-a-video", "it is a script of FFmpeg's concat"),
        "list.mp4": Bad(b"#EXTM3U\n#EXTINF:1,\none.mp4\n", "not-a-video", "it is an M3U playlist, not a video"),
        "sound.mp4": Bad(only_sound(folder / "sound.mp4").read_bytes(), "no-picture", "the file has no video track"),
        "codec.mp4": Bad(unknown, "", ""),
        **{f"cut{part}.mp4": Bad(good[: len(good) * part // 11], "", "") for part in range(1, 11)},
    }


def cases(buckets: Buckets, bad: Mapping[str, Bad]) -> list[Case]:
    """All bad requests, named by what is wrong. in/one.mp4 is a good input."""
    root, good, closed = buckets.root, f"{buckets.root}/in/one.mp4", f"s3://{buckets.closed}"
    rules = "must have at most 1024 bytes, no control characters, and no empty, . or .. segments"

    def of(name: str, cause: str, reason: str, *inputs: str, **fields: Any) -> Case:
        return Case(request(name, inputs or [good], **fields), cause, reason)

    def keyed(key: str, reason: str) -> Case:
        return of(f"key {key}", "not-allowed", reason, output_key=key)

    return [
        *(of(name, one.cause, f"{root}/in/{name}: {one.words}", good, f"{root}/in/{name}") for name, one in bad.items()),
        of("missing", "no-object", f"{root}/in/none.mp4 at http", good, f"{root}/in/none.mp4"),
        of("other", "not-allowed",
           f"s3://{buckets.other}/a.mp4: bucket {buckets.other!r} is not one of MERGE_INPUT_BUCKETS (own: {root}, "
           f"{buckets.closed})", f"s3://{buckets.other}/a.mp4"),
        of("outside", "not-allowed", f"s3://{buckets.own}/a.mp4: it is outside {root}", f"s3://{buckets.own}/a.mp4"),
        of("closed input", "no-object", f"{closed}/a.mp4 at http", f"{closed}/a.mp4"),
        of("closed output", "no-object", f"{closed}/merged/", output_bucket=buckets.closed),
        of("too long", "too-many", "the result would have 18001 s; the limit is 14400 s (MERGE_MAX_SECONDS)", good,
           f"{root}/in/long.mp4"),
        of("501", "too-many", "501 input videos: at most 500 (MERGE_MAX_INPUTS)", *[good] * 501),
        Case(request("none", []), "no-inputs", "input_videos is empty"),
        keyed("../a.mp4", f"output_key '../a.mp4': {rules}"),
        keyed("/a.mp4", f"output_key '/a.mp4': {rules}"),
        keyed("a.mov", "output_key 'a.mov': must end with .mp4"),
        keyed("merges/a.mp4", "output_key 'merges/a.mp4': merges/ is reserved"),
        keyed("in/one.mp4", f"{good} is an input: choose another output_key"),
        of("option", "bad-option", "unknown option 'colour': known are target, ", options={"colour": 1}),
        of("file", "not-allowed", "file:///etc/passwd: must be s3://bucket/key", "file:///etc/passwd"),
        of("signed", "not-allowed", f"{good}: the URI must not have a signature", f"{good}?X-Amz-Signature={SECRET}"),
    ]  # fmt: skip


@asynccontextmanager
async def prepared(buckets: Buckets, bad: Mapping[str, Bad], folder: Path) -> AsyncIterator[Storage]:
    """The objects, and a bucket that refuses."""
    settings = s3_settings(buckets.env, buckets.root)
    async with open_storage(settings) as storage, s3_client(settings) as client:
        long = marked(folder / "long.mp4", 2, frames=3, times=[0, 1, HOURS * 3600], sound=None)
        contents = {"one.mp4": marked(folder / "one.mp4", 1).read_bytes(), "long.mp4": long.read_bytes()}
        for name, content in (contents | {name: one.content for name, one in bad.items()}).items():
            await storage.put(storage.uri(f"in/{name}"), content, content_type="video/mp4")
        await client.put_object(Bucket=buckets.closed, Key="a.mp4", Body=b"")
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{buckets.closed}/*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
        await client.put_bucket_policy(Bucket=buckets.closed, Policy=policy)
        try:
            yield storage
        finally:
            await client.delete_bucket_policy(Bucket=buckets.closed)


async def listed(buckets: Buckets, storage: Storage) -> dict[str, str | None]:
    """All objects of all buckets with their versions, without status objects; and unfinished uploads."""
    found = {}
    for bucket in (buckets.own, buckets.closed, buckets.other):
        found |= {info.uri: info.etag async for info in storage.list(f"s3://{bucket}/")}
        assert await unfinished_uploads(buckets.env, f"s3://{bucket}") == []
    return {uri: etag for uri, etag in found.items() if "/shop/merges/" not in uri}


@pytest.mark.long
async def test_each_bad_request_is_answered_in_one_line_and_nothing_is_written(
    buckets: Buckets, own_broker: str, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    env = settings_for(
        work, buckets.root, buckets.env, MERGE_INPUT_BUCKETS=buckets.closed, MERGE_OUTPUT_BUCKETS=buckets.closed,
        MERGE_PROCESSES="2",
    )  # fmt: skip
    bus = await with_topics(own_broker)
    bad = bad_objects(tmp_path)
    expected = {case.asked["pipeline_id"]: case for case in cases(buckets, bad)}
    async with prepared(buckets, bad, tmp_path) as storage, running(own_broker, "services.merge", env=env) as service:
        await service.ready()
        before = await listed(buckets, storage)
        await post(bus, [case.asked for case in expected.values()])
        await until(lambda: has_ended(service, len(expected)), "all are answered")
        assert await listed(buckets, storage) == before
        await post(bus, [request("good", [storage.uri("in/one.mp4")])])
        await until(lambda: ended(service, merged=1), "the good one is merged")
        service.process.terminate()
        assert await service.ended() == 0, service.stderr
    found = {event.pipeline_id or "": event for event, _ in await answers(bus)}
    assert found.pop("good").status == "merged"
    assert {name: problem for name, event in found.items() if (problem := wrong(event, expected[name]))} == {}
    assert found.keys() == expected.keys()
    assert not any('"level": "error"' in line or "Traceback" in line for line in service.lines), service.stderr
    assert not list(work.iterdir())


def wrong(event: VideoMerged, case: Case) -> str:
    """What is wrong with an answer; empty if it is as expected."""
    reason = event.reason or ""
    if event.status != "failed" or "\n" in reason or len(reason) > 500 or SECRET in reason:
        return f"{event.status}: {reason!r}"
    if case.cause not in ("", event.cause) or not reason.startswith(case.reason):
        return f"{event.cause}: {reason!r}, not {case.cause}: {case.reason!r}"
    return ""
