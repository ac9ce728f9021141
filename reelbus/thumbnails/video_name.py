"""Names of a VIDEO argument: for contact sheets, payloads and object keys. Pure."""

from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from libs.telemetry.redaction import redact

LONGEST = 256
"""Characters of a name: the limit of a `video_id`."""
DIGEST = 12
"""Hexadecimal digits of a digest: enough to distinguish videos with the same name."""


def is_address(video: str) -> bool:
    """Whether VIDEO is an address, not a file."""
    return "://" in video


def name_of(video: str) -> str:
    """The file's name, or the last part of an address's path, or its host: printable, up to 256 characters.

    Other parts of an address are left out: the query may have a signature, and the part before the host a password.
    """
    return _printable((_last_part(video) or _host(video)) if is_address(video) else Path(video).name)


def id_of(video: str, sha256: str | None = None) -> str:
    """The `video_id` of VIDEO: its name without the suffix. `sha256` is the digest of the downloaded file.

    An address with a query gets a part of the digest too, because often only the query, which may be a secret,
    identifies the video: `watch?v=…`, `download?token=…`. It is a digest of the video, not of the address: a new
    signature does not change it, and a secret cannot be guessed from it.
    """
    last = _last_part(video) if is_address(video) else Path(video).name
    name = _printable(PurePosixPath(last).stem or name_of(video))
    if sha256 is None or not is_address(video) or not _parts(video).query:
        return name
    return f"{name[: LONGEST - DIGEST - 1]}-{sha256[:DIGEST]}"


def _last_part(address: str) -> str:
    # A path may contain another address, URL-encoded: `/fetch/https%3A%2F%2Fhost%2Fa.mp4%3Ftoken%3D…`.
    path = unquote(_parts(address).path).partition("?")[0].partition("#")[0]
    name = PurePosixPath(path).name
    return "" if name == ".." else redact(name)


def _host(address: str) -> str:
    return _parts(address).hostname or ""


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:  # for example unbalanced brackets
        return SplitResult("", "", "", "", "")


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "-" for character in name)[:LONGEST] or "video"
