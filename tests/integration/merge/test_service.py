"""The merge service as a process, on the embedded broker, with objects in a folder and in moto's S3."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from fixtures.loop_time import assert_loop_held
from fixtures.media.marked import marked, read
from fixtures.waiting import until
from libs.storage import Storage, open_storage
from services.merge.status import status_at
from tests.integration.merge.driving import answers, ended, post, request, settings_for, with_topics
from tests.integration.processes import running
from tests.support.s3 import S3Env, moto_server, new_bucket, s3_settings


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Clips of different kinds."""
    folder = tmp_path_factory.mktemp("clips")
    return {
        "one.mp4": marked(folder / "one.mp4", 1),
        "two.mkv": marked(folder / "two.mkv", 2, size=(96, 160), sound_rate=22_050, layout="mono"),
        "three.mp4": marked(folder / "three.mp4", 3, sound=None),
    }


class Store(NamedTuple):
    """Where objects are: the AWS_* variables of a server (none: a folder), and the root."""

    env: S3Env
    root: str


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "folder":
        yield Store({}, (tmp_path / "objects").as_uri())
        return
    with moto_server() as env, new_bucket(env) as bucket:
        yield Store(env, f"s3://{bucket}/shop")


@asynccontextmanager
async def opened(store: Store, clips: Mapping[str, Path]) -> AsyncIterator[Storage]:
    """A store with the clips below in/."""
    async with open_storage(s3_settings(store.env, store.root)) as storage:
        for name, path in clips.items():
            await storage.put(storage.uri(f"in/{name}"), path, content_type="video/mp4")
        yield storage


async def test_clips_of_different_kinds_are_merged_and_a_repeat_is_answered_again(
    store: Store, own_broker: str, clips: dict[str, Path], tmp_path: Path
) -> None:
    work = tmp_path / "work"
    bus = await with_topics(own_broker)
    env = settings_for(work, store.root, store.env)
    async with opened(store, clips) as storage, running(own_broker, "services.merge", env=env) as service:
        await service.ready()
        asked = request("p1", [storage.uri(f"in/{name}") for name in clips], node_id="n1")
        await post(bus, [asked])
        await until(lambda: ended(service, merged=1), "it is merged")
        ((answer, event_id),) = await answers(bus)
        assert (answer.status, answer.reason) == ("merged", None)
        assert (answer.node_id, answer.uri) == ("n1", storage.uri("merged/p1.mp4"))
        assert [each.picture for each in answer.plan] == ["copied", "encoded", "copied"]
        assert [each.uri for each in answer.plan] == asked["input_videos"]
        info = await storage.download(answer.uri or "", tmp_path / "result.mp4", limit=10_000_000)
        assert info.size == answer.size
        seen = read(tmp_path / "result.mp4")
        assert [(one.clip, one.frame) for one in seen.frames] == [(n, f) for n in (1, 2, 3) for f in range(20)]
        status = await status_at(storage, "p1/n1")
        assert status is not None
        assert (status.state, status.event) == ("merged", answer)

        await post(bus, [asked])
        await until(lambda: ended(service, repeated=1), "a repeat")
        first, second = await answers(bus)
        assert first == (answer, event_id)
        assert second[0] == answer
        assert (await storage.head(answer.uri or "")).etag == info.etag, "it was not made again"

        inputs = asked["input_videos"]
        await post(bus, [request(f"fade{n}", inputs, options={"cross_fade": n}) for n in (0.2, 0.6)])
        await until(lambda: ended(service, **{"merged": 2, "bad-option": 1}), "two with cross-fades")
        found = {answer.pipeline_id: answer for answer, _ in await answers(bus)}
        faded, short = found["fade0.2"], found["fade0.6"]
        assert (faded.duration, faded.frames) == (2.0, 50)
        assert [each.picture_reasons for each in faded.plan][::2] == [["cross-fades"]] * 2
        assert short.cause == "bad-option"
        assert short.reason == f"option cross_fade: needs 1.20 s of {inputs[1]}, which has 0.80 s"
        assert_loop_held((await service.get("/metrics"))[1])
        service.process.terminate()
        assert await service.ended() == 0, service.stderr
    assert not any('"level": "error"' in line for line in service.lines), service.stderr
    assert not list(work.iterdir())
