"""Converting URIs to paths below the store's folder.

Symbolic links below the folder are not followed, so that nobody can use one to read or write other files.
"""

import os
from pathlib import Path

from libs.storage.errors import BadUri, Denied
from libs.storage.files.replacing import UNFINISHED
from libs.storage.uri import key_below, parse_file_root


def of_object(root: str, uri: str) -> Path:
    """The path of the object `uri` in the store `root`. Raises BadUri, and Denied for a symbolic link."""
    key = key_below(root, uri)
    if key is None:
        raise BadUri(f"{uri!r} is not an object below {root}")
    if any(segment.startswith(UNFINISHED) for segment in key.split("/")):
        raise BadUri(f"{uri!r} has the prefix of unfinished files")
    # The folder itself may be a link, which the operator has chosen.
    path = parse_file_root(root).resolve() / key
    if os.path.realpath(path) != str(path):
        raise Denied(f"{uri}: symbolic links are not followed")
    return path


def prefix_of(root: str, uri: str) -> str:
    """The key prefix for the URI prefix `uri`; empty for `root`. Raises BadUri."""
    if uri in (root, f"{root}/"):
        return ""
    prefix = uri.removeprefix(f"{root}/")
    # After the last slash there may be any part of a name.
    if prefix == uri or key_below(root, f"{uri}x") is None:
        raise BadUri(f"{uri!r} is not below {root}")
    return prefix
