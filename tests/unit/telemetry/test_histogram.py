"""The quick histogram says what prometheus_client's own says."""

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Histogram, generate_latest

from libs.telemetry.histogram import LoopHistogram

BUCKETS = (0.1, 1, 5)


def exposed(kind: type[Histogram], amounts: list[float]) -> list[str]:
    registry = CollectorRegistry()
    histogram = kind("seconds", "Time", ["group"], buckets=BUCKETS, registry=registry).labels("g")
    for amount in amounts:
        histogram.observe(amount)
    return [line for line in generate_latest(registry).decode().splitlines() if "_created" not in line]


@given(amounts=st.lists(st.one_of(st.sampled_from([0.0, *BUCKETS]), st.floats(0, 100)), max_size=20))
def test_it_tells_the_same(amounts: list[float]) -> None:
    assert exposed(LoopHistogram, amounts) == exposed(Histogram, amounts)
