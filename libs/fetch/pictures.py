"""Downloads pictures from untrusted addresses, with the headers of a browser."""

from typing import BinaryIO

from libs.fetch.fetcher import Fetcher
from libs.fetch.http.body import Received
from libs.fetch.limits import Limits
from libs.fetch.urls import parse_url

ACCEPTED = ("image/", "application/octet-stream", "binary/octet-stream")
"""Content types; stores use the last two for objects without a known type. A response without a type is accepted."""
ACCEPT = "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"


class WebPictures:
    """Downloads pictures. `referer`: `origin` (of the picture's address), `none`, or an address to send."""

    def __init__(self, fetcher: Fetcher, limits: Limits, referer: str = "origin") -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._referer = referer

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Write the picture at `url` to `into`, with retries within the time limit. Raises FetchError."""
        return await self._fetcher.save(url, into, self._limits, accept=ACCEPTED, headers=self._headers(url))

    def _headers(self, url: str) -> dict[str, str]:
        headers = {"accept": ACCEPT, "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors"}
        if self._referer == "none":
            return headers
        return headers | {"referer": origin(url) if self._referer == "origin" else self._referer}


def origin(url: str) -> str:
    """Scheme, host and port of `url`, then a slash. Raises BadAddress."""
    parsed = parse_url(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}/"
