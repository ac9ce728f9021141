"""Creating series in advance: `rate` does not count the first increment of a new series."""

from collections.abc import Iterable, Iterator
from typing import Any

from prometheus_client.metrics import MetricWrapperBase


def present(metric: MetricWrapperBase, values: Iterable[str]) -> None:
    """Show `metric`, which has one label, as 0 for each of its `values`."""
    for value in values:
        metric.labels(value)


def kinds(base: type) -> Iterator[Any]:
    """A class and all its subclasses, such as errors whose codes are labels."""
    yield base
    children: list[type] = base.__subclasses__()
    for child in children:
        yield from kinds(child)
