"""Which of several video tracks is taken."""

from services.thumbnail.decode.tracks import Track, best_track

ACCEPTED = frozenset({"h264", "mjpeg"})
LARGE, SMALL, MOST = 1000, 10, 5000


def best(*tracks: Track) -> int | None:
    return best_track(tracks, ACCEPTED, MOST)


def test_none() -> None:
    assert best() is None
    assert best(Track(None)) is None


def test_an_accepted_codec_counts_most() -> None:
    assert best(Track("ffv1", LARGE, 50), Track("mjpeg", SMALL, 1)) == 1
    assert best(Track(None), Track("h264", SMALL)) == 1


def test_where_none_is_accepted_the_first_is_the_one_to_name() -> None:
    assert best(Track("ffv1", SMALL, 1), Track("rawvideo", LARGE, 50)) == 0
    assert best(Track(None), Track("rawvideo", LARGE, 50)) is None


def test_a_still_is_the_last_resort() -> None:
    assert best(Track("mjpeg", LARGE, 1), Track("h264", SMALL, 2)) == 1
    assert best(Track("mjpeg", LARGE, 1), Track("h264", SMALL)) == 1
    assert best(Track("mjpeg", SMALL, 1), Track("mjpeg", LARGE, 1)) == 1


def test_the_one_that_a_player_shows_is_taken_before_a_larger_one() -> None:
    assert best(Track("h264", LARGE, 50), Track("h264", SMALL, 50, default=True)) == 1
    assert best(Track("h264", SMALL, 50, default=True), Track("h264", LARGE, default=True)) == 1
    assert best(Track("mjpeg", LARGE, 1, default=True), Track("h264", SMALL, 50)) == 1, "a still is no video"
    assert best(Track("ffv1", LARGE, 50, default=True), Track("h264", SMALL, 50)) == 1
    assert best(Track("h264", MOST + 1, 50, default=True), Track("h264", SMALL, 50)) == 1


def test_the_largest_that_is_not_too_large() -> None:
    assert best(Track("h264", SMALL), Track("h264", LARGE), Track("h264", MOST + 1)) == 1
    assert best(Track("h264", MOST), Track("h264", LARGE)) == 0
    assert best(Track("h264", MOST + 1)) == 0


def test_the_first_of_equals() -> None:
    assert best(Track("h264", LARGE, 50), Track("h264", LARGE, 60)) == 0
