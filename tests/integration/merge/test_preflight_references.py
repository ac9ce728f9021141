"""Files that name other files: FFmpeg must open none of these, even if their first bytes are not recognised."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import av
import pytest

from fixtures.media.marked import marked
from services.merge.errors import MergeError, NotAVideo
from services.merge.inputs import preflight
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile
from tests.support.opened_files import watched

FFCONCAT = "ffconcat version 1.0\nfile 'secret.mp4'\n"
HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\nsecret.mp4\n#EXT-X-ENDLIST\n"
MASTER = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nsecret.mp4\n"
DASH = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S">'
    '<Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>secret.mp4</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>"
)
SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
IMF = '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2013"></CompositionPlaylist>'
VOBSUB = "# VobSub index file, v7 (do not modify this line!)\nid: en, index: 0\ntimestamp: 00:00:00:000, filepos: 0\n"
SCRIPTS = {
    "concat": FFCONCAT,
    "concat-after-blanks": "\n" * 5000 + FFCONCAT,
    "concat-after-a-mark": "\ufeff" + FFCONCAT,
    "concat-without-a-head": "# a list\nfile secret.mp4\n",
    "hls": HLS,
    "hls-master": MASTER,
    "dash": DASH,
    "dash-in-other-words": DASH.replace('<?xml version="1.0"?>', "<!-- -->"),
    "sdp": SDP,
    "imf": IMF,
    "vobsub": VOBSUB,
    "pls": "[playlist]\nFile1=secret.mp4\nNumberOfEntries=1\n",
    "asx": '<ASX version="3.0"><Entry><Ref href="secret.mp4"/></Entry></ASX>',
    "asx-reference": "[Reference]\nRef1=http://127.0.0.1/secret.mp4\n",
    "smil": '<smil><body><video src="secret.mp4"/></body></smil>',
    "url": "file:secret.mp4\n",
    "rtsp-text": "RTSPtext\nrtsp://127.0.0.1/secret.mp4\n",
    "ted-captions": '{"captions":[{"duration":1,"content":"secret.mp4","startOfParagraph":true,"startTime":0}]}',
    "mpl2": "[0][10]secret.mp4\n[11][20]secret.mp4\n",
    "subrip": "1\n00:00:00,000 --> 00:00:01,000\nsecret.mp4\n",
    "metadata": ";FFMETADATA1\ntitle=secret.mp4\n",
}


class AsObject(LocalFile):
    """Read through a Python file, as objects are."""

    def target(self, file: BinaryIO) -> BinaryIO:
        return file


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return marked(tmp_path / "secret.mp4", 1, frames=4, sound=None)


def test_the_watch_sees_what_ffmpeg_opens(secret: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.mp4"
    script.write_text(FFCONCAT)
    with watched(secret) as was_opened:
        assert not was_opened()
        av.open(str(script)).close()
        assert was_opened()


@pytest.mark.parametrize("kind", SCRIPTS)
@pytest.mark.parametrize("source", [LocalFile, AsObject])
def test_scripts(
    source: Callable[[Path], LocalFile], kind: str, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for suffix in (".mp4", ".m3u8", ".mpd", ".ffconcat", ".idx"):
        script = tmp_path / f"script{suffix}"
        script.write_text(SCRIPTS[kind])
        if suffix == ".idx":
            script.with_suffix(".sub").symlink_to(secret)
        with watched(secret) as was_opened:
            with pytest.raises(NotAVideo):
                inspect(source(script))
            # FFmpeg refuses it on its own as well.
            monkeypatch.setattr(preflight, "refuse", lambda file: None)
            with pytest.raises(MergeError):
                inspect(source(script))
            monkeypatch.undo()
            assert not was_opened()


def test_names_that_are_patterns_or_protocols(secret: Path, tmp_path: Path) -> None:
    for name in ("picture%d.png", "concat:secret.mp4", "data:text,secret", "subfile,,start,0,end,9,,:secret.mp4"):
        (tmp_path / name).write_bytes(b"\0")
        (tmp_path / "picture1.png").unlink(missing_ok=True)
        (tmp_path / "picture1.png").symlink_to(secret)
        with watched(secret) as was_opened:
            with pytest.raises(NotAVideo):
                inspect(LocalFile(tmp_path / name))
            assert not was_opened()


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def with_external_data(path: Path, made: bytes) -> Path:
    """The index of `path`, with a reference to another file that has the frames."""
    data = path.read_bytes()
    at = data.rindex(b"dref") - 4
    old = data[at : at + struct.unpack_from(">I", data, at)[0]]
    new = box(b"dref", struct.pack(">II", 0, 1) + made)
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        (size,) = struct.unpack_from(">I", data, data.rindex(kind) - 4)
        data = data.replace(struct.pack(">I", size) + kind, struct.pack(">I", size + len(new) - len(old)) + kind)
    out = path.with_name("external.mov")
    out.write_bytes(data.replace(old, new))
    return out


def alias(path: Path) -> bytes:
    """A reference by path, as QuickTime writes it, relative and absolute."""
    name = str(path).encode()
    record = bytearray(150)
    record[0:8] = struct.pack(">4sHH", b"\0\0\0\0", 150, 2)
    record[50 : 51 + len(path.name)] = bytes([len(path.name)]) + path.name.encode()
    record[130:134] = struct.pack(">HH", 1, 1)
    tail = struct.pack(">HH", 2, len(name)) + name + b"\0" * (len(name) % 2) + struct.pack(">HH", 0xFFFF, 0)
    return box(b"alis", struct.pack(">I", 0) + bytes(record) + tail)


def test_the_watch_sees_frames_in_another_file(secret: Path) -> None:
    path = with_external_data(secret, alias(secret))
    with watched(secret) as was_opened:
        av.open(str(path), options={"enable_drefs": "1", "use_absolute_path": "1"}).close()
        assert was_opened()


@pytest.mark.parametrize("source", [LocalFile, AsObject])
def test_frames_in_another_file(source: Callable[[Path], LocalFile], secret: Path) -> None:
    url = box(b"url ", struct.pack(">I", 0) + f"file://{secret}".encode() + b"\0")
    for made in (url, alias(secret)):
        path = with_external_data(secret, made)
        with watched(secret) as was_opened:
            try:
                clip = inspect(source(path))
            except MergeError:
                clip = None
            assert not was_opened()
        assert clip is None or made == url  # FFmpeg takes a URL for the file itself
