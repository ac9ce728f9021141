"""Names of CSVs in the inbox, and of their destinations. Pure."""

from typing import NamedTuple

from libs.storage.uri import key_below

ARCHIVED, FAILED = "archived", "failed"


class Inbox(NamedTuple):
    """The folder `prefix` below the storage's `root`."""

    root: str
    prefix: str

    @property
    def uri(self) -> str:
        """The folder's URI, with a slash at the end."""
        return f"{self.root}/{self.prefix}/"

    def contains(self, uri: str) -> bool:
        """Whether it is a CSV, by its name, in the folder, outside of `archived/` and `failed/`."""
        rest = self._rest(uri)
        if rest is None or not rest.lower().endswith(".csv"):
            return False
        key = f"{self.prefix}/{rest}"
        return not any(name.startswith((f"{ARCHIVED}/", f"{FAILED}/")) for name in (rest, key))

    def is_below(self, uri: str) -> bool:
        """Whether it is in the folder, also with an invalid name."""
        return uri.startswith(self.uri)

    def destination(self, uri: str, folder: str) -> str:
        """The new key of a CSV: `folder`, and its path below the inbox."""
        return f"{folder}/{self._rest(uri)}"

    def _rest(self, uri: str) -> str | None:
        key = key_below(self.root, uri)
        start = f"{self.prefix}/"
        return key[len(start) :] if key is not None and key.startswith(start) else None
