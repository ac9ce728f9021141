"""The merge: the same listing whatever arrives when and how often, and what is said of each part."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from libs.events import (
    CaptionParsed,
    Evidence,
    ListingUpdated,
    NewVideoPosted,
    TagsGenerated,
    Thumbnail,
    ThumbnailGenerated,
    VideoRemoved,
    caption_digest,
)
from libs.events.payload import Payload
from services.catalog.listing import listing
from services.catalog.merge import Effect, merge
from services.catalog.parts import Arrived, Removed, arrived
from services.catalog.state import State, decode, encode

Event = Arrived | Removed
CAPTIONS = ("Red heels 55k", "Blue boots 70k")


def post(**more: Any) -> NewVideoPosted:
    return NewVideoPosted(video_id="v", **more)


def caption(text: str = CAPTIONS[0], **more: Any) -> CaptionParsed:
    return CaptionParsed(**{"video_id": "v", "caption": text, "title": text[-9:-4], "price": 55000, **more})


def tags(text: str = CAPTIONS[0], **more: Any) -> TagsGenerated:
    proof = Evidence(text=text[:3], start=0, end=3, method="rules", confidence=0.9)
    given = {"tags": ["colour:red"], "evidence": {"colour:red": proof, "category": proof}, "category": "apparel.shoes"}
    return TagsGenerated(**{"video_id": "v", "derived_from": caption_digest(text), **given, **more})


def thumbnail(uri: str = "s3://b/a.jpg", **more: Any) -> ThumbnailGenerated:
    one = Thumbnail(
        uri=uri, width=400, height=500, aspect="4:5", format="jpeg", bytes=9, sha256="0" * 64, rank=1, crop=(0, 0, 4, 5)
    )
    return ThumbnailGenerated(**{"video_id": "v", "status": "generated", "thumbnails": [one], **more})


FAILED: dict[str, Any] = {"status": "failed", "reason": "it broke"}


def events(*payloads: Payload, at: int = 1_000) -> list[Event]:
    """The payloads as events, each sent a second after the one before."""
    return [arrived(payload, at + 1000 * n, f"e{n}") for n, payload in enumerate(payloads)]


def folded(given: Sequence[Event]) -> State:
    """The state after all of `given`; each change is stored and read, as the catalog does."""
    state = State()
    for one in given:
        state, _ = merge(state, one)
        state = decode(encode(state))
    return state


def listed(*payloads: Payload) -> ListingUpdated:
    return listing("v", folded(events(*payloads)))


# ---- properties ---------------------------------------------------------------------------------


@st.composite
def _events(draw: st.DrawFn) -> Event:
    revision, run = draw(st.integers(0, 2)), draw(st.sampled_from([None, "r1", "r2"]))
    text = draw(st.sampled_from(CAPTIONS))
    status: dict[str, Any] = draw(st.sampled_from([{}, {}, FAILED]))
    of = {"revision": revision, "run": run}
    payload: Payload = draw(
        st.sampled_from(
            [
                post(seller_handle=text, **of),
                caption(text, **of, **status),
                tags(text, **of, **status),
                thumbnail(f"s3://b/{text}", **of, **status),
                VideoRemoved(video_id="v", revision=revision),
            ]
        )
    )
    # Few times and ids, so that they collide.
    return arrived(payload, draw(st.integers(1, 3)), draw(st.sampled_from(["a", "b", "c"])))


def content(state: State) -> Any:
    """All but the number of changes."""
    shown = listing("v", state).model_copy(update={"version": 1}) if state.listed and state.parts else None
    return state.removed, state.parts, shown


@given(st.data())
def test_the_order_of_arrival_and_repeats_do_not_matter(data: st.DataObject) -> None:
    given_events = data.draw(st.lists(_events(), max_size=10))
    again = data.draw(st.lists(st.sampled_from(given_events), max_size=5)) if given_events else []
    shuffled = data.draw(st.permutations([*given_events, *again]))
    assert content(folded(shuffled)) == content(folded(given_events))


@given(st.lists(_events(), max_size=10))
def test_what_is_known_changes_nothing(given_events: list[Event]) -> None:
    state = folded(given_events)
    for one in given_events:
        assert merge(state, one) == (state, Effect.NOTHING)
        assert merge(state, one).state is state


@given(st.lists(_events(), max_size=10))
def test_the_version_counts_what_is_published_and_the_last_publication_is_the_state(given_events: list[Event]) -> None:
    state, published = State(), 0
    last: ListingUpdated | None = None
    for one in given_events:
        before = state
        state, effect = merge(state, one)
        assert state.version == before.version + (effect is not Effect.NOTHING)
        if effect is not Effect.NOTHING:
            published += 1
            last = listing("v", state) if effect is Effect.LISTED else None
    assert state.version == published
    assert last == (listing("v", state) if state.listed and state.parts else None)


@given(st.lists(_events(), max_size=10))
def test_nothing_of_a_removed_revision_is_kept(given_events: list[Event]) -> None:
    state = folded(given_events)
    last = max((one.revision or 0 for one in given_events if isinstance(one, Removed)), default=None)
    assert state.removed == last
    if last is not None:
        assert all(part.rank.revision > last for part in state.parts.values())
        posted = any(
            isinstance(one, Arrived) and one.kind == "post" and one.part.rank.revision > last for one in given_events
        )
        assert state.listed is posted


# ---- parts --------------------------------------------------------------------------------------


def test_a_complete_listing() -> None:
    made = listed(
        post(seller_handle="s", video_url="https://x.test/v", seller_currency="TZS"), caption(), tags(), thumbnail()
    )
    assert made.complete
    assert (made.waiting_for, made.waiting_since, made.version) == ([], None, 4)
    assert (made.title, made.price, made.category, made.seller_handle) == ("heels", 55000, "apparel.shoes", "s")
    assert [(tag.tag, made.caption[tag.start : tag.end]) for tag in made.tags] == [("colour:red", "Red")]
    assert [one.uri for one in made.thumbnails] == ["s3://b/a.jpg"]
    assert made.category_words == "Red"
    assert (made.updated_at.timestamp(), made.parts.tags.versions) == (4, {"method": "rules"})
    assert len(made.model_dump_json()) < 2500


def test_a_part_that_has_not_come_is_waited_for_since_the_video_was_posted() -> None:
    made = listed(post(), tags())
    assert (made.complete, made.waiting_for) == (False, ["caption", "thumbnail"])
    assert made.waiting_since is not None
    assert made.waiting_since.timestamp() == 1
    assert made.parts.caption.status == "waiting"


def test_a_part_that_failed_for_good_says_why_and_is_not_waited_for() -> None:
    made = listed(post(), caption(), tags(), thumbnail(**FAILED, thumbnails=[], cause="too-long"))
    assert (made.complete, made.waiting_for) == (False, [])
    part = made.parts.thumbnail
    assert (part.status, part.reason, part.versions) == ("failed", "it broke", {"cause": "too-long"})


def test_a_failure_never_replaces_a_success_of_its_revision_and_does_so_in_a_later_one() -> None:
    for order in (1, -1):
        both = [thumbnail(), thumbnail(**FAILED, run="r9")][::order]
        assert listed(*both).parts.thumbnail.status == "ready"
    assert listed(thumbnail(), thumbnail(**FAILED, revision=1)).parts.thumbnail.status == "failed"


def test_a_later_run_replaces_an_earlier_one_even_if_it_arrives_first() -> None:
    first, second, third = thumbnail("s3://b/live"), thumbnail("s3://b/r1", run="r1"), thumbnail("s3://b/r2", run="r2")
    for order in ([third, second, first], [second, first, third]):
        assert [one.uri for one in listed(*order).thumbnails] == ["s3://b/r2"]


def test_tags_of_an_earlier_caption_are_stale_until_those_of_the_current_one_come() -> None:
    made = listed(post(), caption(CAPTIONS[0]), tags(CAPTIONS[0]), caption(CAPTIONS[1]), thumbnail())
    assert (made.parts.tags.status, made.complete, made.waiting_for) == ("stale", False, ["tags"])
    assert [tag.tag for tag in made.tags] == ["colour:red"], "they are still shown"
    made = listed(post(), caption(CAPTIONS[0]), tags(CAPTIONS[0]), caption(CAPTIONS[1]), tags(CAPTIONS[1]), thumbnail())
    assert (made.parts.tags.status, made.complete) == ("ready", True)


def test_parts_of_an_earlier_revision_are_stale_and_its_failures_are_forgotten() -> None:
    made = listed(post(), caption(), tags(), thumbnail(**FAILED), post(revision=1))
    states = (made.parts.caption.status, made.parts.tags.status, made.parts.thumbnail.status)
    assert states == ("stale", "stale", "waiting")
    assert (made.revision, made.waiting_for) == (1, ["caption", "tags", "thumbnail"])
    assert made.waiting_since is not None
    assert made.waiting_since.timestamp() == 5, "since the new revision"


# ---- removal ------------------------------------------------------------------------------------


def effects(*payloads: Payload) -> list[Effect]:
    state, found = State(), []
    for one in events(*payloads):
        state, effect = merge(state, one)
        found.append(effect)
    return found


def test_a_removed_video_does_not_come_back_by_parts_that_are_late() -> None:
    removed = VideoRemoved(video_id="v")
    assert effects(post(), removed, removed, caption(), tags(), post(), thumbnail(revision=0, run="r1")) == [
        Effect.LISTED, Effect.REMOVED, *[Effect.NOTHING] * 5
    ]  # fmt: skip


def test_without_a_revision_all_that_is_known_is_removed() -> None:
    removed = VideoRemoved(video_id="v")
    assert effects(post(revision=3), removed, post(revision=3), post(revision=4)) == [
        Effect.LISTED, Effect.REMOVED, Effect.NOTHING, Effect.LISTED
    ]  # fmt: skip


def test_a_later_revision_lists_it_again_with_its_own_parts_alone() -> None:
    removed = VideoRemoved(video_id="v", revision=0)
    given_events = events(post(), caption(), removed, caption(CAPTIONS[1], revision=1), post(revision=1))
    state = folded(given_events)
    made = listing("v", state)
    assert (made.title, made.version) == ("boots", 4), "two of the first listing, the removal, and the new one"
    assert made.parts.caption.status == "ready"


def test_a_video_that_was_never_listed_is_removed_too() -> None:
    assert effects(VideoRemoved(video_id="v"), post()) == [Effect.REMOVED, Effect.NOTHING]


# ---- strangers' input ---------------------------------------------------------------------------


def test_a_state_stays_small_whatever_events_hold() -> None:
    long = "x" * 100_000
    proof = Evidence(text=long, start=0, end=100_000, method="rules", confidence=1)
    thumbnails = thumbnail().thumbnails * 1000
    state = folded(
        events(
            caption("🔥" * 100_000, title=long, sizes=[long] * 1000, hashtags=[long] * 1000, reason=long),
            tags(tags=["a"] * 1000, suggested=[long] * 1000, evidence={"a": proof}, category_path=[long] * 1000),
            thumbnail(thumbnails=thumbnails, reason=long),
        )
    )
    assert len(encode(state)) < 60_000
    made = listing("v", state)
    assert len(made.caption) == 4000
    assert made.tags == []
    assert len(made.thumbnails) == 12


def test_what_a_database_refuses_is_replaced_and_spans_stay_valid() -> None:
    text = "\x00Red heels 55k"
    proof = Evidence(text="Red", start=1, end=4, method="rules", confidence=1)
    made = listed(
        caption(text, title="a\x00b", price=float("inf"), original_price=0), tags(text, evidence={"colour:red": proof})
    )
    assert made.title == "a\ufffdb"
    assert (made.price, made.original_price) == (None, 0)
    (tag,) = made.tags
    assert made.caption[tag.start : tag.end] == tag.text == "Red"
    assert made.parts.tags.status == "ready", "the digest is that of the caption as it was sent"
