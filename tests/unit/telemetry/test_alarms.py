"""The alarms name metrics, labels and values that there are."""

import re
from pathlib import Path

import pytest
import yaml

from libs.bus.worker.metrics import SECONDS
from libs.bus.worker.outcome import OUTCOMES
from libs.telemetry.metrics import LAG_SECONDS
from tests.unit.telemetry.test_docs import documented

ROOT = Path(__file__).parents[3]
RULES = yaml.safe_load((ROOT / "deploy/monitoring/rules/reelbus.yml").read_text(encoding="utf-8"))
SUFFIXES = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("",), "gauge": ("",)}
OF_MERGES = ("merged", "repeated")
"""Outcomes of `reelbus_merge_merges_total`, besides the causes of failures."""
OF_PROMETHEUS = {"le", "job", "instance"}


def alarms() -> dict[str, str]:
    """Expression by name, on one line, with that of a recorded series for its name."""
    rules = RULES["groups"][0]["rules"]
    recorded = {rule["record"]: rule["expr"] for rule in rules if "record" in rule}
    found = {rule["alert"]: rule["expr"] for rule in rules if "alert" in rule}
    for name, expression in recorded.items():
        found = {alarm: of.replace(name, expression) for alarm, of in found.items()}
    return found


def series() -> dict[str, set[str]]:
    """Labels by the name of each series that Prometheus scrapes."""
    return {
        name + suffix: {*labels, *OF_PROMETHEUS}
        for name, (kind, labels) in documented().items()
        for suffix in SUFFIXES[kind]
    }


def test_the_alarms_of_the_replaced_systems_are_there() -> None:
    assert list(alarms())[:4] == ["ReelbusErrors", "ReelbusSlow", "ReelbusMemory", "ReelbusDeadLetters"]


@pytest.mark.parametrize("name", alarms())
def test_what_an_alarm_names_there_is(name: str) -> None:
    expression, known = alarms()[name], series()
    named = re.findall(r"(reelbus_\w+)(?:\{([^}]*)\})?", expression)
    assert named
    labels = set()
    for metric, matchers in named:
        assert metric in known
        asked = dict(re.findall(r'(\w+)[=!]~?"([^"]*)"', matchers))
        assert asked.keys() <= known[metric]
        labels |= known[metric]
        if "outcome" in asked:
            assert set(asked["outcome"].split("|")) <= set(OF_MERGES if "merge" in metric else OUTCOMES)
        if "le" in asked:
            buckets = LAG_SECONDS if "loop" in metric else SECONDS
            assert asked["le"] in {str(float(bucket)) for bucket in buckets}
    for grouping in re.findall(r"(?:by|without) \(([^)]*)\)", expression):
        assert set(grouping.split(", ")) <= labels
