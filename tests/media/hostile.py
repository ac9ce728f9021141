"""What strangers send as a video and is none, is broken, or lies. Each function writes to `path` and returns it."""

import struct
from pathlib import Path
from random import Random

import av
from av.stream import Disposition

from tests.media import clips
from tests.media.encode import SOUND_RATE, sine

LOCAL = "http://127.0.0.1:9/latest/meta-data"
PLAYLISTS: dict[str, str] = {
    "hls-file": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "hls-http": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{LOCAL}\n#EXT-X-ENDLIST\n",
    "hls-master": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{LOCAL}/index.m3u8\n",
    "hls-concat": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nconcat:/etc/hostname|/etc/passwd\n#EXT-X-ENDLIST\n",
    "ffconcat": "ffconcat version 1.0\nfile '/etc/passwd'\nduration 5\n",
    "ffconcat-http": f"ffconcat version 1.0\nfile '{LOCAL}'\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "dash": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{LOCAL}</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "html": "<!doctype html><html><title>Log in</title><body><video src='file:///etc/passwd'></video></body></html>",
}
"""Texts that make FFmpeg open other files or addresses, and a web page."""


def playlist(path: Path, kind: str) -> Path:
    """One of `PLAYLISTS` under a video's name."""
    path.write_text(PLAYLISTS[kind])
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def random_bytes(path: Path, size: int = 50_000) -> Path:
    path.write_bytes(Random(1).randbytes(size))
    return path


def truncated(path: Path, *, faststart: bool = False, part: float = 0.5) -> Path:
    """The first `part` of a clip. Its index is at the end, so that nothing can be read; with `faststart`, half can."""
    clips.pan(path, seconds=4, gop=10, container_options={"movflags": "+faststart"} if faststart else None)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    return path


def damaged(path: Path) -> Path:
    """Whole, but with noise over a tenth of the coded pictures in the middle."""
    data = bytearray(clips.pan(path, seconds=4, gop=10).read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 10] = Random(2).randbytes(len(data) // 10)
    path.write_bytes(data)
    return path


def audio_only(path: Path, seconds: float = 2.0) -> Path:
    """A tone, no picture."""
    with av.open(str(path), "w") as container:
        track = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        for frame in sine(seconds):
            container.mux(track.encode(frame))
        container.mux(track.encode())
    return path


def sound_with_cover(path: Path, seconds: float = 1.0) -> Path:
    """A tone and its cover picture, as `.m4a`."""
    with av.open(str(path), "w", format="mp4") as container:
        track = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        cover = container.add_stream("mjpeg", rate=1, options={"strict": "unofficial"})
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        picture = av.VideoFrame(64, 64, "yuvj420p")
        picture.pts = 0
        container.mux([packet for frame in sine(seconds) for packet in track.encode(frame)])
        container.mux(cover.encode(picture))
        container.mux(cover.encode())
        container.mux(track.encode())
    return path


def trackless(path: Path) -> Path:
    """An MP4 with a head and no track at all."""
    head = struct.pack(">IIIIIIHH8x36x24xI", 0, 0, 0, 1000, 2000, 0x00010000, 0x0100, 0, 1)
    path.write_bytes(_atom(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + _atom(b"moov", _atom(b"mvhd", head)))
    return path


def huge(path: Path, side: int = 10_000) -> Path:
    """Half a megabyte that decodes to `side`² pixels: one JPEG frame in a MOV (`path` ends in .mov)."""
    frame = av.VideoFrame(side, side, "yuvj420p")
    for plane in frame.planes:
        plane.update(bytes([0x80]) * plane.buffer_size)
    with av.open(str(path), "w") as container:
        # The default tables: to find the best ones, the encoder keeps a gigabyte.
        stream = container.add_stream("mjpeg", rate=1, options={"huffman": "default"})
        stream.width, stream.height, stream.pix_fmt = side, side, "yuvj420p"
        stream.codec_context.thread_count = 1
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def lying_size(path: Path, claimed: tuple[int, int]) -> Path:
    """A small clip whose container claims another size than its coded pictures have."""
    return claim_size(clips.pan(path, seconds=1), claimed)


def huge_that_claims_to_be_small(path: Path, claimed: tuple[int, int] = (320, 240), side: int = 10_000) -> Path:
    """`huge`, but the container's head says `claimed`: only the decoder finds out."""
    return claim_size(huge(path, side), claimed)


def claim_size(path: Path, claimed: tuple[int, int]) -> Path:
    """Overwrite the sizes in the track's head (tkhd, 16.16 fixed point) and sample entry (stsd, 16 bit)."""
    data = bytearray(path.read_bytes())
    track = data.index(b"tkhd") + 4 + 76
    data[track : track + 8] = struct.pack(">II", claimed[0] << 16, claimed[1] << 16)
    entry = data.index(b"stsd") + 4 + 8 + 8 + 24
    data[entry : entry + 4] = struct.pack(">HH", *claimed)
    path.write_bytes(data)
    return path


def claim_seconds(path: Path, seconds: int) -> Path:
    """Overwrite the durations in all heads of an MP4 (mvhd, tkhd, mdhd), in their own time scales."""
    data = bytearray(path.read_bytes())
    movie = data.index(b"mvhd") + 4
    scale = struct.unpack_from(">I", data, movie + 12)[0]
    struct.pack_into(">I", data, movie + 16, seconds * scale)
    struct.pack_into(">I", data, data.index(b"tkhd") + 4 + 20, seconds * scale)
    media = data.index(b"mdhd") + 4
    struct.pack_into(">I", data, media + 16, seconds * struct.unpack_from(">I", data, media + 12)[0])
    path.write_bytes(data)
    return path


def _atom(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body
