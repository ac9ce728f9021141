"""Cells of CSVs that a spreadsheet would take for formulas: escaped when they are written, restored when they are read.

https://owasp.org/www-community/attacks/CSV_Injection. Pure.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]").match
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII).fullmatch


def escaped(cell: str) -> str:
    """`cell` with an apostrophe before what begins like a formula: text to a spreadsheet. Numbers stay as they are."""
    return f"'{cell}" if _FORMULA(cell) and not _NUMBER(cell) else cell


def restored(cell: str) -> str:
    """What `escaped` made of it, before: the other way round for every text."""
    return cell[1:] if cell.startswith("'") and _FORMULA(cell) else cell
