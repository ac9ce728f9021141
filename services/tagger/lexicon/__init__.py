"""Words for goods and what they are like, in the languages of the markets. The words are in tables, one string each.

A table has a line for each entry: a slug of the taxonomy, or a value of a facet, a colon, and words separated by `|`.
`[name]` begins a group: what follows is below that slug or facet, `.` the slug itself. A line that begins with
spaces continues the one before.
"""

from collections.abc import Iterator

LEXICON_VERSION = 2
"""Raised with every change of a word or rule that changes results: what was tagged by an older one can be found."""


def entries(table: str, joint: str) -> Iterator[tuple[str, str]]:
    """Each phrase of a table with its full name: group and entry, joined by `joint`."""
    group = name = ""
    for line in table.splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line.strip():
            if not line.startswith(" "):
                entry, _, line = line.partition(":")  # noqa: PLW2901 - what is left of the line
                name = group if entry == "." else f"{group}{joint}{entry}"
            for phrase in line.split("|"):
                if phrase.strip():
                    yield name, phrase.strip()
