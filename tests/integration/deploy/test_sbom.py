"""`make sbom`: what the image of a service contains."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.long
def test_the_list_has_the_packages_of_the_service_and_no_others() -> None:
    done = subprocess.run(["make", "sbom", "SERVICE=caption"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    listed = json.loads((ROOT / "build/sbom/caption.json").read_text())
    assert listed["bomFormat"] == "CycloneDX"
    assert listed["metadata"]["component"]["name"] == "reelbus"
    found = {each["name"].lower().replace("_", "-"): each["version"] for each in listed["components"]}
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line)
    assert {"aiokafka", "aiohttp", "openai", "pydantic"} <= found.keys()
    assert {name: pins[name] for name in found if name in pins} == {name: found[name] for name in found if name in pins}
    assert not found.keys() & {"pip", "pytest", "pillow", "av", "sqlalchemy"}
    assert all(each["purl"].startswith("pkg:pypi/") for each in listed["components"])


def test_without_a_service_it_says_how() -> None:
    done = subprocess.run(["make", "sbom"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "make sbom SERVICE=caption" in done.stdout
