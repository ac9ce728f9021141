"""The committable position against a naive model, in any interleaving that a worker can produce."""

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from libs.bus.worker.offsets import OffsetTracker


def test_nothing_begun_nothing_to_commit() -> None:
    assert OffsetTracker().position is None


def test_the_position_waits_for_the_first_and_then_takes_all_behind_it() -> None:
    tracker = OffsetTracker()
    assert all([tracker.begin(5), tracker.begin(6), tracker.begin(9)])
    tracker.finish(9)
    tracker.finish(6)
    assert (tracker.position, tracker.open) == (5, 3)
    tracker.finish(5)
    assert (tracker.position, tracker.open) == (10, 0)


def test_offsets_without_a_message_are_committed_with_what_is_before_them() -> None:
    tracker = OffsetTracker()
    tracker.advance(3)
    assert tracker.position == 3, "nothing but control records so far"
    tracker.begin(3)
    tracker.advance(6)
    assert (tracker.position, tracker.next) == (3, 6)
    tracker.advance(4)
    assert not tracker.begin(5)
    tracker.finish(3)
    assert tracker.position == 6


def test_an_offset_that_is_known_is_not_begun_twice() -> None:
    tracker = OffsetTracker()
    tracker.begin(0)
    tracker.begin(1)
    assert not tracker.begin(0)
    assert not tracker.begin(1)
    tracker.finish(0)
    tracker.finish(1)
    assert not tracker.begin(1)
    assert tracker.begin(2)


class Tracking(RuleBasedStateMachine):
    """A partition as a worker sees it: fetch, hand out in order, finish in any order, release, fetch again.

    The model is a plain table of what was begun; `waiting` are offsets that were fetched and not handed out.
    """

    running: Bundle[int] = Bundle("running")

    @initialize(first=st.integers(0, 1000))
    def assigned(self, first: int) -> None:
        self.tracker = OffsetTracker()
        self.begun: dict[int, bool] = {}
        self.waiting: list[int] = []
        self.log = [first]
        self.next = 0
        self.read_to: int | None = None

    @rule(gap=st.integers(1, 5))
    def append(self, gap: int) -> None:
        """The log grows; a gap is what compaction and transactions leave."""
        self.log.append(self.log[-1] + gap)

    @precondition(lambda self: self.next < len(self.log))
    @rule(most=st.integers(1, 4))
    def fetch(self, most: int) -> None:
        for offset in self.log[self.next : self.next + most]:
            new = offset not in self.begun
            assert self.tracker.begin(offset) is new
            if new:
                self.begun[offset] = False
                self.waiting.append(offset)
            self.next += 1
            self.read_to = max(self.read_to or 0, offset + 1)

    @precondition(lambda self: self.next == len(self.log))
    @rule(more=st.integers(1, 3))
    def control_records(self, more: int) -> None:
        """The log ends with offsets that hold no message: the next one comes behind them."""
        end = self.log[-1] + 1 + more
        self.tracker.advance(end)
        self.read_to = max(self.read_to or 0, end)
        self.log.append(end)

    @precondition(lambda self: self.waiting)
    @rule(target=running)
    def hand_out(self) -> int:
        return self.waiting.pop(0)

    @rule(offset=consumes(running))
    def finish(self, offset: int) -> None:
        self.tracker.finish(offset)
        self.begun[offset] = True

    @rule()
    def rebalance(self) -> None:
        """The partition comes straight back: what was not handed out is forgotten, and fetched from the commit on."""
        if self.waiting:
            self.tracker.forget(set(self.waiting))
            self.read_to = self.waiting[0]
            for offset in self.waiting:
                del self.begun[offset]
            self.waiting.clear()
        committed = self.tracker.position
        after = (index for index, offset in enumerate(self.log) if committed is not None and offset >= committed)
        self.next = 0 if committed is None else next(after, len(self.log))

    @invariant()
    def the_position_is_the_models(self) -> None:
        unfinished = [offset for offset in sorted(self.begun) if not self.begun[offset]]
        position = unfinished[0] if unfinished else self.read_to
        since = [offset for offset in self.begun if unfinished and offset >= unfinished[0]]
        assert self.tracker.position == position
        assert self.tracker.open == len(since)

    @invariant()
    def it_passes_nothing_unfinished(self) -> None:
        unfinished = [offset for offset, done in self.begun.items() if not done]
        assert self.tracker.position is None or all(self.tracker.position <= offset for offset in unfinished)

    @invariant()
    def it_never_goes_back(self) -> None:
        highest = getattr(self, "highest", None)
        assert highest is None or (self.tracker.position is not None and self.tracker.position >= highest)
        self.highest = self.tracker.position


TestTracking = Tracking.TestCase
