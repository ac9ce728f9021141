"""Refuses files by their first bytes, before FFmpeg opens them: a playlist or a script makes it open other files."""

from typing import BinaryIO

from libs.media.content import heif_format, other_format, read_all
from services.merge.errors import NotAVideo

HEAD_BYTES = 4096
SPACE = b"\xef\xbb\xbf \t\r\n\0"
"""Before the first word: a byte order mark, blanks, line ends."""

SCRIPTS = (
    (b"ffconcat", "a script of FFmpeg's concat demuxer"),
    (b"#extm3u", "an M3U playlist"),
    (b"#ext", "an M3U playlist"),
    (b"[playlist]", "a PLS playlist"),
    (b"[reference]", "an ASX playlist"),
    (b"<asx", "an ASX playlist"),
    (b"<smil", "a SMIL playlist"),
    (b"<mpd", "a DASH playlist"),
    (b"<?xml", "an XML document"),
    (b"<!doctype", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<svg", "an SVG picture"),
    (b"v=0", "an SDP description"),
    (b"# vobsub index", "an index of subtitles (VobSub)"),
    (b";ffmetadata", "a metadata file of FFmpeg"),
)
WORDS = ((b"\nfile ", "a script of FFmpeg's concat demuxer"), (b"#extinf", "an M3U playlist"))


def refuse(file: BinaryIO, *, sound: bool = False) -> None:
    """Raise NotAVideo if `file` is empty, a playlist, a script, or a picture; without `sound` also if it is sound."""
    file.seek(0)
    head = read_all(file, HEAD_BYTES)
    if not head:
        raise NotAVideo("the file is empty")
    what = script(head) or heif_format(file) or other_format(file)
    if what is not None and not (sound and what.startswith("sound ")):
        raise NotAVideo(f"it is {what}, not {'sound' if sound else 'a video'}")


def script(head: bytes) -> str | None:
    """What a file that begins with `head` is, if it is a text that names other files; None for other files."""
    text = head.lstrip(SPACE).lower()
    for start, name in SCRIPTS:
        if text.startswith(start):
            return name
    if b"\0" in head.rstrip(b"\0"):
        return None
    return next((name for word, name in WORDS if word in b"\n" + text), None)
