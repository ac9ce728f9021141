"""What the start of a command or a service must not import: it would be slow, or need a package that is not installed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("reelbus.__main__", ["aiohttp", "aiokafka", "structlog", "openai", "PIL", "av", "sqlalchemy"]),
        ("services.caption.__main__", ["openai", "PIL", "av", "sqlalchemy"]),
    ],
)
def test_nothing_heavy_is_imported(module: str, heavy: list[str]) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.argv[1:]) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.split() == []
