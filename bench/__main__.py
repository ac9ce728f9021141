"""`make bench`: all benchmarks in one run, as a table and as build/bench.json."""

import argparse
import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.report import Row, rows_of

BENCHES = (
    "worker", "captions", "thumbnails", "detector", "enhance", "collages", "merge", "planner", "loop", "sizing",
    "catalog",
)  # fmt: skip
OUT = Path("build/bench.json")


def main() -> None:
    """Run all, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which: {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--small", action="store_true", help="one round, little input: do they run?")
    given = parser.parse_args()
    names = given.names or list(BENCHES)
    if unknown := set(names) - set(BENCHES):
        parser.error(f"no bench {', '.join(sorted(unknown))}: there are {', '.join(BENCHES)}")
    rows = []
    # Each in a process of its own: what one imports, starts and leaves in memory is not measured with the next.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as processes:
        for name in names:
            began = time.perf_counter()
            rows += processes.submit(rows_of, name, small=given.small).result()
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    Console().print(_table(rows))


def _table(rows: list[Row]) -> Table:
    table = Table("bench", "against", "ours", "theirs", "unit", "ratio", "goal")
    for row in rows:
        goal = "–" if row.goal is None else f"{'≥' if row.higher_is_better else '≤'} {row.goal:g}"
        theirs = "–" if row.theirs is None else f"{row.theirs:,.0f}"
        ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
        table.add_row(row.bench, row.against, f"{row.ours:,.0f}", theirs, row.unit, ratio, goal)
    return table


if __name__ == "__main__":
    main()
