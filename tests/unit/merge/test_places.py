"""Which objects an event may name, and what is said of the others."""

import pytest

from libs.storage.lifecycle import CLASSES
from services.merge.errors import NotAllowed
from services.merge.places import RESERVED, Places, same_object, shown

BUCKET = Places("s3://own", frozenset({"shop"}), frozenset({"out"}))
PREFIX = Places("s3://own/media", frozenset({"shop"}))
FOLDER = Places("file:///srv/objects")
CLOSED = Places("s3://own/media")


@pytest.mark.parametrize(
    ("places", "uri"),
    [
        (BUCKET, "s3://own/a.mp4"),
        (BUCKET, "s3://own/a b/10% off #1?.mp4"),
        (BUCKET, "s3://shop/a.mp4"),
        (PREFIX, "s3://own/media/a.mp4"),
        (PREFIX, "s3://own/media//a.mp4"),
        (PREFIX, "s3://shop/any/where.mov"),
        (FOLDER, "file:///srv/objects/a.mp4"),
        (Places("s3://own/media", frozenset({"own"})), "s3://own/elsewhere/a.mp4"),
    ],
)
def test_inputs_that_are_open(places: Places, uri: str) -> None:
    assert places.input(uri) == uri


@pytest.mark.parametrize(
    ("places", "uri", "says"),
    [
        (BUCKET, "s3://other/a.mp4", "bucket 'other' is not one of MERGE_INPUT_BUCKETS (own: s3://own, shop)"),
        (CLOSED, "s3://other/a.mp4", "bucket 'other' is not one of MERGE_INPUT_BUCKETS (own: s3://own/media)"),
        (PREFIX, "s3://own/a.mp4", "it is outside s3://own/media, and bucket 'own' is not one of"),
        (PREFIX, "s3://own/media", "it is outside s3://own/media"),
        (PREFIX, "s3://own/media/../secret.mp4", "no . or .. segments"),
        (BUCKET, "s3://own/", "not a valid bucket and key"),
        (BUCKET, "s3://user:secret@own/a.mp4", "must not have a signature or a password"),
        (BUCKET, "s3://own/a.mp4?X-Amz-Signature=secret", "must not have a signature or a password"),
        (BUCKET, "https://own.s3.amazonaws.com/a.mp4?any=secret", "must be s3://bucket/key"),
        (BUCKET, "file:///etc/passwd", "must be s3://bucket/key"),
        (BUCKET, "a.mp4", "must be s3://bucket/key"),
        (FOLDER, "file:///etc/passwd", "must be below file:///srv/objects"),
        (FOLDER, "file:///srv/objects/../secret", "must be below file:///srv/objects"),
        (FOLDER, "file:///srv/objects", "must be below file:///srv/objects"),
        (FOLDER, "file:///srv/objects-of-others/a.mp4", "must be below file:///srv/objects"),
        (FOLDER, "s3://own/a.mp4", "must be below file:///srv/objects"),
        (FOLDER, "/srv/objects/a.mp4", "must be below file:///srv/objects"),
    ],
)
def test_inputs_that_are_not(places: Places, uri: str, says: str) -> None:
    with pytest.raises(NotAllowed) as raised:
        places.input(uri)
    message = str(raised.value)
    assert says in message
    assert message.startswith(f"{shown(uri)}: ")
    assert "secret@" not in message
    assert "=secret" not in message


@pytest.mark.parametrize(
    ("places", "bucket", "key", "uri"),
    [
        (BUCKET, None, "merged/a.mp4", "s3://own/merged/a.mp4"),
        (BUCKET, "", "merged/a.MP4", "s3://own/merged/a.MP4"),
        (BUCKET, "own", "merged/a.mp4", "s3://own/merged/a.mp4"),
        (BUCKET, "out", "thumbnails/a.mp4", "s3://out/thumbnails/a.mp4"),
        (PREFIX, None, "a.mp4", "s3://own/media/a.mp4"),
        (PREFIX, "own", "media/a.mp4", "s3://own/media/a.mp4"),
        (FOLDER, None, "temp/ü 🔥.mp4", "file:///srv/objects/temp/ü 🔥.mp4"),
    ],
)
def test_outputs_that_are_open(places: Places, bucket: str | None, key: str, uri: str) -> None:
    assert places.output(bucket, key) == uri


@pytest.mark.parametrize(
    ("places", "bucket", "key", "says"),
    [
        *((BUCKET, None, key, "no empty, . or .. segments") for key in
          ("", "../a.mp4", "/a.mp4", "a//b.mp4", "./a.mp4", "a/../b.mp4", "a/", "a\n.mp4", "\x7f.mp4", "\ud800.mp4",
           f"{'x' * 1021}.mp4")),
        (BUCKET, None, "a.mov", "must end with .mp4"),
        (BUCKET, None, "a.mp4.exe", "must end with .mp4"),
        (BUCKET, "other", "a.mp4", "bucket 'other' is not one of MERGE_OUTPUT_BUCKETS (own: s3://own, out)"),
        (BUCKET, "shop", "a.mp4", "bucket 'shop' is not one of MERGE_OUTPUT_BUCKETS"),
        (BUCKET, "out/side", "a.mp4", "output_bucket 'out/side': not a valid name of a bucket"),
        (BUCKET, "own@x", "a.mp4", "output_bucket 'own@x': not a valid name of a bucket"),
        (PREFIX, "own", "a.mp4", "it is outside s3://own/media"),
        (PREFIX, None, f"{'x' * 1018}.mp4", "at most 1024 bytes"),
        (FOLDER, "own", "a.mp4", "has no buckets: leave output_bucket out"),
        (BUCKET, None, "merges/a/status.mp4", "merges/ is reserved"),
        (PREFIX, "own", "media/thumbnails/a.mp4", "thumbnails/ is reserved"),
    ],
)  # fmt: skip
def test_outputs_that_are_not(places: Places, bucket: str | None, key: str, says: str) -> None:
    with pytest.raises(NotAllowed) as raised:
        places.output(bucket, key)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_objects_that_have_rules_of_their_own_are_reserved() -> None:
    assert {kind.prefix.rstrip("/") for kind in CLASSES} - {"temp", "debug"} <= RESERVED


def test_stores_on_file_systems_ignore_empty_segments() -> None:
    assert same_object("s3://own//a.mp4", "s3://own/a.mp4")
    assert not same_object("s3://own/A.mp4", "s3://own/a.mp4")
