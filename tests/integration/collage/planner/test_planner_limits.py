"""What a planner takes of memory, however large the CSV, and how fast it is."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.planner import Figures, to_broker, to_nowhere
from fixtures.loop_time import LIMIT
from fixtures.media.csvs import HEADER, write_long_line, write_unsorted

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")

ROWS = int(os.environ.get("PLANNER_ROWS", "400000"))
"""`make test-chaos` has two million, as a month of the replaced system has."""
CREATORS = ROWS // 100
MOST_MB = 300
ROW = "ann,https://a.example/1.jpg,\n"


def test_a_line_of_64_mb_costs_no_memory(tmp_path: Path) -> None:
    figures = planned_beside(tmp_path, 64_000_000)
    assert (figures.pages, figures.rejected) == (1, 1)
    assert figures.peak_mb < 150, "the line alone would take more, decoded"


@pytest.mark.long
def test_a_line_of_1_gb_costs_no_memory(tmp_path: Path) -> None:
    figures = planned_beside(tmp_path, 1_000_000_000)
    assert (figures.pages, figures.rejected) == (1, 1)
    assert figures.peak_mb < 150


def planned_beside(tmp_path: Path, size: int) -> Figures:
    """Plan a CSV with a line of `size` bytes between two good ones."""
    write_long_line(tmp_path / "covers.csv", size, HEADER + ROW, ROW)
    figures = to_nowhere(tmp_path)
    assert figures.accepted == 2
    return figures


@pytest.mark.long
@pytest.mark.measures
def test_many_rows(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    write_unsorted(tmp_path / "covers.csv", ROWS, CREATORS)
    for way, measure in (("nowhere", to_nowhere), ("broker", to_broker)):
        figures = measure(tmp_path)
        print(f"\nto {way}: {figures}")
        record_property(way, str(figures))
        assert (figures.accepted, figures.rejected, figures.pages) == (ROWS, 0, 3 * CREATORS)
        assert figures.peak_mb <= MOST_MB
        assert (figures.busy_ms or 0) < LIMIT * 1000


@pytest.mark.long
@pytest.mark.measures
def test_many_creators(tmp_path: Path) -> None:
    """The worst for grouping: each row is a page."""
    write_unsorted(tmp_path / "covers.csv", ROWS, ROWS)
    figures = to_nowhere(tmp_path)
    print(f"\nto nowhere: {figures}")
    assert figures.pages == ROWS
    assert figures.peak_mb <= MOST_MB
    assert figures.busy_ms is not None
    assert figures.busy_ms < LIMIT * 1000
