"""A file from the web whose digest is known beforehand."""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from reelbus.console.errors import UserError

SILENCE_SECONDS = 30.0


def pinned(url: str, to: Path, *, sha256: str, size: int) -> None:
    """Write what `url` gives to `to`, if it is the file of that SHA-256 and so many bytes; else there is no file.

    Proxies and certificates are those of the environment, redirects are followed. Raises `UserError`.
    """
    import httpx

    digest, received = hashlib.sha256(), 0
    host = urlsplit(url).netloc
    try:
        with (
            httpx.stream("GET", url, follow_redirects=True, timeout=SILENCE_SECONDS) as answer,
            to.open("wb") as file,
        ):
            answer.raise_for_status()
            for piece in answer.iter_bytes():
                received += len(piece)
                if received > size:
                    break
                digest.update(piece)
                file.write(piece)
    except (httpx.HTTPError, OSError) as error:
        to.unlink(missing_ok=True)
        status = f"status {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else ""
        reason = status or " ".join(str(error).split()) or type(error).__name__
        raise UserError(f"cannot fetch {to.name} from {host}: {reason}") from error
    if received != size or digest.hexdigest() != sha256:
        to.unlink()
        raise UserError(f"{to.name} from {host} is not the file it should be: its SHA-256 differs")
