"""Download of a file with a known digest."""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from reelbus.console.errors import UserError

READ_TIMEOUT_SECONDS = 30.0


def download(url: str, to: Path, *, sha256: str, size: int) -> None:
    """Download `url` to the file `to`, which is removed unless it has the SHA-256 `sha256` (hex) and `size` bytes.

    Uses the proxies and certificates of the environment, and follows redirects. Raises `UserError`.
    """
    import httpx

    digest, received = hashlib.sha256(), 0
    host = urlsplit(url).netloc
    try:
        with (
            httpx.stream("GET", url, follow_redirects=True, timeout=READ_TIMEOUT_SECONDS) as answer,
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
        raise UserError(f"cannot download {to.name} from {host}: {reason}") from error
    if received != size or digest.hexdigest() != sha256:
        to.unlink()
        raise UserError(f"{to.name} from {host} has the wrong size or SHA-256")
