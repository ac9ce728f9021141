"""Help, the version, and wrong use of the command."""

import pytest

from libs.extras import version
from tests.integration.conftest import reelbus_on

reelbus = reelbus_on("127.0.0.1:1")


def test_the_version() -> None:
    shown = reelbus("--version")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, f"reelbus {version()}\n", "")


@pytest.mark.parametrize("args", [(), ("watch",), ("dlq", "redrive")])
def test_h_is_help(args: tuple[str, ...]) -> None:
    short, long = reelbus(*args, "-h"), reelbus(*args, "--help")
    assert (short.returncode, short.stdout) == (0, long.stdout)
    assert "Usage: " in short.stdout


def test_an_unreachable_broker_is_one_line() -> None:
    done = reelbus("lag")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.endswith("(set KAFKA_BOOTSTRAP_SERVERS, or start a local broker with `reelbus up`)\n")


def test_in_40_columns_lines_fit_and_names_are_not_cut() -> None:
    shown = reelbus("dlq", "redrive", "-h", COLUMNS="40").stdout
    assert all(len(line) <= 40 for line in shown.splitlines())
    assert {"--error-class", "--older-than", "--dry-run"} <= set(shown.split())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("up", "--only", "captoin"), "--only: unknown service 'captoin'; did you mean caption?"),
        (("demo", "--only", "ingest"), "--only: these services have no results to show; add caption or thumbnail "
         "or catalog or enhance or merge, or all of collage, collage-planner, collage-tally, ingest"),
        (("collage", "repair", "a.txt"), "a.txt must be the URI of a collage (.jpg) or of its manifest (.json)"),
        (("ingest", "covers", "--since", "7d", "--from", "2026-11-01"), "--since cannot be combined with --from or --to"),
        (("ingest", "covers", "--rows", "3"), "--rows needs --submit"),
        (("schemas", "check", "no-such-folder"), "no-such-folder does not exist: create it with `reelbus schemas export`"),
        (("dlq", "redrive"), "redrive needs a filter, or --all for every unresolved dead letter"),
        (("topics", "create", "new-vido-posted"), "unknown topic 'new-vido-posted'; did you mean new-video-posted?"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_without_a_broker(args: tuple[str, ...], message: str) -> None:
    done = reelbus(*args)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"reelbus: {message}\n")
