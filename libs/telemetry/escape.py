"""Strangers' text for a terminal, which obeys what is written to it. Pure."""

import re

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0 and C1 controls (ESC begins a command to the terminal), line separators, marks and overrides of the direction of
writing (they make a text look like another), and lone surrogates, which have no encoding."""

_UNSAFE_IN_LINES = re.compile(f"(?!\n){UNSAFE.pattern}")


def escape(text: str) -> str:
    """`text` on one line, harmless to a terminal: what it would obey as `\\x1b` or `\\u202e`."""
    return UNSAFE.sub(_escaped, text)


def escape_lines(text: str) -> str:
    """The same for a text of several lines, which it keeps."""
    return _UNSAFE_IN_LINES.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()
