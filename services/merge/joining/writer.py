"""Writes the result: one MP4 with a video and an audio track, its index first, in whatever takes bytes."""

import errno
from fractions import Fraction
from types import TracebackType
from typing import BinaryIO, NamedTuple

import av
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from services.merge.codecs import aac
from services.merge.errors import NoRoom, NotWritten
from services.merge.joining.packets import AnyPacket
from services.merge.planning.plan import SoundTarget

BUFFER = 1024 * 1024
"""Bytes between two writes."""


class Index(NamedTuple):
    """Where the index of the result lies."""

    reserved: int = 0
    """Bytes for it at the start of the file, so that nothing has to be moved; 0: none."""
    moved: bool = False
    """Moved to the start when all is written: everything is read and written once more."""

    @property
    def options(self) -> dict[str, str]:
        """Of FFmpeg's muxer."""
        if self.reserved:
            return {"moov_size": str(self.reserved)}
        return {"movflags": "+faststart"} if self.moved else {}


class Writer:
    """An MP4 that is being written. Times are ticks of the picture's time base, and slots of sound."""

    def __init__(
        self, target: str | BinaryIO, template: VideoStream, ticks: int, sound: SoundTarget | None, *,
        tag: str, extradata: bytes, index: Index,
    ) -> None:  # fmt: skip
        options = {"video_track_timescale": str(ticks)} | index.options
        self._out = av.open(target, "w", "mp4", options=options, buffer_size=BUFFER)
        self._index = index
        self._base = Fraction(1, ticks)
        self._picture = self._out.add_stream_from_template(template, opaque=True)
        self._picture.time_base = self._base
        self._picture.codec_context.extradata = extradata
        self._picture.codec_context.codec_tag = tag
        self._sound: Stream | None = None
        self._silence = b""
        if sound is not None:
            self._sound = self._out.add_stream("aac", rate=sound.rate, layout=aac.LAYOUTS[sound.channels])
            self._sound_base = Fraction(1, sound.rate)
            self._silence = aac.silence(sound.rate, sound.channels)
        self._last: int | None = None
        self.frames = 0
        """Of the picture, written so far."""

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._out.close()
        except FFmpegError as failure:
            if error is None:
                if self._index.reserved and failure.errno == errno.EINVAL:
                    raise NoRoom("the index needs more room than was reserved") from None
                raise _not_written(failure) from None

    def picture(self, packet: AnyPacket, shown: int, decoded: int, duration: int) -> None:
        """Write a packet of the picture. `decoded` is moved behind that of the packet before, if it is not."""
        if self._last is not None and decoded <= self._last:
            decoded = self._last + 1
        self._last = decoded
        packet.time_base = self._base
        packet.pts, packet.dts, packet.duration = max(shown, decoded), decoded, duration
        packet.stream = self._picture
        self._write(packet)
        self.frames += 1

    def sound(self, packet: AnyPacket, slot: int) -> None:
        """Write a packet of sound to its slot."""
        assert self._sound is not None
        packet.time_base = self._sound_base
        packet.pts = packet.dts = slot * aac.FRAME
        packet.duration = aac.FRAME
        packet.stream = self._sound
        self._write(packet)

    def _write(self, packet: AnyPacket) -> None:
        try:
            self._out.mux_one(packet)
        except FFmpegError as error:
            raise _not_written(error) from None

    def silent(self, slots: range) -> None:
        """Write packets of silence."""
        for slot in slots:
            packet = Packet(self._silence)
            packet.is_keyframe = True
            self.sound(packet, slot)


def _not_written(error: FFmpegError) -> NotWritten:
    return NotWritten(f"the result cannot be written: {error.strerror or error}")
