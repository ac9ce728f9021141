"""Series that are there from the start: a rate over a counter that first appears with 1 does not see it."""

from collections.abc import Iterable, Iterator
from typing import Any

from prometheus_client.metrics import MetricWrapperBase


def present(metric: MetricWrapperBase, values: Iterable[str]) -> None:
    """Show `metric`, which has one label, as 0 for each of its `values`."""
    for value in values:
        metric.labels(value)


def kinds(base: type) -> Iterator[Any]:
    """A class and all below it, such as errors whose codes are labels."""
    yield base
    children: list[type] = base.__subclasses__()
    for child in children:
        yield from kinds(child)
