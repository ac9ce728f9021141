"""Cover images from strangers' addresses, asked for as a browser asks for pictures."""

from typing import BinaryIO

from libs.fetch import Fetcher, Limits
from libs.fetch.http.body import Received
from libs.fetch.urls import checked

ACCEPTED = ("image/", "application/octet-stream", "binary/octet-stream")
"""Content types; stores hand out the last two for what they were told no type of. None at all is fine as well."""
ACCEPT = "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"


class WebPictures:
    """Downloads pictures. `referer`: `origin` for the address's own, `none`, or an address to be sent as it is."""

    def __init__(self, fetcher: Fetcher, limits: Limits, referer: str = "origin") -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._referer = referer

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Write the picture at `url` to `into`; attempts that fail are repeated in time. Raises FetchError."""
        return await self._fetcher.save(url, into, self._limits, accept=ACCEPTED, headers=self._headers(url))

    def _headers(self, url: str) -> dict[str, str]:
        headers = {"accept": ACCEPT, "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors"}
        if self._referer == "none":
            return headers
        return headers | {"referer": origin(url) if self._referer == "origin" else self._referer}


def origin(url: str) -> str:
    """Scheme, host and port of `url`, with a slash behind. Raises BadAddress."""
    parsed = checked(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}/"
