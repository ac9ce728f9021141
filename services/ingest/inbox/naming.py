"""Which objects are CSVs to make collages of, and where they go afterwards. Pure."""

from typing import NamedTuple

from libs.storage.uri import key_below

ARCHIVED, FAILED = "archived", "failed"


class Inbox(NamedTuple):
    """The folder `prefix` below the storage's `root`."""

    root: str
    prefix: str

    @property
    def uri(self) -> str:
        """The folder, with a slash behind."""
        return f"{self.root}/{self.prefix}/"

    def holds(self, uri: str) -> bool:
        """Whether it lies in the folder, and is a CSV by name that nobody has dealt with."""
        rest = self._rest(uri)
        if rest is None or not rest.lower().endswith(".csv"):
            return False
        key = f"{self.prefix}/{rest}"
        return not any(name.startswith((f"{ARCHIVED}/", f"{FAILED}/")) for name in (rest, key))

    def names(self, uri: str) -> bool:
        """Whether it would lie in the folder, be its name one that we can use or not."""
        return uri.startswith(self.uri)

    def destination(self, uri: str, folder: str) -> str:
        """The key where a CSV of this folder goes: `folder`, and its path below ours."""
        return f"{folder}/{self._rest(uri)}"

    def _rest(self, uri: str) -> str | None:
        key = key_below(self.root, uri)
        start = f"{self.prefix}/"
        return key[len(start) :] if key is not None and key.startswith(start) else None
