"""Raw images come from the storage or from the web; errors say where, and why no attempt will succeed."""

import hashlib
from pathlib import Path
from typing import BinaryIO

import pytest

from libs import fetch
from libs.fetch.http.body import Received
from libs.retry import Failure
from libs.scratch import Scratch
from libs.storage import Denied, ObjectInfo, StorageError, Unavailable
from libs.storage.files.storage import FileStorage
from services.enhance.pictures.errors import (
    AccessDenied,
    BadAddress,
    Gone,
    NotAnImage,
    NotDecoded,
    PictureError,
    TooLarge,
    TooSmall,
)
from services.enhance.pictures.source import RawImages
from services.enhance.providers.provider import Photo

URL = "https://shop.example/a/shoe.jpg?X-Signature=hush"
SHOWN = "shop.example/a/shoe.jpg"


class Web:
    """The web has one body, or one error."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer
        self.urls: list[str] = []

    async def save(self, url: str, into: BinaryIO) -> Received:
        self.urls.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        into.write(self.answer)
        return Received(url, len(self.answer), None, hashlib.sha256(self.answer).hexdigest())


class Pool:
    """Returns the file as it is, or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    async def normalise(self, source: Path | bytes) -> Photo:
        assert isinstance(source, Path)
        if self.error is not None:
            raise self.error
        return Photo(source.read_bytes(), "image/jpeg", 1, 1)


class FailingStorage(FileStorage):
    def __init__(self, root: str, error: StorageError) -> None:
        super().__init__(root)
        self.error = error

    async def download(self, uri: str, to: Path, *, limit: int) -> ObjectInfo:
        raise self.error


def raw(
    tmp_path: Path, web: bytes | Exception = b"", *, error: Exception | None = None, storage: StorageError | None = None
) -> tuple[RawImages, Web, FileStorage]:
    """The source, with temporary files below `tmp_path`/files and objects below `tmp_path`/objects."""
    root = (tmp_path / "objects").as_uri()
    found = FileStorage(root) if storage is None else FailingStorage(root, storage)
    (tmp_path / "files").mkdir(exist_ok=True)
    one = Web(web)
    return RawImages(one, found, Pool(error), Scratch(tmp_path / "files"), 1000), one, found


async def refused(images: RawImages, uri: str) -> Failure:
    with pytest.raises(Failure) as raised:
        await images.photo(uri)
    assert "\n" not in str(raised.value)
    assert "hush" not in str(raised.value)
    return raised.value


async def test_an_object_or_a_download_and_no_file_stays(tmp_path: Path) -> None:
    images, web, storage = raw(tmp_path, b"from the web")
    await storage.put(storage.uri("raw/shoe.jpg"), b"from the storage", content_type="image/jpeg")
    assert (await images.photo(storage.uri("raw/shoe.jpg"))).data == b"from the storage"
    assert (await images.photo("raw/shoe.jpg")).data == b"from the storage", "by its key"
    assert web.urls == []
    assert (await images.photo(URL)).data == b"from the web"
    assert web.urls == [URL], "with its signature"
    assert list((tmp_path / "files").iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "kind", "cause"),
    [
        (fetch.Gone(f"{SHOWN}: 404"), Gone, "gone"),
        (fetch.WrongContent(f"{SHOWN}: a web page", is_page=True), NotAnImage, "not-an-image"),
        (fetch.BodyTooLarge(f"{SHOWN}: more than 1,000 bytes"), TooLarge, "too-large"),
        (fetch.AddressRefused(f"{SHOWN}: not a public address"), BadAddress, "bad-address"),
        (fetch.BadAddress(f"{SHOWN}: no such host"), BadAddress, "bad-address"),
        (fetch.BadRedirect(f"{SHOWN}: too many redirects"), BadAddress, "bad-address"),
        (fetch.BadCertificate(f"{SHOWN}: not trusted"), BadAddress, "bad-address"),
        (fetch.Blocked(f"{SHOWN}: 403"), AccessDenied, "access-denied"),
    ],
)
async def test_final_errors_of_the_web(answer: Exception, kind: type[PictureError], cause: str, tmp_path: Path) -> None:
    error = await refused(raw(tmp_path, answer)[0], URL)
    assert type(error) is kind
    assert (error.cause, error.transient) == (cause, False)
    assert str(error).startswith(str(answer)), "where it is, once"


@pytest.mark.parametrize("answer", [fetch.Busy("429", retry_after=53), fetch.TooSlow("slow"), fetch.Truncated("half")])
async def test_transient_errors_of_the_web_pass(answer: fetch.FetchError, tmp_path: Path) -> None:
    error = await refused(raw(tmp_path, answer)[0], URL)
    assert error is answer
    assert error.transient


@pytest.mark.parametrize(
    "uri",
    [
        "s3://other/shoe.jpg",
        "file:///etc/passwd",
        "ftp://a/b",
        "../shoe.jpg",
        "/etc/passwd",
        "",
    ],
)
async def test_other_buckets_and_folders_are_refused(uri: str, tmp_path: Path) -> None:
    images, web, _ = raw(tmp_path, b"from the web")
    error = await refused(images, uri)
    assert isinstance(error, BadAddress)
    assert "neither an object below STORAGE_URI nor an http(s) URL" in str(error)
    assert web.urls == []


async def test_errors_of_the_storage(tmp_path: Path) -> None:
    images, _, storage = raw(tmp_path)
    assert isinstance(await refused(images, storage.uri("none.jpg")), Gone)
    await storage.put(storage.uri("long.jpg"), bytes(1001), content_type="image/jpeg")
    error = await refused(images, storage.uri("long.jpg"))
    assert isinstance(error, TooLarge)
    assert str(error).endswith("long.jpg: more than 1,000 bytes (ENHANCE_MAX_IMAGE_MB)")
    for one in (Unavailable("the store is away"), Denied("no right to read")):
        assert await refused(raw(tmp_path, storage=one)[0], storage.uri("any.jpg")) is one


async def test_an_error_of_the_picture_says_where_it_is(tmp_path: Path) -> None:
    error = await refused(raw(tmp_path, b"x", error=TooSmall("1×1 is too small"))[0], URL)
    assert isinstance(error, TooSmall)
    assert str(error) == f"{SHOWN}: 1×1 is too small"


async def test_a_full_disk_is_transient(tmp_path: Path) -> None:
    error = await refused(raw(tmp_path, OSError(28, "No space left on device"))[0], URL)
    assert isinstance(error, NotDecoded)
    assert error.transient
    assert str(error) == f"{SHOWN}: no room for a temporary file (TMPDIR): No space left on device"
