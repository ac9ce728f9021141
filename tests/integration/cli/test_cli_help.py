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


def test_in_40_columns_lines_fit_and_names_are_not_cut() -> None:
    shown = reelbus("dlq", "redrive", "-h", COLUMNS="40").stdout
    assert all(len(line) <= 40 for line in shown.splitlines())
    assert {"--error-class", "--older-than", "--dry-run"} <= set(shown.split())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("up", "--only", "captoin"), "--only: unknown service 'captoin'; did you mean caption?"),
        (("demo", "--only", "ingest"), "--only: these services have no results to show; add caption or thumbnail, "
         "or all of collage, collage-planner, collage-tally, ingest"),
    ],
)  # fmt: skip
def test_a_service_that_cannot_be_started_alone_is_one_line(args: tuple[str, ...], message: str) -> None:
    done = reelbus(*args)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"reelbus: {message}\n")
