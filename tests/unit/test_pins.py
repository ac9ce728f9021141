"""constraints.txt pins what the extras install, all of it and nothing else: `make constraints` writes it."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEVER_PINNED = {"reelbus", "pip", "setuptools"}
"""Ours, and what every environment brings."""


def needed() -> set[str]:
    """Names of all packages that the extra `dev` installs here, theirs included."""
    waiting = [Requirement("reelbus[dev]")]
    done: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        for extra in ("", *wanted.extras):
            if (name, extra) not in done:
                done.add((name, extra))
                waiting += [one for one in requirements(name, extra) if one.marker is None or applies(one, extra)]
    return {name for name, _ in done}


def requirements(name: str, extra: str) -> list[Requirement]:
    """Of an installed package; of ours as pyproject.toml has them now."""
    if name == "reelbus":
        lines = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
        return [Requirement(line) for line in lines]
    return [Requirement(line) for line in requires(name) or []]


def applies(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def test_what_is_pinned_is_what_is_needed() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {line.partition("==")[0] for line in lines}
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*==[\w.]+", line) for line in lines), "no paths, hosts or options"
    needs = needed() - NEVER_PINNED
    assert {"unused": sorted(pins - needs), "not pinned": sorted(needs - pins)} == {"unused": [], "not pinned": []}


def test_what_brings_torch_is_pinned_apart() -> None:
    lines = (ROOT / "constraints-ultralytics.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition("==")[0] for line in lines if not line.startswith("#")] == ["torch", "ultralytics"]
