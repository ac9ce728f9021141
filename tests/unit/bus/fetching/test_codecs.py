"""Unpacking within a limit, by bytes that aiokafka's own codecs made."""

import gzip
from contextlib import suppress

import pytest
from aiokafka import codec as aiokafka_codec
from hypothesis import given
from hypothesis import strategies as st

from libs.bus.kafka.fetching.codecs import CodecError, UncompressedTooLarge, missing_codecs, unpack

PACKERS = {
    1: aiokafka_codec.gzip_encode,
    2: aiokafka_codec.snappy_encode,
    3: aiokafka_codec.lz4_encode,
    4: aiokafka_codec.zstd_encode,
}


@pytest.mark.parametrize("codec", PACKERS)
@given(data=st.binary(max_size=3000))
def test_what_was_packed_comes_back(codec: int, data: bytes) -> None:
    assert unpack(codec, bytes(PACKERS[codec](data)), 3000) == data


def test_snappy_without_blocks_comes_back() -> None:
    """librdkafka's way; snappy-java and aiokafka write blocks."""
    packed = bytes(aiokafka_codec.snappy_encode(b"a" * 1000, xerial_compatible=False))
    assert unpack(2, packed, 1000) == b"a" * 1000


@pytest.mark.parametrize("codec", PACKERS)
def test_the_limit_is_exact(codec: int) -> None:
    packed = bytes(PACKERS[codec](bytes(100_000)))
    assert len(unpack(codec, packed, 100_000)) == 100_000
    with pytest.raises(UncompressedTooLarge, match=r"99999 bytes uncompressed \(WORKER_MAX_BATCH_BYTES\)"):
        unpack(codec, packed, 99_999)


def test_the_limit_counts_all_gzip_members() -> None:
    packed = gzip.compress(bytes(600)) * 2
    assert len(unpack(1, packed, 1200)) == 1200
    with pytest.raises(UncompressedTooLarge):
        unpack(1, packed, 1199)


def test_a_length_that_lies_takes_no_memory() -> None:
    with pytest.raises(UncompressedTooLarge):
        unpack(2, b"\xff\xff\xff\xff\x0f" + b"rest", 1000)


@pytest.mark.parametrize("codec", PACKERS)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_unpacked_or_refused(codec: int, data: bytes) -> None:
    with suppress(CodecError):
        assert len(unpack(codec, data, 1000)) <= 1000


@pytest.mark.parametrize("codec", PACKERS)
def test_half_of_it_is_refused(codec: int) -> None:
    packed = bytes(PACKERS[codec](bytes(range(256)) * 40))
    with pytest.raises(CodecError):
        unpack(codec, packed[: len(packed) // 2], 100_000)


@pytest.mark.parametrize("codec", [5, 6, 7])
def test_an_unknown_codec_is_named(codec: int) -> None:
    with pytest.raises(CodecError, match=f"unknown codec {codec}"):
        unpack(codec, b"x", 10)


def test_no_codec_is_missing_here() -> None:
    assert missing_codecs() == []
