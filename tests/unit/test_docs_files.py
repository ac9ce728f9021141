"""The docs name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "services").rglob("README.md")
]  # fmt: skip
FILES = [
    path.as_posix() for folder in ("libs", "services", "reelbus", "deploy", "tests", "fixtures", "bench")
    for path in (ROOT / folder).rglob("*.py")
]  # fmt: skip
EXAMPLES = {"libs/events/echo.py"}
"""Files of the service that docs/new-service.md describes as an example."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_exist(page: Path) -> None:
    named = set(re.findall(r"`([a-z_0-9/]+\.py)`", page.read_text(encoding="utf-8")))
    assert {name for name in named - EXAMPLES if not any(f"/{file}".endswith(f"/{name}") for file in FILES)} == set()
