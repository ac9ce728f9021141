"""`python -m deploy.manifests` writes the files; with `--check` it says which are not current, with status 1."""

import argparse
import sys
from pathlib import Path

from deploy.manifests.tree import ROOT, stale, write


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="make manifests", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--root", type=Path, default=ROOT)
    given = parser.parse_args()
    if not given.check:
        print(f"{write(given.root)} files written")
        return 0
    wrong = stale(given.root)
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("run make manifests, and commit what changes", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
