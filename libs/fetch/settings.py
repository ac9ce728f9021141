"""Settings of downloads: `FETCH_*`."""

import re
import ssl
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator
from pydantic_settings import SettingsConfigDict

from libs.fetch.addresses import AllowList
from libs.settings import Names, Settings, pem_file, readable_file

PAGE_SITES = (
    *("TikTok", "vm.tiktok", "Douyin", "Instagram", "youtube", "facebook", "facebook:reel", "twitter", "Pinterest"),
    *("vimeo", "SnapchatSpotlight", "likee", "Reddit", "XiaoHongShu", "dailymotion"),
)
"""yt-dlp's extractors for single videos of these sites; none for playlists, profiles or searches."""

USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
"""Many CDNs reject other user agents than browsers."""


class FetchSettings(Settings):
    """Settings of downloads. All have a default."""

    model_config = SettingsConfigDict(env_prefix="FETCH_")

    allow_private: str | None = Field(default=None, description="private hosts and networks that are allowed")
    attempts: int = Field(default=3, ge=1, le=10, description="attempts within a download's deadline")
    connect_timeout_seconds: float = Field(
        default=5, gt=0, description="timeout of DNS lookup, connection and TLS, each"
    )
    read_timeout_seconds: float = Field(default=15, gt=0, description="longest time without data from a host")
    user_agent: str = USER_AGENT
    max_connections: int = Field(default=64, ge=1, le=10_000, description="connections at a time, per process")
    ca_file: Annotated[Path, AfterValidator(pem_file)] | None = Field(
        default=None, description="CAs trusted in addition to the public ones"
    )
    page_sites: Names = PAGE_SITES
    page_timeout_seconds: float = Field(default=60, gt=0, description="timeout of reading a page")
    page_processes: int = Field(default=4, ge=1, le=100, description="pages read at a time, each in a process")
    cookies_file: Annotated[Path, AfterValidator(readable_file)] | None = Field(
        default=None, description="Netscape cookies for pages that need a login"
    )

    @property
    def allowed(self) -> AllowList:
        """The parsed `allow_private`."""
        return AllowList.parse(self.allow_private or "")

    def tls(self) -> ssl.SSLContext:
        """The TLS context with certifi's CAs and those of `ca_file`. Raises ValueError if it cannot be read."""
        import certifi

        context = ssl.create_default_context(cafile=certifi.where())
        if self.ca_file is not None:
            try:
                context.load_verify_locations(self.ca_file)
            except OSError as error:
                raise ValueError(
                    f"FETCH_CA_FILE must be a PEM file that can be read: {error.strerror or error}"
                ) from None
        return context

    @field_validator("allow_private")
    @classmethod
    def _parses(cls, value: str | None) -> str | None:
        try:
            AllowList.parse(value or "")
        except ValueError:
            raise ValueError(
                "must be host, host:port (1 to 65535) or CIDR, several of them separated by commas"
            ) from None
        return value

    @field_validator("user_agent")
    @classmethod
    def _header(cls, value: str) -> str:
        if not (value.isascii() and value.isprintable()):
            raise ValueError("must be printable ASCII characters")
        return value.strip()

    @field_validator("page_sites")
    @classmethod
    def _patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            try:
                re.compile(name)
            except re.error as error:
                raise ValueError(
                    f"must be names of yt-dlp's extractors, or patterns of them, separated by commas: {error}"
                ) from None
        return value
