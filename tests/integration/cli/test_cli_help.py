"""Help, the version, and typing errors in the command itself."""

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


def test_in_40_columns_lines_fit_and_names_are_whole() -> None:
    shown = reelbus("dlq", "redrive", "-h", COLUMNS="40").stdout
    assert all(len(line) <= 40 for line in shown.splitlines())
    assert {"--error-class", "--older-than", "--dry-run"} <= set(shown.split())
