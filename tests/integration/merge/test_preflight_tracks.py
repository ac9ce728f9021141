"""Which tracks are joined, and which are named as dropped."""

from pathlib import Path

import av
import pytest
from av.stream import Disposition

from fixtures.media.marked import marked
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile


def several(folder: Path, suffix: str, default: int) -> Path:
    """Two tracks of pictures and three of sound; sound number `default` is the default one."""
    small = marked(folder / "small.mp4", 1, sound=None)
    large = marked(folder / "large.mp4", 2, size=(320, 192))
    path = folder / f"c{suffix}"
    with av.open(str(small)) as one, av.open(str(large)) as two, av.open(str(path), "w") as out:
        pictures = [out.add_stream_from_template(file.streams.video[0]) for file in (one, two)]
        for picture in pictures:
            picture.disposition = Disposition.default
        sounds = [out.add_stream_from_template(two.streams.audio[0]) for _ in range(3)]
        for number, sound in enumerate(sounds):
            sound.disposition = Disposition.default if number == default else Disposition(0)
        for file, tracks in ((one, pictures[:1]), (two, [pictures[1], *sounds])):
            for packet in file.demux():
                if packet.dts is None:
                    continue
                for track in tracks:
                    if track.type == packet.stream.type:
                        copy = av.Packet(bytes(packet))
                        copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, packet.time_base
                        copy.is_keyframe, copy.stream = packet.is_keyframe, track
                        out.mux(copy)
    return path


@pytest.mark.parametrize("suffix", [".mkv", ".mp4"])
@pytest.mark.parametrize("default", [0, 2])
def test_the_default_sound_and_the_largest_picture(suffix: str, default: int, tmp_path: Path) -> None:
    clip = inspect(LocalFile(several(tmp_path, suffix, default)))
    assert clip.picture.geometry[:2] == (320, 192)
    assert clip.sound is not None
    assert clip.sound.track == 2 + default
    assert clip.dropped == ("video h264", "audio aac", "audio aac")


def test_a_cover_is_no_picture(tmp_path: Path) -> None:
    whole = marked(tmp_path / "whole.mp4", 1)
    path = tmp_path / "c.mp4"
    with av.open(str(whole)) as source, av.open(str(path), "w") as out:
        cover = out.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 640, 384, "yuvj420p"  # type: ignore[attr-defined]
        cover.disposition = Disposition.attached_pic
        shown = out.add_stream_from_template(source.streams.video[0])
        out.mux(cover.encode(av.VideoFrame(640, 384, "yuvj420p")))  # type: ignore[attr-defined]
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = shown
                out.mux(packet)
    clip = inspect(LocalFile(path))
    assert (clip.picture.codec, clip.dropped) == ("h264", ("video mjpeg",))


def test_sound_that_cannot_be_decoded(tmp_path: Path) -> None:
    path = marked(tmp_path / "c.mp4", 1)
    data = bytearray(path.read_bytes())
    with av.open(str(path)) as file:
        for entry in file.streams.audio[0].index_entries:
            data[entry.pos : entry.pos + entry.size] = b"\xff" * entry.size
    path.write_bytes(data)
    clip = inspect(LocalFile(path))
    assert (clip.sound, clip.dropped) == (None, ("audio aac, which cannot be decoded",))


@pytest.mark.parametrize(("kind", "handler"), [("mebx", "meta"), ("gpmd", "meta"), ("tmcd", "tmcd"), ("rtp ", "hint")])
def test_data(kind: str, handler: str, tmp_path: Path) -> None:
    """Telemetry, time codes and hints, which phones and cameras write."""
    path = marked(tmp_path / "c.mp4", 1)
    data = path.read_bytes().replace(b"soun", handler.encode(), 1).replace(b"mp4a", kind.encode())
    path.write_bytes(data)
    clip = inspect(LocalFile(path))
    assert clip.sound is None
    assert len(clip.dropped) == 1
    assert clip.dropped[0].startswith("data ")
