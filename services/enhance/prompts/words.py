"""Texts of sellers and reviewers as data: nothing in them can end a quotation, or pose as markup."""

import json
import re
import unicodedata

_TAG = re.compile(r"<[^>]*>")
_NOT_A_NAME = re.compile(r"[^\w\s&'’,./+-]+")
_SPACES = re.compile(r"\s+")
MAX_CATEGORY, MAX_TITLE, MAX_INSTRUCTIONS = 80, 300, 2000
"""Characters."""


def plain(text: str | None, longest: int) -> str:
    """`text` on one line, without control, invisible and unpaired characters, cut to `longest` characters."""
    letters = (" " if one.isspace() else one for one in text or "")
    kept = "".join(one for one in letters if unicodedata.category(one)[0] != "C")
    return _SPACES.sub(" ", kept).strip()[:longest].rstrip()


def name(text: str | None, longest: int = MAX_CATEGORY) -> str:
    """`text` as a name: without tags, and of its signs only those that occur in names."""
    return plain(_NOT_A_NAME.sub(" ", _TAG.sub(" ", text or "")), longest)


def quoted(text: str | None, longest: int) -> str:
    """`text` as a JSON string whose `<` and `>` are escaped."""
    shown = json.dumps(plain(text, longest), ensure_ascii=False)
    return shown.replace("<", "\\u003c").replace(">", "\\u003e")
