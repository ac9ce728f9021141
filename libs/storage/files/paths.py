"""From URIs to paths below a folder, and never out of it.

Symbolic links below the folder are not followed: who can place one must not get us to read or write elsewhere.
"""

import os
from pathlib import Path

from libs.storage.errors import BadUri, Denied
from libs.storage.files.replacing import UNFINISHED
from libs.storage.uri import key_below, parse_file_root


def of_object(root: str, uri: str) -> Path:
    """Where the object `uri` of the store `root` lies. Raises BadUri, and Denied behind a symbolic link."""
    key = key_below(root, uri)
    if key is None:
        raise BadUri(f"{uri!r} is no object below {root}")
    if any(segment.startswith(UNFINISHED) for segment in key.split("/")):
        raise BadUri(f"{uri!r} begins as unfinished files do")
    # The folder itself may be a link: that is the operator's choice.
    path = parse_file_root(root).resolve() / key
    if os.path.realpath(path) != str(path):
        raise Denied(f"{uri}: a symbolic link is not followed")
    return path


def prefix_of(root: str, uri: str) -> str:
    """What keys begin with whose URIs begin with `uri`; `root` is all. Raises BadUri."""
    if uri in (root, f"{root}/"):
        return ""
    prefix = uri.removeprefix(f"{root}/")
    # What stands behind the last slash may be any part of a name.
    if prefix == uri or key_below(root, f"{uri}x") is None:
        raise BadUri(f"{uri!r} is no place below {root}")
    return prefix
