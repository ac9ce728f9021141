"""The page of thumbnails names every cause of a failure."""

import re
from pathlib import Path

from libs.fetch import FetchError
from services.thumbnail.errors import VideoError

PAGE = Path(__file__).parents[3] / "docs" / "thumbnails.md"


def below(base: type) -> set[type]:
    return {sub for child in base.__subclasses__() for sub in (child, *below(child))}


def test_every_cause_is_in_the_table_and_nothing_else() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## Videos without thumbnails")[1].split("Transient failures")[0]
    documented = {
        cause for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE) for cause in re.findall(r"`([\w-]+)`", row)
    }
    causes = {error.cause for error in (VideoError, *below(VideoError))}
    causes |= {error.reason for error in below(FetchError) if not error.transient}
    assert documented == causes
