"""Each alarm fires and is resolved, by Prometheus's own `promtool test rules` with deploy/monitoring/tests."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.manifests.monitoring import RULES
from tests.support.debian import unpacked

CASES = sorted((RULES.parents[1] / "tests").glob("*.yml"))


@cache
def promtool() -> Path:
    found = shutil.which("promtool")
    return Path(found) if found else unpacked("prometheus") / "usr/bin/promtool"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([promtool(), *arguments], capture_output=True, text=True, check=False)


def rules() -> list[dict[str, Any]]:
    """Alarms, and expressions that are recorded."""
    return [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]


def alarms() -> list[dict[str, Any]]:
    return [rule for rule in rules() if "alert" in rule]


def test_the_rules_are_valid() -> None:
    done = run("check", "rules", RULES)
    assert done.returncode == 0, done.stderr
    assert f"{len(rules())} rules found" in done.stdout


def test_each_alarm_fires_and_is_resolved() -> None:
    done = run("test", "rules", *CASES)
    assert done.returncode == 0, done.stderr + done.stdout


def test_each_alarm_has_a_case_that_is_quiet_fires_and_is_resolved() -> None:
    cases = [case for file in CASES for case in yaml.safe_load(file.read_text())["tests"]]
    assert sorted(case["name"] for case in cases) == sorted(alarm["alert"] for alarm in alarms())
    for case in cases:
        looks = case["alert_rule_test"]
        assert {look["alertname"] for look in looks} == {case["name"]}
        assert [bool(look.get("exp_alerts")) for look in looks] == [False, True, False], case["name"]


@pytest.mark.parametrize("expression", ["vector(0) > 1", "vector(1)"])
def test_a_case_fails_for_an_alarm_that_never_or_always_fires(expression: str, tmp_path: Path) -> None:
    changed = [alarm | {"expr": expression} for alarm in alarms()]
    (tmp_path / "rules").mkdir()
    broken = {"groups": [{"name": "broken", "rules": changed}]}
    (tmp_path / "rules" / "reelbus.yml").write_text(yaml.safe_dump(broken))
    (tmp_path / "tests").mkdir()
    copies = [shutil.copy(file, tmp_path / "tests") for file in CASES]
    done = run("test", "rules", *copies)
    assert done.returncode == 1
    output = done.stdout + done.stderr
    assert [alarm["alert"] for alarm in alarms() if f"alertname: {alarm['alert']}," not in output] == []
