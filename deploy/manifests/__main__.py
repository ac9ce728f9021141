"""`python -m deploy.manifests` writes the files that are made from the code.

`--check` writes nothing: it says which files are not current, and what is wrong with any overlay or combination of
components, with status 1.
"""

import argparse
import sys

from deploy.dashboards import write as dashboards
from deploy.manifests.tree import ROOT, stale, write


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="make manifests", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, check everything")
    if not parser.parse_args().check:
        print(f"{write(ROOT) + dashboards.write()} files written")
        return 0
    return _check()


def _check() -> int:
    from deploy.manifests.build import NotBuilt
    from deploy.manifests.verify import problems

    old = stale(ROOT) + dashboards.stale()
    for line in old:
        print(line, file=sys.stderr)
    if old:
        print("run make manifests, and commit what changes", file=sys.stderr)
        return 1
    try:
        wrong = list(problems())
    except NotBuilt as error:
        print(error, file=sys.stderr)
        return 1
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
