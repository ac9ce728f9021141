"""What only a folder has: links, pipes, leftovers, permissions."""

import os
from pathlib import Path

import pytest

from libs.storage import BadUri, Denied, NotFound, StorageSettings
from libs.storage.files import FileStorage
from libs.storage.prepare import prepare
from libs.storage.replacing import UNFINISHED, replacing


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
