"""Results that come one by one, and what is said of an event that nobody could handle."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fixtures.waiting import until
from libs.bus import Event, Rejected, Retryable
from libs.events.envelope import header
from tests.contract.conftest import Answered, Asked, Rig


async def _ids(rig: Rig) -> dict[str, set[str | None]]:
    """The event ids under which each answer came."""
    ids: dict[str, set[str | None]] = {}
    for record in await rig.read(rig.answered.name):
        name = Answered.model_validate_json(record.value or b"").name
        ids.setdefault(name, set()).add(header(record.headers, "ce_id"))
    return ids


async def test_a_stream_is_published_while_it_comes_and_only_then_is_the_event_done(rig: Rig) -> None:
    go_on = asyncio.Event()

    async def count(event: Event[Asked]) -> AsyncIterator[Answered]:
        async def numbers() -> AsyncIterator[Answered]:
            yield Answered(name="1")
            await go_on.wait()
            for number in range(2, 301):
                yield Answered(name=str(number))

        return numbers()

    await rig.ask("a")
    worker = await rig.start(count)
    await until(lambda: _has(rig, 1), "the first, though the second is not there yet")
    assert await rig.committed() in (None, 0)
    go_on.set()
    await until(lambda: _has(rig, 300), "all")
    await rig.stop(worker)
    assert await rig.committed() == 1
    ids = await _ids(rig)
    assert len(set().union(*ids.values())) == 300


async def test_a_stream_that_breaks_off_is_repeated_under_the_same_ids(rig: Rig) -> None:
    async def breaks_once(event: Event[Asked]) -> AsyncIterator[Answered]:
        async def numbers() -> AsyncIterator[Answered]:
            for number in range(5):
                yield Answered(name=str(number))
                if number == 2 and event.attempt == 1:
                    raise Retryable("the file is gone for a moment")

        return numbers()

    await rig.ask("a")
    await rig.start(breaks_once)
    await until(lambda: _has(rig, 8), "three, and all five")
    ids = await _ids(rig)
    assert sorted(ids) == ["0", "1", "2", "3", "4"]
    assert all(len(own) == 1 for own in ids.values())
    assert len(set().union(*ids.values())) == 5


async def test_last_words_come_with_the_dead_letter_and_not_before(rig: Rig) -> None:
    calls: list[int] = []

    async def fails(event: Event[Asked]) -> Answered:
        calls.append(event.attempt)
        if event.payload.name == "private":
            raise Rejected("it is private")
        raise Retryable("away")

    def say(event: Event[Asked], error: Exception) -> Answered:
        return Answered(name=event.payload.name, by=f"{error} after {len(calls)}")

    await rig.ask("a")
    await rig.start(fails, on_dead_letter=say)
    await until(lambda: _has(rig, 1), "last words")
    assert (await rig.said()) == [("a", "away after 3")]
    await rig.ask("private")
    await until(lambda: _has(rig, 2), "those of the second")
    assert sorted(await rig.said()) == [("a", "away after 3"), ("private", "it is private after 4")]
    assert len(await rig.dead()) == 2


async def test_an_object_of_wrong_types_has_last_words_too_and_other_bytes_have_none(rig: Rig) -> None:
    async def handle(event: Event[Asked]) -> Answered:
        raise AssertionError("nothing valid was asked")

    def say(event: Event[Any], error: Exception) -> Answered | None:
        return Answered(name=event.payload["name"][0], by=str(error)) if event.payload["name"] else None

    for value in (b'{"name": ["a"]}', b'{"name": []}', b'["a"]', b"{no JSON", b""):
        await rig.put(value)
    await rig.start(handle, on_invalid=say)
    await until(lambda: _dead(rig, 5), "all are dead letters")
    ((name, by),) = await rig.said()
    assert name == "a"
    assert by.startswith("not a valid Asked: name: ")


async def test_a_later_success_does_not_pass_for_a_repeat_of_last_words(rig: Rig) -> None:
    succeed = False

    async def handle(event: Event[Asked]) -> Answered:
        if not succeed:
            raise Rejected("not yet")
        return Answered(name="done")

    await rig.put(b'{"name": "a"}', headers=[("ce_id", b"id-1")])
    await rig.start(handle, on_dead_letter=lambda event, error: Answered(name="given up"))
    await until(lambda: _has(rig, 1), "last words")
    succeed = True
    await rig.put(b'{"name": "a"}', headers=[("ce_id", b"id-1")])
    await until(lambda: _has(rig, 2), "the answer")
    ids = await _ids(rig)
    assert ids.keys() == {"given up", "done"}
    assert len(set().union(*ids.values())) == 2


async def _dead(rig: Rig, count: int) -> bool:
    return len(await rig.dead()) >= count


async def _has(rig: Rig, count: int) -> bool:
    return len(await rig.read(rig.answered.name)) >= count
