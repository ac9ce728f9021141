"""Downloads from untrusted URLs: files, and pages that contain a video."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from libs.fetch.errors import (
        AddressRefused,
        BadAddress,
        BadCertificate,
        BadRedirect,
        Blocked,
        BodyTooLarge,
        Busy,
        ExtractorBroken,
        FetchError,
        Gone,
        IsLive,
        TooLong,
        TooSlow,
        Truncated,
        Unreachable,
        UnsupportedSite,
        WrongContent,
    )
    from libs.fetch.fetcher import Fetcher
    from libs.fetch.limits import Download, Limits
    from libs.fetch.pages.sites import is_page
    from libs.fetch.settings import FetchSettings
    from libs.fetch.video import VideoFetcher

__all__ = [
    "AddressRefused",
    "BadAddress",
    "BadCertificate",
    "BadRedirect",
    "Blocked",
    "BodyTooLarge",
    "Busy",
    "Download",
    "ExtractorBroken",
    "FetchError",
    "FetchSettings",
    "Fetcher",
    "Gone",
    "IsLive",
    "Limits",
    "TooLong",
    "TooSlow",
    "Truncated",
    "Unreachable",
    "UnsupportedSite",
    "VideoFetcher",
    "WrongContent",
    "is_page",
]

_MODULES = {
    "Download": "limits",
    "FetchSettings": "settings",
    "Fetcher": "fetcher",
    "Limits": "limits",
    "VideoFetcher": "video",
    "is_page": "pages.sites",
}


def __getattr__(name: str) -> Any:
    """Import names on first use: the child process that reads pages does not need httpx and pydantic, which saves half
    a second of processor time per page.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"libs.fetch.{_MODULES.get(name, 'errors')}"), name)
    globals()[name] = found
    return found
