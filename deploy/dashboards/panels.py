"""The JSON of dashboards: rows of panels with one or several queries each."""

from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = dict[str, Any]
WIDTH, HEIGHT = 24, 8
DATASOURCE = {"type": "prometheus", "uid": "prometheus"}
GROUP = '{group=~"$group"}'


class Query(NamedTuple):
    """An expression of PromQL, and the name of its lines."""

    expr: str
    legend: str = ""


class Panel(NamedTuple):
    """A graph."""

    title: str
    queries: tuple[Query, ...]
    unit: str = "short"
    """Grafana's name of a unit."""
    about: str = ""


class Dashboard(NamedTuple):
    """A page for one concern; two panels a row."""

    uid: str
    title: str
    panels: tuple[Panel, ...]
    by_group: bool = True
    """Whether a consumer group can be chosen."""


def json_of(dashboard: Dashboard) -> Json:
    """The dashboard as Grafana reads it."""
    return {
        "uid": f"reelbus-{dashboard.uid}",
        "title": f"Reelbus: {dashboard.title}",
        "tags": ["reelbus"],
        "schemaVersion": 41,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-3h", "to": "now"},
        "templating": {"list": [_groups()] if dashboard.by_group else []},
        "panels": [_panel(panel, number) for number, panel in enumerate(dashboard.panels)],
    }


def _groups() -> Json:
    query = "label_values(reelbus_handlers_running, group)"
    return {
        "name": "group", "label": "consumer group", "type": "query", "datasource": DATASOURCE, "query": query,
        "definition": query, "multi": True, "includeAll": True, "allValue": ".*", "refresh": 2,
        "current": {"text": "All", "value": "$__all"},
    }  # fmt: skip


def _panel(panel: Panel, number: int) -> Json:
    half = WIDTH // 2
    return {
        "id": number + 1,
        "title": panel.title,
        "description": panel.about,
        "type": "timeseries",
        "datasource": DATASOURCE,
        "gridPos": {"x": number % 2 * half, "y": number // 2 * HEIGHT, "w": half, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "targets": [
            {"refId": chr(65 + place), "datasource": DATASOURCE, "expr": query.expr, "legendFormat": query.legend}
            for place, query in enumerate(panel.queries)
        ],
    }
