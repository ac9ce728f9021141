"""Escaping untrusted text for terminals, which execute control sequences. Pure."""

import re

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0 and C1 controls (ESC starts a control sequence), line separators, direction marks and overrides (which can make a
text look like another), and lone surrogates, which cannot be encoded."""

_UNSAFE_IN_LINES = re.compile(f"(?!\n){UNSAFE.pattern}")


def escape(text: str) -> str:
    """`text` on one line with unsafe characters escaped, such as `\\x1b` or `\\u202e`."""
    return UNSAFE.sub(_escaped, text)


def escape_lines(text: str) -> str:
    """Like `escape`, but line breaks stay."""
    return _UNSAFE_IN_LINES.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()
