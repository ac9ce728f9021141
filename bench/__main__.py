"""`make bench`: all benchmarks in one run, as a table and as build/bench.json."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import captions, collages, detector, enhance, loop, merge, planner, sizing, thumbnails, worker
from bench.report import Row

BENCHES = {
    "worker": worker.run,
    "captions": captions.run,
    "thumbnails": thumbnails.run,
    "detector": detector.run,
    "enhance": enhance.run,
    "collages": collages.run,
    "merge": merge.run,
    "planner": planner.run,
    "loop": loop.run,
    "sizing": sizing.run,
}
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
    rows = [row for name in names for row in BENCHES[name](small=given.small)]
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
