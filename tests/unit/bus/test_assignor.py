"""Who gets which partitions: all of them, level in every topic, and nothing moves that need not."""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import permutations

from aiokafka import TopicPartition
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment, ConsumerProtocolMemberMetadata
from hypothesis import given
from hypothesis import strategies as st

from libs.bus.kafka.assignor import LevelStickyAssignor, Member, share

Shares = Mapping[str, Collection[TopicPartition]]

TOPICS = ("a", "b", "c", "d")
numbers_of = st.dictionaries(st.sampled_from(TOPICS), st.integers(0, 13).map(range), min_size=1)
names = st.lists(st.sampled_from([f"m{n}" for n in range(7)]), unique=True, min_size=1, max_size=6)
subscriptions = st.frozensets(st.sampled_from(TOPICS), min_size=1)


@st.composite
def groups(draw: st.DrawFn) -> tuple[dict[str, range], dict[str, Member]]:
    """Any topics and members, holding anything, since any time: also what is gone, or what another holds too."""
    numbers = draw(numbers_of)
    anything = st.builds(TopicPartition, st.sampled_from(TOPICS), st.integers(0, 15))
    member = st.builds(Member, subscriptions, st.frozensets(anything, max_size=8), st.sampled_from([0.0, 1.0, 2.0]))
    return numbers, {name: draw(member) for name in draw(names)}


def after(shares: Shares, members: Mapping[str, Member], at: float = 1.0) -> dict[str, Member]:
    """The members with what they got."""
    return {name: Member(member.topics, frozenset(shares[name]), at) for name, member in members.items()}


def counts(shares: Shares, topic: str, readers: Collection[str]) -> list[int]:
    return [sum(tp.topic == topic for tp in shares[name]) for name in readers]


def moved(before: Shares, now: Shares, topic: str) -> int:
    """How many partitions of `topic` have another owner than before, or had none."""
    owners = {tp: name for name, mine in before.items() for tp in mine}
    return sum(owners.get(tp) != name for name, mine in now.items() for tp in mine if tp.topic == topic)


@given(groups())
def test_every_partition_has_exactly_one_owner_that_reads_it_and_the_shares_are_level(
    group: tuple[dict[str, range], dict[str, Member]],
) -> None:
    numbers, members = group
    shares = share(numbers, members)
    assert shares.keys() == members.keys()
    owners = Counter(tp for mine in shares.values() for tp in mine)
    read = {topic for member in members.values() for topic in member.topics}
    assert owners == Counter(TopicPartition(topic, n) for topic in numbers if topic in read for n in numbers[topic])
    for name, mine in shares.items():
        assert {tp.topic for tp in mine} <= members[name].topics
    for topic in numbers:
        readers = [name for name, member in members.items() if topic in member.topics]
        level = counts(shares, topic, readers)
        assert not level or max(level) - min(level) <= 1


@given(groups())
def test_nothing_moves_while_nobody_comes_or_goes(group: tuple[dict[str, range], dict[str, Member]]) -> None:
    numbers, members = group
    first = share(numbers, members)
    assert share(numbers, after(first, members)) == first


def least_moves(before: Shares, topic: str, number: int, readers: list[str]) -> int:
    """By trying every level way to share `number` partitions out: what one keeps is at most what it has."""
    held = [sum(tp.topic == topic for tp in before.get(name, ())) for name in readers]
    least, extra = divmod(number, len(readers))
    quotas = set(permutations([least + 1] * extra + [least] * (len(readers) - extra)))
    return number - max(sum(map(min, held, quota)) for quota in quotas)


@given(numbers_of, names, st.data())
def test_when_members_come_and_go_no_more_than_necessary_moves(
    numbers: dict[str, range], member_names: list[str], data: st.DataObject
) -> None:
    members = {name: Member(data.draw(subscriptions)) for name in member_names}
    before = share(numbers, members)
    held = after(before, members)
    for name in data.draw(st.lists(st.sampled_from(member_names), unique=True)):
        del held[name]
    for name in data.draw(st.lists(st.sampled_from(["new1", "new2"]), unique=True)):
        held[name] = Member(data.draw(subscriptions))
    now = share(numbers, held)
    stayed = {name: mine for name, mine in before.items() if name in held}
    for topic, partitions in numbers.items():
        readers = [name for name, member in held.items() if topic in member.topics]
        if readers:
            assert moved(stayed, now, topic) == least_moves(stayed, topic, len(partitions), readers)


def test_a_new_member_takes_only_its_part() -> None:
    numbers = {"a": range(12)}
    members = {name: Member(frozenset("a")) for name in ("m1", "m2", "m3")}
    before = share(numbers, members)
    held = after(before, members) | {"m4": Member(frozenset("a"))}
    now = share(numbers, held)
    assert counts(now, "a", list(held)) == [3, 3, 3, 3]
    assert moved(before, now, "a") == 3


def test_what_is_left_over_goes_to_who_has_least_of_the_other_topics() -> None:
    numbers = dict.fromkeys(TOPICS, range(1))
    shares = share(numbers, {name: Member(frozenset(TOPICS)) for name in ("m1", "m2")})
    assert [len(mine) for mine in shares.values()] == [2, 2]


def test_of_two_that_claim_a_partition_the_later_has_it() -> None:
    numbers = {"a": range(2)}
    both = frozenset({TopicPartition("a", 0), TopicPartition("a", 1)})
    zero = frozenset({TopicPartition("a", 0)})
    topics = frozenset("a")
    for early, late in (("m1", "m2"), ("m2", "m1")):
        shares = share(numbers, {early: Member(topics, both, 10.0), late: Member(topics, zero, 20.0)})
        assert shares == {late: {TopicPartition("a", 0)}, early: {TopicPartition("a", 1)}}


class Cluster:
    """The part of aiokafka's cluster metadata that an assignor asks."""

    def __init__(self, numbers: Mapping[str, Collection[int]]) -> None:
        self._numbers = numbers

    def partitions_for_topic(self, topic: str) -> set[int] | None:
        return set(self._numbers[topic]) if topic in self._numbers else None


def over_the_wire(metadata: ConsumerProtocolMemberMetadata) -> ConsumerProtocolMemberMetadata:
    return ConsumerProtocolMemberMetadata.decode(metadata.encode())


@given(numbers_of, st.integers(1, 4))
def test_members_keep_what_they_hold_over_the_wire(numbers: dict[str, range], count: int) -> None:
    """Each consumer has an assignor of its own; the leader's sees the others through their encoded metadata only."""
    assignors = {f"m{n}": LevelStickyAssignor() for n in range(count)}
    leader, cluster = assignors["m0"], Cluster(numbers)

    def rebalance() -> dict[str, set[TopicPartition]]:
        said = {name: over_the_wire(each.metadata([*numbers, "not-there"])) for name, each in assignors.items()}
        found = {}
        for name, assignment in leader.assign(cluster, said).items():
            got = ConsumerProtocolMemberAssignment.decode(assignment.encode())
            assignors[name].on_assignment(got)
            found[name] = set(got.partitions())
        return found

    first = rebalance()
    assert {tp for mine in first.values() for tp in mine} == {
        TopicPartition(topic, number) for topic in numbers for number in numbers[topic]
    }
    assert rebalance() == first
    assignors["m9"] = LevelStickyAssignor()
    second = rebalance()
    for name in first:
        assert second[name] <= first[name], "those who were there only give"


def test_a_member_of_an_empty_group_says_nothing_yet() -> None:
    said = over_the_wire(LevelStickyAssignor().metadata(["a"]))
    shares = LevelStickyAssignor().assign(Cluster({"a": range(3)}), {"m1": said})
    assert [list(mine.partitions()) for mine in shares.values()] == [[TopicPartition("a", n) for n in range(3)]]
    bare = ConsumerProtocolMemberMetadata(0, ["a"], b"")
    assert LevelStickyAssignor().assign(Cluster({"a": range(3)}), {"m1": bare})["m1"].partitions() != []
