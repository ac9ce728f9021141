"""URIs and keys, taken apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.storage import BadUri
from libs.storage.uri import checked_key, checked_root, key_below, parse_file_root, parse_s3


def test_keys_stand_as_they_are() -> None:
    assert parse_s3("s3://my-bucket/a b/10% #1?x=%20.jpg") == ("my-bucket", "a b/10% #1?x=%20.jpg")


def test_keys_that_others_chose_may_be_odder_than_ours() -> None:
    assert parse_s3("s3://bucket/folder//marker/").key == "folder//marker/"
    for uri in ("s3://bucket/a/../b", "s3://bucket/.", "s3://bucket/a\nb", "s3://bucket/" + "a" * 1025):
        with pytest.raises(BadUri):
            parse_s3(uri)


def test_a_bucket_is_no_object() -> None:
    assert parse_s3("s3://bucket", prefix=True) == parse_s3("s3://bucket/", prefix=True) == ("bucket", "")
    for uri in ("s3://bucket", "s3://bucket/"):
        with pytest.raises(BadUri, match="has no key"):
            parse_s3(uri)


@pytest.mark.parametrize(
    "uri", ["s3:bucket/a", "S3://bucket/a", "s3://-x/a", "s3://a:b@c/a", "s3://ab/a", "file:///a", ""]
)
def test_what_is_no_s3_uri(uri: str) -> None:
    with pytest.raises(BadUri):
        parse_s3(uri)


def test_folders_are_urls() -> None:
    assert parse_file_root("file:///my%20folder/x%23/") == Path("/my folder/x#")
    assert parse_file_root("file:///my folder") == Path("/my folder")
    for uri in ("file://host/a", "file:a", "file://", "file:///", "file:///a?b", "file:///a#b", "/a"):
        with pytest.raises(BadUri):
            parse_file_root(uri)


def test_roots_lose_their_slash() -> None:
    assert checked_root("s3://bucket/") == "s3://bucket"
    assert checked_root("s3://bucket/a/b//") == "s3://bucket/a/b"
    assert checked_root("file:///a/") == "file:///a"
    for uri in ("s3://bucket/a//b", "s3://bucket/../b", "s3://bucket/" + "a" * 201, "https://a/b", "folder"):
        with pytest.raises(BadUri):
            checked_root(uri)


@given(st.text(max_size=30))
def test_a_key_that_passes_never_leaves_its_root(key: str) -> None:
    try:
        checked_key(key)
    except BadUri:
        assert key_below("s3://bucket/base", f"s3://bucket/base/{key}") is None
        return
    assert key_below("s3://bucket/base", f"s3://bucket/base/{key}") == key
    assert parse_s3(f"s3://bucket/base/{key}").key == f"base/{key}"
    folder = Path("/root")
    assert (folder / key).is_relative_to(folder)
    assert "/../" not in f"/{key}/"
