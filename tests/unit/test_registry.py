"""The registry names what there is in services/, and what lists services elsewhere says the same."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from libs.events.topics import BY_NAME as TOPICS
from libs.events.topics import PLANNED
from libs.registry import BY_NAME, SERVICES, Service
from libs.settings import Settings

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]

EACH = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


def folder(service: Service) -> Path:
    return ROOT.joinpath(*service.module.split("."))


def rows(page: str, first_columns: str) -> list[list[str]]:
    """The cells of the table whose header begins with `first_columns`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    table = text.split(f"\n{first_columns}")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_package_that_can_be_run_is_registered_and_every_registered_one_is_there() -> None:
    runnable = {path.parent for path in (ROOT / "services").rglob("__main__.py")}
    assert {folder(service) for service in SERVICES} == runnable


def test_names_are_those_of_the_modules() -> None:
    """`collage-planner` is `services.collage.planner`: who knows one of them knows the other."""
    assert {service.name: service.module for service in SERVICES} == {
        name: f"services.{name.replace('-', '.')}" for name in BY_NAME
    }
    assert len(BY_NAME) == len(SERVICES)


def test_the_table_of_topics_names_the_services() -> None:
    consumers = {group for topic in TOPICS.values() for group in topic.consumers}
    assert consumers - PLANNED == set(BY_NAME)
    producers = {name for topic in TOPICS.values() for name in topic.producers}
    only_stores = {"listings"}
    assert producers - PLANNED - {"anyone", "cli", "bucket notifications"} == set(BY_NAME) - only_stores


@EACH
def test_the_composition_is_as_registered(service: Service) -> None:
    """`__main__.py` joins the group of the service's name, and names the topics that the table gives it, and no other."""
    tree = ast.parse((folder(service) / "__main__.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert texts & TOPICS.keys() == {topic.name for topic in (*service.consumes, *service.emits)}
    (group,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "GROUP"
    )
    assert group == service.name
    calls = [ast.unparse(node.value) for node in tree.body if isinstance(node, ast.Expr)]
    assert f"require_extra({service.extra!r})" in calls


@EACH
def test_settings_and_metrics_are_there(service: Service) -> None:
    assert issubclass(service.settings_class, Settings)
    assert service.settings_class.__name__ == service.settings.partition(":")[2]
    for module in service.metrics:
        assert ROOT.joinpath(*module.split(".")).with_suffix(".py").is_file()


def test_every_file_of_metrics_belongs_to_a_service() -> None:
    files = {path.relative_to(ROOT) for path in (ROOT / "services").rglob("metrics.py")}
    assert files == {Path(*module.split(".")).with_suffix(".py") for service in SERVICES for module in service.metrics}


def test_the_extra_services_is_made_of_those_of_all_services() -> None:
    (services,) = EXTRAS["services"]
    assert set(re.findall(r"\w[\w-]*", services.removeprefix("reelbus"))) == {service.extra for service in SERVICES}


@EACH
def test_replicas_are_bounded_by_partitions(service: Service) -> None:
    assert service.most_replicas == max(
        topic.partitions for topic in TOPICS.values() if service.name in topic.consumers
    )


def test_one_process_is_the_most_of_a_service_that_is_not_replicable() -> None:
    assert Service("ingest", "m", "e", "s", replicable=False).most_replicas == 1


def test_the_readme_lists_the_services() -> None:
    """With links to their pages, and what they consume and emit, in the registry's order."""
    shown = rows("README.md", "| service | consumes | emits |")
    assert [name for name, *_ in shown] == [
        f"[{service.name}]({(folder(service) / 'README.md').relative_to(ROOT)})" for service in SERVICES
    ]
    for service, (_, consumes, emits, *_) in zip(SERVICES, shown, strict=True):
        assert (folder(service) / "README.md").is_file()
        assert set(quoted(consumes)) == {topic.name for topic in service.consumes}
        assert set(quoted(emits)) == {topic.name for topic in service.emits}


def test_operations_list_the_services() -> None:
    shown = rows("docs/operations.md", "| service | module | extra |")
    assert shown == [
        [f"`{service.name}`", f"`{service.module}`", f"`{service.extra}`", str(service.most_replicas)]
        for service in SERVICES
    ]
