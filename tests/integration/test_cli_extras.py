"""Commands where a package is missing that an extra brings."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import sys
sys.modules[sys.argv.pop(1)] = None  # as if it were not installed
from reelbus.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("package", "args", "said"),
    [
        ("sqlalchemy", ["batch", "status"], f"'{ROOT}[collage]'"),
        ("PIL", ["collage", "make", "a.jpg"], f"'{ROOT}[collage]'"),
        ("openai", ["captions", "parse"], f"'{ROOT}[caption]'"),
    ],
)
def test_a_missing_package_is_one_line(package: str, args: list[str], said: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, package, *args],
        env={"PYTHONPATH": str(ROOT), "PATH": ""}, cwd=tmp_path, input="", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"reelbus: `{args[0]}` needs {package}, which is not installed: run pip install {said}\n"
