"""From bytes to rows: encodings, line ends, quotes, and whatever else a file may hold."""

import io
import random
from collections.abc import Iterator

import pytest

from services.collage.planner.errors import PlanFailed
from services.collage.planner.rows.blocks import BLOCK, blocks
from services.collage.planner.rows.lines import LONGEST, Lines
from services.collage.planner.rows.table import MAX_LINES, MAX_REPLAYS, Table

HEADER = "creator_name,cover_url\n"
BadRows = list[tuple[int, str, str]]


def read(content: bytes) -> tuple[list[list[str]], BadRows]:
    """Rows and bad rows of a file."""
    bad: BadRows = []

    def add(*row: object) -> None:
        bad.append(row)  # type: ignore[arg-type]

    return [row for row in Table(Lines(blocks(io.BytesIO(content)), add), add) if row], bad


def rows(content: bytes | str) -> list[list[str]]:
    found, bad = read(content if isinstance(content, bytes) else content.encode())
    assert not bad
    return found


WANTED = [["änn", "http://a/1"], ["bob", "http://a/2"]]
TEXT = HEADER + "änn,http://a/1\nbob,http://a/2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    assert rows(TEXT.replace("\n", end).encode(encoding)) == WANTED
    assert rows(TEXT.replace("\n", end).rstrip(end).encode(encoding)) == WANTED, "without an end of the last line"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_header_below_the_title_of_a_report(delimiter: str) -> None:
    lines = [
        "Covers of November",
        "",
        "All shops",
        "likes,cover_url,creator_name",
        "7,http://a/1,ann",
        "8,http://a/2,bob",
    ]
    text = "".join(line.replace(",", delimiter) + "\n" for line in lines)
    found, bad = read(text.encode())
    assert found == [["7", "http://a/1", "ann"], ["8", "http://a/2", "bob"]]
    assert bad == [(1, "above the header", "Covers of November"), (3, "above the header", "All shops")]


def test_a_header_below_addresses_is_a_row_like_others() -> None:
    """As where files were glued together."""
    found, bad = read(b"ann,http://a/1\nlikes,cover_url,creator_name\nbob,http://a/2\n")
    assert ["ann", "http://a/1"] in found
    assert not bad


def test_utf_16_of_the_other_kind() -> None:
    assert rows(b"\xfe\xff" + TEXT.encode("utf-16-be")) == WANTED


def test_encodings_are_told_line_by_line() -> None:
    content = HEADER.encode() + "änn,http://a/1\n".encode() + "änn,http://a/2\n".encode("cp1252") + b"\x81,http://a/3\n"
    assert [row[0] for row in rows(content)] == ["änn", "änn", "\x81"]


def test_a_character_may_lie_across_two_blocks() -> None:
    creator = "ä" * 1000
    line = f"{creator},http://a/1\n"
    for shift in range(4):
        text = HEADER + "x" * shift + line * (2 * BLOCK // len(line))
        found = rows(text)
        assert {row[0] for row in found[1:]} == {creator}
        assert rows("\ufeff" + text)[1:] == found[1:] == rows(text.encode("utf-16"))[1:]


def test_quotes_hold_delimiters_quotes_and_line_ends() -> None:
    content = HEADER + '"a ""x"", b","http://a/1"\r\n"a\r\nb", "http://a/2",extra\n\n\n5" heel,http://a/3\n'
    assert rows(content) == [
        ['a "x", b', "http://a/1"],
        ["a\r\nb", "http://a/2", "extra"],
        ['5" heel', "http://a/3"],
    ]


def test_a_first_line_for_excel_is_no_row() -> None:
    assert rows("sep=;\r\ncreator;url\r\nann;http://a/1\r\n") == [["ann", "http://a/1"]]


def test_empty_and_header_only() -> None:
    for content in ("", "\ufeff", HEADER, HEADER.strip(), "\n\n" + HEADER + "\n"):
        assert rows(content) == [], repr(content)


@pytest.mark.parametrize(
    "magic",
    [b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh91AY", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01", b"\x28\xb5\x2f\xfd",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)  # fmt: skip
def test_archives_are_refused(magic: bytes) -> None:
    with pytest.raises(PlanFailed, match="unpack it first"):
        read(magic + b"\x00" * 100)


def test_nul_bytes_stay_in_their_cells() -> None:
    assert rows(b"creator,url\na\x00b,http://a/1\nc,http://a/2\n") == [["a\x00b", "http://a/1"], ["c", "http://a/2"]]


def test_a_line_that_is_too_long_is_one_bad_row() -> None:
    long = "x" * (3 * BLOCK)
    good = "ann,http://a/1\n"
    for before in ("", good):
        found, bad = read(f"{HEADER}{before}{long}\n{good}{long}\n{good}{long}".encode())
        assert found == [["ann", "http://a/1"]] * (2 + bool(before))
        lines = [line + bool(before) for line in (2, 4, 6)]
        assert bad == [(line, "line too long", "x" * 200) for line in lines]


def test_a_line_that_is_too_long_within_a_block() -> None:
    found, bad = read(f"{HEADER}{'x' * (LONGEST + 1)}\nann,http://a/1\n".encode())
    assert (found, bad) == ([["ann", "http://a/1"]], [(2, "line too long", "x" * 200)])


def test_a_file_that_is_one_long_line() -> None:
    assert read(b"x" * (2 * BLOCK)) == ([], [(1, "line too long", "x" * 200)])


def test_an_unclosed_quote_loses_its_row_only() -> None:
    good = [[f"c{number}", f"http://a/{number}"] for number in range(3 * MAX_LINES)]
    lines = [",".join(row) + "\n" for row in good]
    lines.insert(10, '"bob,http://a/x\n')
    assert read((HEADER + "".join(lines)).encode()) == (good, [(12, "unclosed quote", '"bob,http://a/x')])


def test_an_unclosed_quote_near_the_end() -> None:
    content = HEADER + '"bob,http://a/x\nann,http://a/1\n'
    assert read(content.encode()) == ([["ann", "http://a/1"]], [(2, "unclosed quote", '"bob,http://a/x')])
    assert read(f'{content}"'.encode())[0] == [["bob,http://a/x\nann,http://a/1\n"]], "closed by the last of all"


def test_unclosed_quotes_everywhere_come_to_an_end() -> None:
    """Each line opens a quote that the next does not close: rereading all of it each time would never end."""
    count = 2 * MAX_REPLAYS
    found, bad = read((HEADER + 'x"y,"z\n' * count + "ann,http://a/1\n" * 2 * MAX_LINES).encode())
    assert found[-MAX_LINES:] == [["ann", "http://a/1"]] * MAX_LINES
    assert {reason for _, reason, _ in bad} == {"unclosed quote"}
    assert MAX_REPLAYS < len(bad) < MAX_REPLAYS + count / MAX_LINES + 2


ENDS = ("\n", "\r\n", "\r")
PEOPLE = [[f"c{number}", f"http://a/{number}"] for number in range(9)]


def test_each_line_has_its_own_end() -> None:
    """Mixed, as files are that were edited on several systems or glued together."""
    for shift in range(3):
        ends = [ENDS[(number + shift) % 3] for number in range(10)]
        text = "".join(",".join(row) + end for row, end in zip([HEADER.strip().split(","), *PEOPLE], ends, strict=True))
        for encoding in ("utf-8", "utf-16", "utf-8-sig"):
            assert rows(text.encode(encoding)) == PEOPLE
        assert rows(text.rstrip("\r\n").encode()) == PEOPLE


@pytest.mark.parametrize("end", ["\r\r\n", "\n\r", "\r\r", "\n\n", "\r\n\r\n"])
def test_line_ends_that_were_doubled_leave_blank_lines(end: str) -> None:
    assert rows((HEADER + "a,http://a/1\nb,http://a/2\n").replace("\n", end)) == [
        ["a", "http://a/1"],
        ["b", "http://a/2"],
    ]


@pytest.mark.parametrize("end", ENDS)
def test_line_ends_inside_quotes_are_kept_whatever_ends_the_rows(end: str) -> None:
    cells = ["new\nin", "a\r\nb", "c\rd", "\r", "\n\r\n"]
    text = HEADER.strip() + ",note" + end + "".join(f'x,http://a/1,"{cell}"{end}' for cell in cells)
    assert [row[2] for row in rows(text)] == cells


@pytest.mark.parametrize("end", [*ENDS, "\r\r\n"])
def test_line_ends_across_blocks(end: str) -> None:
    """Each way in which a block may end in the middle of a line's end."""
    header, first = "creator_name,cover_url\r", f",http://a/0{end}"
    line = f"{'x' * 1000},http://a/1{end}"
    # The end of the line before these lies at the end of a block.
    before, behind = BLOCK // len(line) - 1, 5
    short = BLOCK - len(header + first) - before * len(line)
    for shift in range(-len(end) - 1, len(end) + 2):
        found = rows(header + "y" * (short + shift) + first + line * (before + behind))
        assert len(found) == 1 + before + behind
        assert set(map(tuple, found[1:])) == {("x" * 1000, "http://a/1")}


def test_a_carriage_return_outside_quotes_ends_a_row() -> None:
    found, bad = read((HEADER + "a,http://a/1\nb\rc,http://a/2\nd,http://a/3\n").encode())
    assert found == [["a", "http://a/1"], ["b"], ["c", "http://a/2"], ["d", "http://a/3"]]
    assert not bad


def test_what_only_some_programs_take_for_a_line_end_stays_in_its_cell() -> None:
    cell = "a\x0bb\x0cc\x1cd\x85e\u2028f"
    for end in ENDS:
        assert rows(f"{HEADER.strip()}{end}{cell},http://a/1{end}") == [[cell, "http://a/1"]]
    assert rows(HEADER.encode() + "José\x85é,http://a/1\r".encode("latin-1"))[0][1] == "http://a/1"


@pytest.mark.parametrize("end", ENDS)
def test_a_line_that_is_too_long_ends_where_its_line_does(end: str) -> None:
    for size in (LONGEST + 1, 3 * BLOCK):
        text = f"{HEADER.strip()}{end}{'x' * size}{end}ann,http://a/1{end}"
        assert read(text.encode()) == ([["ann", "http://a/1"]], [(2, "line too long", "x" * 200)])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    names = ["ann", "日本", "añá"]
    text = HEADER + "".join(f"{name},http://a/{number},2026-11-01\r\n" for number, name in enumerate(names))
    assert [row[0] for row in rows(text.encode(encoding))] == names


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_first_lines_for_excel(first: str) -> None:
    assert rows(f"{first}creator;url\rann;http://a/1\r") == [["ann", "http://a/1"]]


def test_lines_are_numbered_as_editors_do() -> None:
    def bad_lines() -> Iterator[tuple[int, str]]:
        bad: BadRows = []
        lines = Lines(blocks(io.BytesIO(content.encode())), lambda *row: bad.append(row))
        table = Table(lines, lambda *row: bad.append(row))
        for row in table:
            if row:
                yield table.line, table.text

    content = HEADER + 'a,1\n\n"b\nb",2\nc,3\n' + "d,4\n" * 50
    found = list(bad_lines())
    assert found[:4] == [(2, "a,1"), (4, '"b\nb",2'), (6, "c,3"), (7, "d,4")]
    assert found[-1] == (56, "d,4")


def test_rubbish_comes_to_an_end() -> None:
    rubbish = random.Random(1).randbytes(2_000_000)
    found, bad = read(rubbish)
    assert len(found) + len(bad) > 1_000
