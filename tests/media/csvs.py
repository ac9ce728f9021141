"""CSVs of cover images, as large as a test wants them."""

from collections.abc import Iterator
from pathlib import Path

HEADER = "creator_name,cover_url,created_at\n"


def unsorted_rows(rows: int, creators: int) -> Iterator[str]:
    """Rows of `creators` creators in turn, neighbours never of the same one; addresses of some 80 characters."""
    for number in range(rows):
        creator = number * 7919 % creators
        yield (
            f"creator_{creator:05},https://covers.example.com/{creator:05}/{number * 2654435761 % 2**32:08x}"
            f"/cover-{number:07}.jpg?w=720&h=1280,2026-10-{number % 28 + 1:02}T12:00:00Z\n"
        )


def write_unsorted(path: Path, rows: int, creators: int) -> Path:
    """A CSV of `unsorted_rows` with a header."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.writelines(unsorted_rows(rows, creators))
    return path


def write_long_line(path: Path, size: int, before: str, after: str) -> Path:
    """`before`, a line of `size` bytes, and `after`. The long line is a hole: it takes no room on the disk."""
    with path.open("wb") as file:
        file.write(before.encode())
        file.seek(size, 1)
        file.write(b"\n" + after.encode())
    return path
