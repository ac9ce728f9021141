"""Alarms and dashboards ask for metrics that the services have, with labels that these have."""

import importlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

import libs.telemetry.dependencies
import libs.telemetry.loop
import libs.telemetry.memory
import libs.telemetry.metrics
from deploy.dashboards.pages import PAGES
from deploy.dashboards.write import stale
from deploy.manifests.monitoring import RULES
from deploy.manifests.workloads import WORKLOADS
from libs.bus.worker.metrics import AGES, SECONDS
from libs.events import TOPICS
from libs.registry import SERVICES, Service

OWN = ("libs.fetch.metrics", "libs.ledger.metrics", "libs.limits.metrics")
FROM_THE_SCRAPE = frozenset(("instance", "job", "le"))
SELECTOR = re.compile(r"(reelbus_\w+)(?:\{([^}]*)\})?")
BY = re.compile(r"(?:by|without) \(([^)]*)\)")


@cache
def metrics() -> dict[str, frozenset[str]]:
    """Labels by the names of the series."""
    for module in (*OWN, *(name for service in SERVICES for name in service.metrics)):
        if importlib.util.find_spec(module) is not None:
            importlib.import_module(module)
    found = {}
    for metric, names in REGISTRY._collector_to_names.items():
        own = frozenset(getattr(metric, "_labelnames", ()))
        for name in names:
            found[name] = own
    return found


def alarms() -> list[dict[str, Any]]:
    return [rule for rule in _rules() if "alert" in rule]


def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = yaml.safe_load(RULES.read_text())["groups"][0]["rules"]
    return rules


def expressions() -> dict[str, str]:
    """Of all alarms and panels, with that of a recorded series for its name."""
    found = {rule["alert"]: rule["expr"] for rule in alarms()}
    for page in PAGES:
        for panel in page.panels:
            for number, query in enumerate(panel.queries):
                found[f"{page.uid}: {panel.title} {number}"] = query.expr
    for rule in _rules():
        if "record" in rule:
            found = {name: expression.replace(rule["record"], rule["expr"]) for name, expression in found.items()}
    return found


@pytest.mark.parametrize("name", expressions())
def test_metrics_and_labels_exist(name: str) -> None:
    expression = expressions()[name]
    used = SELECTOR.findall(expression)
    assert used
    labels = frozenset[str]()
    for metric, matchers in used:
        assert metric in metrics(), f"no service has {metric}"
        labels |= metrics()[metric]
        for matcher in filter(None, re.split(r",(?=\w+[=!~])", matchers)):
            label = re.split(r"[=!~]", matcher)[0].strip()
            assert label in metrics()[metric] | FROM_THE_SCRAPE, f"{metric} has no label {label}"
    for names in BY.findall(expression):
        for label in filter(None, (each.strip() for each in names.split(","))):
            assert label in labels | FROM_THE_SCRAPE, f"{expression} has no label {label}"


def test_thresholds_are_edges_of_buckets() -> None:
    """A quantile between two edges is a guess."""
    edges = {
        "reelbus_end_to_end_seconds": AGES,
        "reelbus_handler_seconds": SECONDS,
        "reelbus_event_loop_lag_seconds": libs.telemetry.metrics.LAG_SECONDS,
    }
    found = set()
    for rule in alarms():
        for part in rule["expr"].split("\nor "):
            for metric in re.findall(r"(reelbus_\w+)_bucket", part):
                threshold = re.search(r'le="([\d.]+)"|> (\d+)$', part)
                assert threshold is not None
                assert float(threshold[1] or threshold[2]) in edges[metric], rule["alert"]
                found.add(metric)
    assert found == edges.keys()


def test_only_services_that_may_go_to_0_may_be_missing() -> None:
    (rule,) = (each for each in alarms() if each["alert"] == "ReelbusNothingRuns")
    always = re.findall(r'absent\(reelbus_handlers_running\{group="([\w-]+)"}\)', rule["expr"])
    sometimes = re.findall(r'deployment=~"([^"]+)"', rule["expr"])
    assert always == [each.name for each in WORKLOADS if each.least > 0]
    assert sometimes == ["|".join(each.name for each in WORKLOADS if each.least == 0)]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_service_has_a_panel_of_its_own_metrics(service: Service) -> None:
    asked = {metric for page in PAGES for panel in page.panels for query in panel.queries
             for metric, _ in SELECTOR.findall(query.expr)}  # fmt: skip
    own = {
        name
        for module in service.metrics
        for metric in vars(importlib.import_module(module)).values()
        if isinstance(metric, MetricWrapperBase)
        for name in REGISTRY._collector_to_names[metric]
    }
    assert asked & own, f"{service.name} has none of {sorted(own)} in deploy/dashboards/pages.py"


def test_the_dashboards_are_current() -> None:
    assert stale() == []


def test_alarms_know_the_topics_that_can_wait() -> None:
    """The same pattern leaves them out of two alarms and is all that the third one looks at."""
    patterns = {
        rule["alert"]: re.search(r'topic(?:!~|=~)"(?:[^"]*[|])?(low-priority[^"]*)"', rule["expr"])
        for rule in alarms()
        if "low-priority" in rule["expr"]
    }
    assert patterns.keys() == {"ReelbusLate", "ReelbusBehind", "ReelbusBackgroundWaits"}
    for found in patterns.values():
        assert found is not None
        for topic in TOPICS:
            assert bool(re.fullmatch(found[1], topic.name)) is topic.background, topic.name


def test_each_alarm_has_its_words() -> None:
    for rule in alarms():
        assert rule["labels"]["severity"] in ("info", "warning", "critical")
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["runbook_url"] == f"docs/alarms.md#{rule['alert'].lower()}"
    page = (Path(__file__).parents[3] / "docs/alarms.md").read_text()
    assert re.findall(r"^## (Reelbus\w+)$", page, re.MULTILINE) == [rule["alert"] for rule in alarms()]


def test_prometheus_asks_every_service() -> None:
    config = yaml.safe_load((RULES.parents[1] / "prometheus.yml").read_text())
    targets = config["scrape_configs"][0]["static_configs"][0]["targets"]
    assert targets == [f"{service.name}:8080" for service in SERVICES]
