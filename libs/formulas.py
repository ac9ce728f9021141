"""Escaping CSV cells that a spreadsheet would run as formulas, and restoring them when a CSV is read.

https://owasp.org/www-community/attacks/CSV_Injection. Pure.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]").match
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII).fullmatch


def escaped(cell: str) -> str:
    """`cell` with an apostrophe if it starts like a formula, so that it is text in a spreadsheet. Numbers stay."""
    return f"'{cell}" if _FORMULA(cell) and not _NUMBER(cell) else cell


def restored(cell: str) -> str:
    """The inverse of `escaped`, for every text."""
    return cell[1:] if cell.startswith("'") and _FORMULA(cell) else cell
