"""docs/telemetry.md says what there is: no metric more, none less."""

import re
from importlib import import_module
from pathlib import Path

from prometheus_client import REGISTRY, Counter
from prometheus_client.metrics import MetricWrapperBase

from libs.registry import SERVICES
from libs.telemetry.logs import _HEAD, LONGEST

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "telemetry.md").read_text(encoding="utf-8")


def documented() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Type and labels by name, from the table."""
    rows = re.findall(r"^\| `(reelbus_\w+)` \| (\w+) \| ([\w, ]*) \| .+ \|$", PAGE, re.MULTILINE)
    return {name: (kind, tuple(filter(None, labels.split(", ")))) for name, kind, labels in rows}


def registered() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Type and labels by name as Prometheus sees it, of our metrics in the process's registry.

    Metrics stand in a package's `metrics.py`; all of them are imported, so that no other test decides what is there.
    """
    of_libs = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("libs/**/metrics.py")]
    for module in (*of_libs, *(module for service in SERVICES for module in service.metrics)):
        import_module(module)
    found = {}
    for collector in set(REGISTRY._names_to_collectors.values()):
        if isinstance(collector, MetricWrapperBase) and collector._name.startswith("reelbus_"):
            suffix = "_total" if collector._type == "counter" else ""
            found[collector._name + suffix] = (collector._type, tuple(collector._labelnames))
    return found


def test_each_metric_is_documented_and_each_documented_one_exists() -> None:
    there = registered()
    assert "reelbus_events_total" in there
    assert documented() == there


def test_outcomes_are_there_before_the_first() -> None:
    """A rate does not see a counter that appears with 1. Those with a group appear with the worker."""
    registered()
    for collector in set(REGISTRY._names_to_collectors.values()):
        if (
            isinstance(collector, Counter)
            and collector._name.startswith("reelbus_")
            and len(collector._labelnames) == 1
        ):
            (label,) = collector._labelnames
            if label != "group":
                assert len(collector._metrics) >= 2, f"{collector._name} has no series at start"


def test_the_fields_of_every_line_are_documented() -> None:
    for name in (*_HEAD, "event_id", "topic", "key", "attempt", "trace_id", "exception"):
        assert f"`{name}`" in PAGE
    assert f"{LONGEST:,} characters" in PAGE
