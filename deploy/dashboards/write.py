"""The files of the dashboards."""

import json
from pathlib import Path

from deploy.dashboards.pages import PAGES
from deploy.dashboards.panels import json_of

FOLDER = Path(__file__).parents[1] / "monitoring" / "dashboards"


def files() -> dict[Path, str]:
    """Contents by path."""
    return {FOLDER / f"{page.uid}.json": json.dumps(json_of(page), indent=2) + "\n" for page in PAGES}


def write() -> int:
    """Write the files; how many."""
    made = files()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in set(FOLDER.glob("*.json")) - made.keys():
        path.unlink()
    for path, text in made.items():
        path.write_text(text)
    return len(made)


def stale() -> list[str]:
    """A line for each file that is not current."""
    made = files()
    old = [f"{path.name}: not made any more: delete it" for path in set(FOLDER.glob("*.json")) - made.keys()]
    return old + [
        f"{path.name}: not current" for path, text in made.items() if not path.exists() or path.read_text() != text
    ]
