"""The handler: which answer each request gets, and what is tried again. Fakes for the store and the merge."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from fixtures.waiting import until
from libs.bus import Event, Rejected, Retryable
from libs.bus.errors import verdict
from libs.bus.event import read_payload
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.events import MergedInput, VideoMerged, VideoMergeRequested
from libs.storage import BadUri, Denied, NotFound, ObjectInfo, StorageError, Unavailable
from services.merge import errors
from services.merge.handler import Desk, handle, on_dead_letter, on_invalid
from services.merge.keys import status_key
from services.merge.merger import Made, Report
from services.merge.places import Places
from services.merge.requests import Job
from services.merge.status import Status, status_at
from tests.unit.merge.memory_store import MemoryStore

INPUTS = ["s3://own/one.mp4", "s3://own/two.mp4"]
OUTPUT = "s3://own/merged/out.mp4"
ROWS = tuple(MergedInput(uri=uri, seconds=2, picture="copied", sound="copied") for uri in INPUTS)


class Merger:
    """Stores a result, or raises."""

    def __init__(self, store: MemoryStore, error: Exception | None = None) -> None:
        self.store, self.error = store, error
        self.jobs: list[Job] = []

    async def __call__(self, job: Job, objects: Mapping[str, ObjectInfo], report: Report) -> Made:
        self.jobs.append(job)
        report("join", 2.0, 4.0)
        # The status is written by a task beside this one.
        await until(lambda: bool(self.store.writes), "the status is written")
        if self.error:
            raise self.error
        self.store.objects[job.output] = b"".join(self.store.objects[uri] for uri in job.inputs)
        if job.poster:
            self.store.objects[job.poster] = b"poster"
        return Made(4.0, len(self.store.objects[job.output]), 100, 160, 96, "h264", ROWS, ("a warning",))


class Setting:
    """A service with two inputs in its store."""

    def __init__(self, error: Exception | None = None, attempts: int = 4) -> None:
        self.store = MemoryStore()
        self.store.objects = {uri: uri.encode() for uri in INPUTS}
        self.merger = Merger(self.store, error)
        places = Places("s3://own", frozenset({"shop"}))
        self.desk = Desk(self.store, self.merger, places, max_inputs=3, attempts=attempts)  # type: ignore[arg-type]

    async def answer(self, *, attempt: int = 1, **fields: Any) -> VideoMerged:
        return await handle(event(attempt=attempt, **fields), desk=self.desk)

    async def status(self, name: str = "p1") -> Status:
        found = await status_at(self.store, name)  # type: ignore[arg-type]
        assert found is not None
        return found


def event(*, attempt: int = 1, **fields: Any) -> Event[VideoMergeRequested]:
    given = {"input_videos": INPUTS, "output_key": "merged/out.mp4", "pipeline_id": "p1"} | fields
    return Event("id", "video-merge-requested", "p1", VideoMergeRequested.model_validate(given), attempt, None)


async def test_a_merge_is_answered_with_what_was_made() -> None:
    here = Setting()
    answer = await here.answer(node_id="n1", options={"poster": 1.5})
    assert answer == VideoMerged(
        pipeline_id="p1", node_id="n1", output_key="merged/out.mp4", status="merged", s3_key="merged/out.mp4",
        uri=OUTPUT, duration=4.0, size=32, width=160, height=96, frames=100, codec="h264",
        poster_uri="s3://own/merged/out.jpg", plan=list(ROWS), warnings=["a warning"],
    )  # fmt: skip
    (job,) = here.merger.jobs
    assert (job.inputs, job.output, job.options.poster) == (tuple(INPUTS), OUTPUT, 1.5)
    status = await here.status("p1/n1")
    assert (status.state, status.step, status.percent, status.event) == ("merged", "join", 50.0, answer)


async def test_unfinished_uploads_of_the_result_are_ended_first() -> None:
    here = Setting()
    await here.answer()
    assert here.store.aborted == [OUTPUT]


async def test_a_repeat_is_answered_without_work() -> None:
    here = Setting()
    first = await here.answer()
    assert await here.answer() == first
    assert len(here.merger.jobs) == 1


@pytest.mark.parametrize("what", ["input", "options", "result changed", "result gone", "order"])
async def test_another_merge_is_made(what: str) -> None:
    here = Setting()
    await here.answer()
    more: dict[str, Any] = {}
    match what:
        case "input":
            here.store.objects[INPUTS[0]] = b"another"
        case "options":
            more = {"options": {"faststart": False}}
        case "result changed":
            here.store.objects[OUTPUT] = b"other"
        case "result gone":
            del here.store.objects[OUTPUT]
        case "order":
            more = {"input_videos": INPUTS[::-1]}
    assert (await here.answer(**more)).status == "merged"
    assert len(here.merger.jobs) == 2


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"input_videos": []}, "no-inputs", "input_videos is empty: name at least one video"),
    ({"input_videos": INPUTS * 2}, "too-many", "4 input videos: at most 3 (MERGE_MAX_INPUTS)"),
    ({"input_videos": ["s3://other/a.mp4"]}, "not-allowed",
     "s3://other/a.mp4: bucket 'other' is not one of MERGE_INPUT_BUCKETS (own: s3://own, shop)"),
    ({"input_videos": [*INPUTS, "s3://own/none.mp4"]}, "no-object", "s3://own/none.mp4: the object does not exist"),
    ({"output_key": "../out.mp4"}, "not-allowed",
     "output_key '../out.mp4': must have at most 1024 bytes, no control characters, and no empty, . or .. segments"),
    ({"output_key": ""}, "not-allowed",
     "output_key '': must have at most 1024 bytes, no control characters, and no empty, . or .. segments"),
    ({"output_key": "one.mp4"}, "not-allowed", "s3://own/one.mp4 is an input: choose another output_key"),
    ({"output_key": "one.mp4", "output_bucket": "own"}, "not-allowed",
     "s3://own/one.mp4 is an input: choose another output_key"),
    ({"input_videos": ["s3://own//two.mp4"], "output_key": "two.mp4"}, "not-allowed",
     "s3://own//two.mp4 is an input: choose another output_key"),
    ({"options": {"audio": {"uri": "s3://own/a.jpg"}, "poster": True}, "output_key": "a.mp4"}, "not-allowed",
     "s3://own/a.jpg is an input: choose another output_key"),
    ({"options": {"audio": {"uri": "https://x.test/a.mp3"}}}, "not-allowed",
     "https://x.test/a.mp3: must be s3://bucket/key"),
    ({"options": {"colour": "red"}}, "bad-option",
     "unknown option 'colour': known are target, size, fit, rate, trim, cross_fade, audio, loudness, poster, faststart"),
    ({"options": {"rate": 1000}}, "bad-option", "option rate: must be 1 to 240 frames a second"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "cause", "reason"), REFUSED)
async def test_a_wrong_request_is_answered(fields: dict[str, Any], cause: str, reason: str) -> None:
    here = Setting()
    answer = await here.answer(**fields)
    assert (answer.status, answer.cause, answer.reason) == ("failed", cause, reason)
    assert (answer.pipeline_id, answer.output_key) == ("p1", fields.get("output_key", "merged/out.mp4"))
    assert here.merger.jobs == []
    status = await here.status()
    assert (status.state, status.reason, status.event) == ("failed", reason, answer)
    assert here.store.writes == [f"s3://own/{status_key('p1')}"], "nothing but the status"


MERGE_ERRORS = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.MergeError)
]


@pytest.mark.parametrize("kind", MERGE_ERRORS)
async def test_what_is_wrong_with_an_input_is_told(kind: type[errors.MergeError]) -> None:
    answer = await Setting(kind("s3://own/one.mp4: it\nis so")).answer()
    assert (answer.status, answer.cause, answer.reason) == ("failed", kind.cause, "s3://own/one.mp4: it is so")


def test_each_cause_is_its_own() -> None:
    causes = [kind.cause for kind in MERGE_ERRORS]
    assert len(set(causes)) == len(causes) >= 12


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OutOfMemory("takes more than 3000 MB"), "the merge takes more than 3000 MB of memory (MERGE_MEMORY_MB)"),
        (
            OutOfProcessor("takes more than 7200 s"),
            "the merge takes more than 7200 s of processor time (MERGE_ENCODE_SECONDS)",
        ),
        (TimedOut("took more than 28800 s"), "the merge took more than 28800 s, four times MERGE_ENCODE_SECONDS"),
    ],
)
async def test_what_is_too_costly_is_told(error: Exception, reason: str) -> None:
    answer = await Setting(error).answer()
    assert (answer.cause, answer.reason) == ("too-costly", reason)


@pytest.mark.parametrize("error", [Ended(-9), NotStarted("no process could be started"), Unavailable("away"), StorageError("full"), OSError("disk")])  # fmt: skip
async def test_what_may_pass_is_tried_again_and_answered_at_the_end(error: Exception) -> None:
    here = Setting(error, attempts=2)
    for attempt, state in ((1, "waiting"), (2, "failed")):
        with pytest.raises((Retryable, StorageError, OSError)) as raised:
            await here.answer(attempt=attempt)
        if isinstance(raised.value, StorageError):
            assert isinstance(verdict(raised.value), Retryable)
        assert (await here.status()).state == state
    answer = on_dead_letter(event(), raised.value)
    assert (answer.status, answer.cause, answer.reason) == ("failed", "not-merged", str(raised.value))
    assert (await here.status()).event == answer


@pytest.mark.parametrize("error", [NotFound("gone"), Denied("denied"), BadUri("bad")])
@pytest.mark.parametrize("where", [INPUTS[1], OUTPUT])
async def test_a_place_that_refuses_is_told(error: StorageError, where: str) -> None:
    here = Setting()
    here.store.failing[where] = type(error)(f"{where}: {error}")
    answer = await here.answer()
    assert (answer.status, answer.reason) == ("failed", f"{where}: {error}")
    assert answer.cause == ("not-allowed" if isinstance(error, BadUri) else "no-object")
    assert here.merger.jobs == []


async def test_keys_that_are_refused_everywhere_are_not_the_requests_fault() -> None:
    here = Setting()
    here.store.failing = {INPUTS[0]: Denied("the keys have expired"), "probe": Denied("the keys have expired")}
    with pytest.raises(Denied):
        await here.answer()


async def test_a_status_that_cannot_be_stored_is_tried_again_and_the_result_is_not_made_again() -> None:
    here = Setting()
    await here.answer()
    uri = f"s3://own/{status_key('p1')}"
    kept = here.store.objects[uri]
    here.store.writes.clear()

    async def put(*_: object, **__: object) -> ObjectInfo:
        raise Unavailable("away")

    here.store.put = put  # type: ignore[method-assign]
    with pytest.raises(Unavailable):
        await here.answer()
    assert (len(here.merger.jobs), here.store.objects[uri]) == (1, kept)


@pytest.mark.parametrize(
    ("given", "address", "reason"),
    [
        (
            {"input_videos": "x", "output_key": "a.mp4", "pipeline_id": "p1", "node_id": "n1", "output_bucket": "shop"},
            ("p1", "n1", "shop", "a.mp4"), "input_videos: must be a valid array",
        ),
        ({"output_key": "a.mp4"}, (None, None, None, "a.mp4"), "input_videos: is missing"),
        ({"output_key": 7, "pipeline_id": "p1"}, ("p1", None, None, ""), "input_videos: is missing; output_key: must be"),
        ({"output_key": "a.mp4", "pipeline_id": "\n", "node_id": 1}, (None, None, None, "a.mp4"), "input_videos: is miss"),
        ({"output_key": "a.mp4", "options": "x", "input_videos": []}, (None, None, None, "a.mp4"), "options: must be"),
    ],
)  # fmt: skip
def test_a_request_of_wrong_types_is_answered(
    given: dict[str, Any], address: tuple[str | None, ...], reason: str
) -> None:
    with pytest.raises(Rejected) as raised:
        read_payload(json.dumps(given).encode(), VideoMergeRequested, 1_000_000)
    answer = on_invalid(Event("id", "video-merge-requested", None, given, 1, None), raised.value)
    assert answer is not None
    assert (answer.pipeline_id, answer.node_id, answer.output_bucket, answer.output_key) == address
    assert (answer.status, answer.cause) == ("failed", "bad-request")
    assert (answer.reason or "").startswith(f"not a valid VideoMergeRequested: {reason}")


@pytest.mark.parametrize("given", [{}, {"output_key": 7}, {"output_key": "", "pipeline_id": ["p"]}])
def test_a_request_that_names_nobody_has_no_answer(given: dict[str, Any]) -> None:
    assert on_invalid(Event("id", "video-merge-requested", None, given, 1, None), Rejected("bad")) is None
