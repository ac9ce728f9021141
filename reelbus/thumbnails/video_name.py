"""What a VIDEO argument is called: on contact sheets, in payloads and in object keys. Pure."""

from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from libs.telemetry.redaction import redact

LONGEST = 256
"""Characters of a name: as many as a `video_id` may have."""
DIGEST = 12
"""Hexadecimal digits of a digest: enough to tell the videos of one name apart."""


def is_address(video: str) -> bool:
    """Whether VIDEO is an address, not a file."""
    return "://" in video


def name_of(video: str) -> str:
    """The file's name, or the last part of an address's path, or its host: printable, up to 256 characters.

    Nothing else of an address: the query is where signatures are, and before the host may be a password.
    """
    return _tidy((_last_part(video) or _host(video)) if is_address(video) else Path(video).name)


def id_of(video: str, sha256: str | None = None) -> str:
    """What stands for a `video_id`: the name without its suffix. `sha256` is the digest of what was downloaded.

    An address with a query gets a part of that digest, for there often only the query, which must not be told, says
    which video it is: `watch?v=…`, `download?token=…`. Of the video and not of the address, so that one that is signed
    anew keeps its id, and nobody can try guesses of the secret on it.
    """
    last = _last_part(video) if is_address(video) else Path(video).name
    name = _tidy(PurePosixPath(last).stem or name_of(video))
    if sha256 is None or not is_address(video) or not _parts(video).query:
        return name
    return f"{name[: LONGEST - DIGEST - 1]}-{sha256[:DIGEST]}"


def _last_part(address: str) -> str:
    # An address may hold another one, escaped: `/fetch/https%3A%2F%2Fhost%2Fa.mp4%3Ftoken%3D…`.
    path = unquote(_parts(address).path).partition("?")[0].partition("#")[0]
    name = PurePosixPath(path).name
    return "" if name == ".." else redact(name)


def _host(address: str) -> str:
    return _parts(address).hostname or ""


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:  # brackets where none belong
        return SplitResult("", "", "", "", "")


def _tidy(name: str) -> str:
    return "".join(letter if letter.isprintable() else "-" for letter in name)[:LONGEST] or "video"
