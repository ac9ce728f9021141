"""What is installed."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

from libs.extras import install_command, missing_packages, require_extra, version
from libs.registry import SERVICES

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_that_of_the_project() -> None:
    assert version() == PROJECT["version"]


def test_extras_of_extras_are_spelt_out_in_the_metadata() -> None:
    """The build backend does it; what `require_extra` reads has no `reelbus[s3]` in it."""
    assert any("extra ==" in line for line in requires("reelbus") or [])
    assert not [line for line in requires("reelbus") or [] if line.startswith("reelbus")]


@pytest.mark.parametrize("extra", sorted({service.extra for service in SERVICES}))
def test_nothing_is_missing_of_the_extras_that_tests_install(extra: str) -> None:
    assert missing_packages(extra) == []
    require_extra(extra)


def test_a_missing_package_is_one_line_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    # The tests' environment has no torch: ultralytics has one of its own.
    with pytest.raises(SystemExit) as caught:
        require_extra("ultralytics")
    assert caught.value.code == 2
    assert re.fullmatch(
        r"not installed: (onnx, )?ultralytics; run pip install '\.\[ultralytics\]'\n", capsys.readouterr().err
    )


def test_the_command_names_the_checkout_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert install_command("caption", "local") == f"pip install '{Path(__file__).parents[2]}[caption,local]'"
