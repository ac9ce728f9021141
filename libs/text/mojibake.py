"""Mojibake: UTF-8 that was read as a single-byte code page, such as `37â€“41` for `37–41`, put right."""

import re
from dataclasses import dataclass

MAX_PASSES = 3
"""Text pasted through several broken programs is garbled several times over."""

# Lead bytes of two-byte sequences that sellers' scripts use: Latin, Greek, Cyrillic, Hebrew, Arabic. Others
# (`É”` is 0xC9 0x94) are more often an accented capital before a closing quote.
_TWO_BYTE_LEADS = (*range(0xC2, 0xC7), *range(0xCC, 0xD2), *range(0xD7, 0xDC))


@dataclass(frozen=True, slots=True)
class _CodePage:
    """One wrong reading: which character stands for which byte, and the sequences that UTF-8 leaves under it."""

    byte_of: dict[str, int]
    sequence: re.Pattern[str]
    certain: re.Pattern[str]


def _code_page(codec: str) -> _CodePage:
    byte_of = {bytes([b]).decode(codec, errors="ignore") or chr(b): b for b in range(0x80, 0x100)}
    char_of = {byte: char for char, byte in byte_of.items()}
    if codec == "cp1252":  # latin-1 leaves C1 controls where cp1252 has punctuation
        byte_of.update({chr(b): b for b in range(0x80, 0xA0)})

    def chars(bytes_: range | tuple[int, ...]) -> str:
        return "[" + re.escape("".join(c for c, b in byte_of.items() if b in bytes_)) + "]"

    tail = chars(range(0x80, 0xC0))
    broken = f"{re.escape(char_of[0xE2] + char_of[0x80])}|{re.escape(char_of[0xEF] + char_of[0xB8])}"
    sequence = (
        f"{chars(range(0xF0, 0xF5))}{tail}{{3}}|{chars(range(0xE0, 0xF0))}{tail}{{2}}"
        f"|{chars(_TWO_BYTE_LEADS)}{tail}|{broken}"
    )
    # Signs that no honest text has: â€ (dashes, quotes), â‚ (currencies), ðŸ (emoji), Â£, Ã©, ï¼, runs of two.
    certain = (
        f"{re.escape(char_of[0xE2])}{chars((0x80, 0x82, 0x83, 0x9C, 0x9D, 0xAD))}"
        f"|{chars(range(0xF0, 0xF5))}{tail}{{2}}|{chars((0xC2, 0xC3))}{chars(range(0xA0, 0xC0))}"
        f"|(?:{chars(_TWO_BYTE_LEADS)}{tail}){{2}}|(?:{chars(range(0xE0, 0xF0))}{tail}{{2}}){{2}}"
    )
    return _CodePage(byte_of, re.compile(sequence), re.compile(certain))


_CODE_PAGES = (_code_page("cp1252"), _code_page("mac_roman"))


def repair(text: str) -> tuple[str, list[int] | None]:
    """The text with mojibake undone, and for each of its characters where it starts in `text`.

    The list has one more entry than the repaired text has characters (the end), and is None when nothing changed.
    """
    origins: list[int] | None = None
    for _ in range(MAX_PASSES):
        page = next((page for page in _CODE_PAGES if page.certain.search(text)), None)
        if page is None:
            break
        repaired, starts = _undo(text, page)
        if repaired == text:
            break
        origins = starts if origins is None else [origins[start] for start in starts]
        text = repaired
    return text, origins


def _undo(text: str, page: _CodePage) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    done = 0
    for match in page.sequence.finditer(text):
        start, end = match.span()
        try:
            char = bytes(page.byte_of[c] for c in match.group()).decode()
        except UnicodeDecodeError:
            if end - start != 2:
                continue
            # The third byte had no character in the code page and was dropped: a quote, or an invisible selector.
            char = "”" if page.byte_of[text[start]] == 0xE2 else "\ufe0f"
        parts += (text[done:start], char)
        starts += (*range(done, start), start)
        done = end
    parts.append(text[done:])
    starts += range(done, len(text) + 1)
    return "".join(parts), starts
