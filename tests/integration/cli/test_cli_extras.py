"""Commands where a package is missing that an extra brings."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reelbus.__main__ import EXTRAS

ROOT = Path(__file__).resolve().parents[3]
WITHOUT = """
import sys
sys.modules[sys.argv.pop(1)] = None  # as if it were not installed
from reelbus.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("package", "args", "message"),
    [
        ("sqlalchemy", ["batch", "status"], f"'{ROOT}[collage]'"),
        ("PIL", ["collage", "make", "a.jpg"], f"'{ROOT}[collage]'"),
        ("openai", ["captions", "parse"], f"'{ROOT}[caption]'"),
    ],
)
def test_a_missing_package_is_one_line(package: str, args: list[str], message: str, tmp_path: Path) -> None:
    done = without(package, *args, folder=tmp_path, LLM_PROVIDER="ollama")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"reelbus: `{args[0]}` needs {package}, which is not installed: run pip install {message}\n"


def test_every_extra_that_a_command_names_is_there() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {name for names in EXTRAS.values() for name in names.split(",")} <= extras.keys()


@pytest.mark.parametrize("package", ["openai", "httpx"])
def test_captions_by_rules_need_nothing_of_a_model(package: str, tmp_path: Path) -> None:
    done = without(package, "captions", "parse", folder=tmp_path, given='{"caption": "Heels KSh 4,500"}')
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["price"] == 4500


def without(package: str, *args: str, folder: Path, given: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
    """`reelbus ARGS` in `folder`, where `package` is not installed."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, package, *args],
        env={"PYTHONPATH": str(ROOT), "PATH": "", **env}, cwd=folder, input=given,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
