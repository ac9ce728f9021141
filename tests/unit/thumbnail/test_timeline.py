"""Which frames are looked at: key frames where they will do, others only in the gaps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.thumbnail.decode.timeline import MAX_FRAMES, MIN_FRAMES, SPACING_SECONDS, Packet, Plan, TrackEnd, plan

TICK = 1000


def steady(seconds: float, fps: int = 10, gop: int = 10, start: int = 0) -> list[Packet]:
    return [
        Packet(start + n * TICK // fps, n / fps, n % gop == 0) for n in range(round(seconds * fps))
    ]  # fmt: skip


def times(numbers: frozenset[int]) -> list[float]:
    return [number / TICK for number in sorted(numbers)]


packets = st.lists(
    st.builds(lambda pts, key: Packet(pts, max(0, pts) / TICK, key), st.integers(-1000, 70_000), st.booleans()), max_size=300
)  # fmt: skip


def test_nothing_in_it() -> None:
    assert plan([], between=True) == plan([], between=False) == Plan(frozenset(), frozenset())


def test_enough_key_frames_are_all_that_is_decoded() -> None:
    assert plan(steady(20), between=False) == Plan(frozenset(range(0, 20_000, 1000)), frozenset())


def test_too_few_key_frames_leave_gaps_that_are_filled() -> None:
    seen = plan(steady(12, gop=9999), between=False)
    assert times(seen.keys) == [0]
    assert len(seen.others) >= MIN_FRAMES - 2
    assert max(b - a for a, b in pairwise([0, *times(seen.others), 11.9])) < 2 * 12 / MIN_FRAMES


def test_between_looks_closer_than_key_frames_five_seconds_apart() -> None:
    seen = plan(steady(40, gop=50), between=True)
    marks = sorted([*times(seen.keys), *times(seen.others)])
    assert len(seen.keys) == 8
    assert max(b - a for a, b in pairwise(marks)) <= SPACING_SECONDS + 0.4
    assert not plan(steady(40, gop=50), between=False).others


def test_key_frames_only() -> None:
    """As in MJPEG and ProRes: not all of them."""
    seen = plan(steady(60, fps=30, gop=1), between=False)
    assert len(seen.keys) == MAX_FRAMES
    assert min(seen.keys) == 0
    assert max(seen.keys) > 58_000
    assert not seen.others


def test_one_frame() -> None:
    assert plan(steady(0.1), between=True) == Plan(frozenset({0}), frozenset())


def test_no_key_frame_at_all() -> None:
    bare = [packet._replace(key=False) for packet in steady(6)]
    assert len(plan(bare, between=False).others) >= MIN_FRAMES - 2


@given(packets, st.booleans())
def test_what_is_planned_is_in_the_file_and_not_much(given_packets: list[Packet], between: bool) -> None:
    seen = plan(given_packets, between=between)
    assert seen.keys <= {packet.pts for packet in given_packets if packet.key}
    assert seen.others <= {packet.pts for packet in given_packets}
    assert not seen.keys & seen.others
    assert len(seen.keys) <= MAX_FRAMES
    assert len(seen.others) <= 2 * MAX_FRAMES + MIN_FRAMES
    if any(packet.key for packet in given_packets):
        assert seen.keys


@given(packets, st.booleans(), st.randoms())
def test_the_order_in_the_file_does_not_matter(given_packets: list[Packet], between: bool, chance: object) -> None:
    unique = list({packet.time: packet for packet in given_packets}.values())
    shuffled = list(unique)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert plan(shuffled, between=between) == plan(unique, between=between)


def ending(packets: list[tuple[int, int | None, int]], *, in_decoding_order: bool, hidden: int = 0) -> int:
    """Of packets (pts, dts, duration); the first `hidden` are not shown."""
    found = TrackEnd(in_decoding_order=in_decoding_order)
    for number, (pts, dts, duration) in enumerate(packets):
        found.add(pts, dts, duration, shown=number >= hidden)
    return found.pts(7)


def test_it_ends_where_nothing_is() -> None:
    assert ending([], in_decoding_order=True) == ending([], in_decoding_order=False) == 7


def test_steps_of_decoding_add_up_to_what_is_shown() -> None:
    """I P B B: the frame that is shown last is decoded second, before a step of 38."""
    steps = [(2, 0, 1), (43, 1, 38), (3, 39, 3), (4, 42, 2)]
    assert ending(steps, in_decoding_order=True) == 46
    assert ending(steps, in_decoding_order=False) == 81


def test_in_other_containers_a_duration_is_the_frames_own() -> None:
    assert ending([(0, None, 2), (6, None, 4), (2, None, 4)], in_decoding_order=False) == 10


def test_no_earlier_than_the_last_frame_begins() -> None:
    assert ending([(0, 0, 1), (90, 1, 1)], in_decoding_order=True) == 90


def test_frames_left_out_by_an_edit_list_do_not_count() -> None:
    steps = [(-3, -3, 1), (-2, -2, 1), (-1, -1, 1), (0, 0, 1), (1, 1, 1)]
    assert ending(steps, in_decoding_order=True, hidden=3) == 2
    seen = plan([Packet(pts, max(0.0, pts), pts == -3, pts >= 0) for pts, _, _ in steps], between=True)
    assert not seen.keys
    assert seen.others <= {0, 1}
