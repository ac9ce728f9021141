"""The docs name files that exist, and their links lead to pages and headings that do."""

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


LINK = re.compile(r"\]\(([^)\s:]*?)(?:#([^)\s]*))?\)")
CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{path}#{anchor}"
