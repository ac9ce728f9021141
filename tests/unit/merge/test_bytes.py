"""Configurations, NAL units and first bytes, as they stand in files."""

import pytest

from services.merge.codecs import aac, h264
from services.merge.inputs.refusal import script

SPS, PPS = bytes.fromhex("6764000bacd9428da1"), bytes.fromhex("68ef8fcb")
RECORD = b"\x01\x64\x00\x0b\xff\xe1" + b"\0\x09" + SPS + b"\x01" + b"\0\x04" + PPS + b"\xfd\xf8\xf8\0"
IDR, SLICE, DELIMITER = b"\x65\x88\x84", b"\x41\x9a", b"\x09\xf0"
CODE = b"\0\0\0\1"


def test_a_configuration_record_is_read_and_written() -> None:
    sets = h264.parse(RECORD)
    assert sets == h264.ParameterSets((SPS,), (PPS,), 4)
    assert (sets.profile, sets.level) == (100, 11)
    assert h264.configuration(sets, sets.profile, sets.level) == RECORD
    assert h264.configuration(sets, 100, 42)[:4] == b"\x01\x64\x00\x2a"


def test_start_codes_are_read_as_the_same_sets() -> None:
    sets = h264.parse(CODE + SPS + CODE + PPS)
    other = h264.parse(RECORD)
    assert sets is not None
    assert other is not None
    assert sets.length_size == 0
    assert sets.same_as(other)


@pytest.mark.parametrize("bad", [b"", None, RECORD[:7], RECORD[:12], b"\0" * 40, b"\x01" + b"\xff" * 6])
def test_extradata_without_sets(bad: bytes | None) -> None:
    assert h264.parse(bad) is None


def test_packets_get_lengths_of_four_bytes_and_lose_their_sets() -> None:
    packet = CODE + DELIMITER + CODE + SPS + b"\0\0\1" + PPS + CODE + IDR
    assert h264.repacked(packet, 0) == b"\0\0\0\x03" + IDR
    assert h264.repacked(b"\0\x03" + IDR + b"\0\x02" + SLICE, 2) == b"\0\0\0\x03" + IDR + b"\0\0\0\x02" + SLICE
    assert h264.starts_with_idr(packet, 0)
    assert not h264.starts_with_idr(CODE + DELIMITER + CODE + SLICE, 0)
    assert h264.has_sets(packet, 0)
    assert not h264.has_sets(b"\0\0\0\x03" + IDR, 4)


@pytest.mark.parametrize(
    ("extradata", "expected"),
    [
        ("1190", aac.Configuration(2, 48_000, 2)),
        ("119056e500", aac.Configuration(2, 48_000, 2)),  # SBR is named, and absent
        ("119056e580", aac.Configuration(2, 48_000, 2, extended=True)),
        ("1210", aac.Configuration(2, 44_100, 2)),
        ("1388", aac.Configuration(2, 22_050, 1)),
        ("11b0", aac.Configuration(2, 48_000, 6)),
        ("2b118800", aac.Configuration(5, 24_000, 2, extended=True)),
        ("11", None),
        ("17900000", None),  # a rate of its own, in bits that are missing
    ],
)
def test_aac_configurations(extradata: str, expected: aac.Configuration | None) -> None:
    assert aac.parse(bytes.fromhex(extradata)) == expected


def test_an_adts_header_is_read_and_removed() -> None:
    packet = bytes.fromhex("fff14c80015ffc") + b"\x21\x10"
    assert aac.parse_adts(packet) == aac.Configuration(2, 48_000, 2)
    assert aac.without_header(packet) == b"\x21\x10"
    assert aac.parse_adts(b"\x21\x10" * 8) is None


@pytest.mark.parametrize(
    "head",
    [
        b"ffconcat version 1.0\n", b"\xef\xbb\xbfffconcat version 1.0", b"\n\t FFCONCAT version 1.0", b"file a.mp4\n",
        b"# comment\nfile 'a.mp4'\n", b"#EXTM3U\n", b"# x\n#EXTINF:1,\na.ts\n", b"[playlist]\n", b"v=0\r\no=- 0 0",
        b"<?xml version='1.0'?>", b"<MPD>", b"<!DOCTYPE html>",
    ],
)  # fmt: skip
def test_texts_that_name_other_files(head: bytes) -> None:
    assert script(head) is not None


@pytest.mark.parametrize(
    "head", [b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", b"\x1aE\xdf\xa3\x01\0\0\0", b"G@\x11\x10\0B\xf0%\0\1\xc1\0"]
)
def test_videos_are_no_scripts(head: bytes) -> None:
    assert script(head) is None
