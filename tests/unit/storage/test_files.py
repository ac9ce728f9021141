"""What only a folder has: links, pipes, leftovers, permissions."""

import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from libs.storage import BadUri, Denied, NotFound, StorageSettings
from libs.storage.files.folders import open_new, remove_empty
from libs.storage.files.replacing import UNFINISHED, replacing
from libs.storage.files.storage import FileStorage
from libs.storage.prepare import prepare


@pytest.fixture
def storage(tmp_path: Path) -> FileStorage:
    (tmp_path / "objects").mkdir()
    return FileStorage(f"file://{tmp_path}/objects")


async def listed(storage: FileStorage) -> list[str]:
    return [info.uri.removeprefix(f"{storage.root}/") async for info in storage.list(storage.root)]


async def test_links_are_not_followed(storage: FileStorage, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "objects" / "file").symlink_to(tmp_path / "secret")
    (tmp_path / "objects" / "folder").symlink_to(tmp_path)
    for key in ("file", "folder/secret"):
        with pytest.raises(Denied, match="link"):
            await storage.read(storage.uri(key), limit=100)
        with pytest.raises(Denied, match="link"):
            await storage.put(storage.uri(key), b"x", content_type="x/y")
        with pytest.raises(Denied, match="link"):
            await storage.delete(storage.uri(key))
    assert await listed(storage) == []
    assert [info async for info in storage.list(storage.uri("folder") + "/")] == []
    assert (tmp_path / "secret").read_text() == "secret"


async def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    storage = FileStorage(f"file://{tmp_path}/link")
    await storage.put(storage.uri("a/b"), b"x", content_type="x/y")
    assert await listed(storage) == ["a/b"]
    assert [info async for info in storage.list(storage.uri("a") + "/")]


async def test_pipes_and_folders_are_no_objects(storage: FileStorage, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "objects" / "pipe")
    (tmp_path / "objects" / "folder").mkdir()
    for key in ("pipe", "folder"):
        with pytest.raises(NotFound):
            await storage.read(storage.uri(key), limit=1)
        await storage.delete(storage.uri(key))
    assert await listed(storage) == []


async def test_an_object_cannot_be_a_folder_as_well(storage: FileStorage) -> None:
    await storage.put(storage.uri("a/b"), b"x", content_type="x/y")
    for key in ("a", "a/b/c", "a/b/c/d"):
        with pytest.raises(BadUri, match="both"):
            await storage.put(storage.uri(key), b"x", content_type="x/y")
    assert await listed(storage) == ["a/b"]


async def test_a_name_that_is_too_long_for_a_file(storage: FileStorage) -> None:
    with pytest.raises(BadUri):
        await storage.put(storage.uri("a" * 300), b"x", content_type="x/y")
    assert os.listdir(storage.folder) == []


async def test_leftovers_are_hidden_and_old_ones_removed(storage: FileStorage) -> None:
    old, new = storage.folder / f"{UNFINISHED}old", storage.folder / f"{UNFINISHED}new"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert await listed(storage) == []
    with pytest.raises(BadUri):
        await storage.read(f"{storage.root}/{new.name}", limit=10)
    steps = await prepare(StorageSettings.model_validate({"STORAGE_URI": storage.root}))
    assert [step.outcome for step in steps] == ["unchanged", "removed", "skipped"]
    assert os.listdir(storage.folder) == [new.name]


async def test_others_may_read_what_is_stored(storage: FileStorage) -> None:
    before = os.umask(0o022)
    try:
        await storage.put(storage.uri("a.webp"), b"x", content_type="image/webp")
    finally:
        os.umask(before)
    assert (storage.folder / "a.webp").stat().st_mode & 0o777 == 0o644
    assert (await storage.head(storage.uri("a.webp"))).content_type == "image/webp"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may all")
async def test_what_permissions_forbid_is_denied(storage: FileStorage) -> None:
    storage.folder.chmod(0o500)
    with pytest.raises(Denied):
        await storage.put(storage.uri("a"), b"x", content_type="x/y")


async def test_readers_see_the_old_or_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    async with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a"]


def folders(storage: FileStorage) -> list[str]:
    return sorted(f"{path.relative_to(storage.folder)}" for path in storage.folder.rglob("*") if path.is_dir())


async def test_folders_go_with_the_last_that_was_in_them(storage: FileStorage) -> None:
    for key in ("csv-files/2026/11/22/a.csv", "csv-files/2026/11/b.csv", "csv-files/c.csv", "d"):
        await storage.put(storage.uri(key), b"x", content_type="text/csv")
    (storage.folder / "by hand").mkdir()
    await storage.delete(storage.uri("csv-files/2026/11/22/a.csv"))
    assert folders(storage) == ["by hand", "csv-files", "csv-files/2026", "csv-files/2026/11"]
    await storage.delete(storage.uri("csv-files/2026/11/b.csv"))
    assert folders(storage) == ["by hand", "csv-files"]
    await storage.delete(storage.uri("csv-files/c.csv"), storage.uri("d"))
    assert folders(storage) == ["by hand", "csv-files"], "people put files there"
    assert storage.folder.is_dir()


async def test_what_fails_leaves_no_folder(storage: FileStorage) -> None:
    async def failing() -> AsyncIterator[bytes]:
        yield b"x"
        raise OSError("the camera fell into the sea")

    with pytest.raises(OSError, match="the camera"):
        await storage.put(storage.uri("batches/b/covers.csv"), failing(), content_type="text/csv")
    assert folders(storage) == ["batches"]


def test_folders_come_and_go_while_others_put(tmp_path: Path) -> None:
    """A folder that is made for an object may be removed before the object is in it."""

    def come_and_go(number: int) -> None:
        path = tmp_path / "a" / "b" / "c" / f"{number}"
        for _ in range(2000):
            open_new(path).close()
            path.unlink()
            remove_empty(tmp_path, path)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(come_and_go, range(4)))
    assert os.listdir(tmp_path) == ["a"]
    assert os.listdir(tmp_path / "a") == []


async def test_a_file_in_the_place_of_a_folder_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(FileExistsError):
        async with replacing(tmp_path / "a" / "b", make_folders=True):
            pytest.fail("opened")
