"""What an image contains, without an engine: the files and the requirement that the Dockerfile installs."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.images.stage import contents, stage
from libs.registry import SERVICES

ROOT = Path(__file__).parents[3]
NAMES = [*(service.name for service in SERVICES), "tools"]


@pytest.mark.parametrize("name", NAMES)
def test_an_image_has_only_the_code_of_its_service(name: str, tmp_path: Path) -> None:
    stage(name, tmp_path / "staged")
    source = tmp_path / "staged" / "source"
    folders = {path.name for path in (source / "services").iterdir() if path.is_dir()}
    wanted = {path.split("/")[1] for path in contents(name) if path.startswith("services/")}
    assert folders == wanted or name == "tools"
    assert (source / "libs" / "service.py").exists()
    if name != "tools":
        assert [path.name for path in (source / "reelbus").iterdir()] == ["__init__.py"]


@pytest.mark.parametrize("name", NAMES)
def test_what_it_runs_can_be_imported_from_its_code_alone(name: str, tmp_path: Path) -> None:
    """The packages are those of this environment; the code is the image's."""
    stage(name, tmp_path / "staged")
    module = (tmp_path / "staged" / "service").read_text().split("'-m', '")[1].split("'")[0]
    code = (
        "import sys, importlib; sys.path.insert(0, sys.argv[1]); sys.path_importer_cache.clear();"
        f"m = importlib.import_module('{module}' if '{module}' == 'reelbus' else '{module}.__main__');"
        "assert m.__file__.startswith(sys.argv[1]), m.__file__"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path / "staged" / "source")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_an_unknown_service_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "deploy/images/stage.py", "captions", str(tmp_path / "staged")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("no service 'captions': SERVICE must be one of caption, thumbnail, ")
