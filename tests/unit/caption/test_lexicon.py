"""Parts of patterns that are built from tables of words, and how a language is added to the tables."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from libs.text.words import alternatives, separate_words, whole_words


def test_alternatives_are_tried_in_their_order_and_the_rest_decides() -> None:
    pattern = re.compile(rf"{alternatives('to', 'to the|bis')} \d")
    assert [match.group() for match in pattern.finditer("to 1, to the 2, bis 3")] == ["to 1", "to the 2", "bis 3"]


def test_an_empty_word_in_a_table_matches_nothing() -> None:
    """A `|` too many at the end of a line would otherwise make the word optional."""
    assert re.fullmatch(alternatives("|a||b|"), "") is None
    assert re.fullmatch(alternatives("|a||b|"), "b")


@pytest.mark.parametrize(
    ("around", "whole", "separate"),
    [("{}", True, True), ("5{}", True, False), ("{}5", True, False), ("x{}", False, False), ("{}x", False, False)],
)
def test_words_with_nothing_beside_them(around: str, whole: bool, separate: bool) -> None:
    low = around.format("rb")
    assert (re.search(whole_words("ribu|rb"), low) is not None) is whole
    assert (re.search(separate_words("ribu|rb"), low) is not None) is separate


README = Path("services/caption/README.md")
_ROW = re.compile(r"\| `(\S+)\.py` \| `(\w+)(?:\[Cue\.(\w+)\])?` \| `(\S+)` \|(?: `(\w+)`)? \|")
ADD_AND_PARSE = """
import importlib, json, sys
rows, caption = json.load(sys.stdin)
for file, table, cue, word, value in rows:
    module = importlib.import_module("services.caption.lexicon." + file.replace("/", "."))
    words = getattr(module, table)
    if cue:
        words[module.Cue[cue]] += "|" + word
    elif value:
        words[word] = value
    else:
        setattr(module, table, words + "|" + word)
from libs.events import NewVideoPosted
from services.caption.rules import parse
print(parse(NewVideoPosted(video_id="v", caption=caption)).model_dump_json())
"""


def _parsed_with(rows: list[tuple[str, ...]], caption: str) -> dict[str, object]:
    """What a new process reads from the caption, the words of the rows being in their tables from the start."""
    command = [sys.executable, "-c", ADD_AND_PARSE]
    done = subprocess.run(command, input=json.dumps([rows, caption]), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_language_is_added_in_the_tables_alone() -> None:
    """The example in the README."""
    section = README.read_text("utf-8").split("## Adding a language")[1]
    rows = _ROW.findall(section)
    caption = re.search(r"Albanian caption `([^`]+)`", section)
    assert len(rows) == 4
    assert caption is not None
    fields = ("price", "original_price", "currency", "sizes")
    before, after = _parsed_with([], caption[1]), _parsed_with(rows, caption[1])
    assert [before[name] for name in fields] == [4200, None, None, []]
    assert [after[name] for name in fields] == [3500, 4200, "ALL", ["36", "37", "38", "39", "40"]]
