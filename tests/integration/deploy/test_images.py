"""What an image contains, without an engine: the files and the requirement that the Dockerfile installs."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.images.sizes import size
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


IMPORTS = """
import gc, importlib, json, os, sys
import aiohttp, aiokafka, av, httpx, pydantic_settings, sqlalchemy.ext.asyncio, structlog, typer
gc.freeze()
for source, module in json.loads(sys.argv[1]):
    if not os.fork():
        sys.path.insert(0, source)
        assert importlib.import_module(module).__file__.startswith(source), module
        os._exit(0)
    assert os.wait()[1] == 0, module
"""
"""Packages once, and the code of each image in a process of its own."""


def test_what_they_run_can_be_imported_from_their_code_alone(tmp_path: Path) -> None:
    """The packages are those of this environment; the code is the images'."""
    images = []
    for name in NAMES:
        stage(name, tmp_path / name)
        module = (tmp_path / name / "service").read_text().split("'-m', '")[1].split("'")[0]
        images.append((str(tmp_path / name / "source"), f"{module}.__main__"))
    done = subprocess.run(
        [sys.executable, "-P", "-c", IMPORTS, json.dumps(images)],
        cwd=tmp_path, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_an_unknown_service_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "deploy/images/stage.py", "captions", str(tmp_path / "staged")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("no service 'captions': SERVICE must be one of caption, tagger, thumbnail, ")


def test_sizes_in_the_docs_are_those_of_the_installed_packages() -> None:
    page = (ROOT / "docs/docker.md").read_text(encoding="utf-8").split("\n## Sizes\n")[1].split("\n## ")[0]
    told = {
        name: (int(packages), int(megabytes))
        for name, packages, megabytes in re.findall(r"^\| ([\w-]+) \| (\d+) \| (\d+) MB \|", page, re.MULTILINE)
    }
    assert list(told) == NAMES
    for name, (packages, megabytes) in told.items():
        found = size(name)
        # Other versions of Python have some more or fewer packages, and other wheels.
        assert abs(found.packages - packages) <= 3, f"{name}: {found}"
        assert found.megabytes == pytest.approx(megabytes, rel=0.1), f"{name}: {found}"
