"""The handler: one answer for each caption, the same when it is repeated, and one for a dead letter."""

from prometheus_client import REGISTRY

from libs.bus import Event, Rejected
from libs.events import CaptionParsed, TaggerReprocessRequested, TagsGenerated, caption_digest, topic
from services.tagger import rules
from services.tagger.handler import handle, handle_live, on_dead_letter
from services.tagger.tagging import Tagger


def event(caption: str) -> Event[CaptionParsed]:
    return Event("e", "caption-parsed", "v", CaptionParsed(video_id="v", caption=caption), 1, None)


def counted(metric: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(metric, labels) or 0


async def test_a_repeat_has_the_same_answer_with_the_same_key() -> None:
    tagger = Tagger(parse=rules.parse)
    first, second = [await handle(event("Red heels 55k"), tagger) for _ in range(2)]
    assert first == second
    assert topic("tags-generated").key_of(first) == "v"
    assert first.identity is None, "the id of the result derives from that of the caption"


async def test_the_result_has_revision_and_run_of_the_caption() -> None:
    given = event("Red heels")
    given = given._replace(payload=given.payload.model_copy(update={"revision": 3, "run": "r1"}))
    tags = await handle(given, Tagger(parse=rules.parse))
    assert (tags.status, tags.revision, tags.run) == ("generated", 3, "r1")


async def test_a_caption_that_was_read_again_waits_behind_the_news() -> None:
    """What reprocessing sets off has low priority too."""
    tagger, given = Tagger(parse=rules.parse), event("Red heels 55k")
    assert isinstance(await handle_live(given, tagger), TagsGenerated)
    again = given._replace(payload=given.payload.model_copy(update={"run": "r1", "revision": 3, "price": 55000}))
    request = await handle_live(again, tagger)
    assert isinstance(request, TaggerReprocessRequested)
    assert request.model_dump() == again.payload.model_dump()
    failed = again._replace(payload=again.payload.model_copy(update={"status": "failed"}))
    assert await handle_live(failed, tagger) is None, "a failure replaces no tags"
    tags = await handle(again._replace(payload=request), tagger)
    assert (tags.run, tags.revision, tags.category) == ("r1", 3, "apparel.shoes.heels")


async def test_captions_tags_and_reviews_are_counted() -> None:
    names = ["reelbus_tagger_captions_total", "reelbus_tagger_tags_total", "reelbus_tagger_reviews_total"]
    labels: list[dict[str, str]] = [{"outcome": "categorised"}, {"facet": "colour"}, {}]
    before = [counted(name, **given) for name, given in zip(names, labels, strict=True)]
    tagger = Tagger(parse=rules.parse)
    await handle(event("Red heels 55k"), tagger)
    await handle(event("Fresh drop #heels"), tagger)
    await handle(event("Good morning"), tagger)
    after = [counted(name, **given) for name, given in zip(names, labels, strict=True)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1, 1]


def test_a_dead_letter_is_answered() -> None:
    failed = event("Red heels")
    failed = failed._replace(payload=failed.payload.model_copy(update={"revision": 3, "run": "r1"}))
    answer = on_dead_letter(failed, Rejected("no reason"))
    assert answer == TagsGenerated(
        video_id="v",
        status="failed",
        reason="no reason",
        derived_from=caption_digest("Red heels"),
        revision=3,
        run="r1",
    )
