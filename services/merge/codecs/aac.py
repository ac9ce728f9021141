"""AAC: its configuration (ISO/IEC 14496-3), the headers of MPEG-TS, and packets of silence."""

from typing import TYPE_CHECKING, NamedTuple

from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME = 1024
"""Samples of a packet of AAC-LC."""
LOW_COMPLEXITY = 2
RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
LAYOUTS = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 8: "7.1"}
"""FFmpeg's names of the layouts of AAC, by number of channels."""
BITS_PER_CHANNEL = 80_000
"""A second: transparent for nearly all sound."""
ADTS_HEADER = 7
SILENT_PACKET = 4
"""The packet of encoded silence that is taken: the encoder's state is settled by then."""


class Configuration(NamedTuple):
    """What decides whether packets of two streams can follow each other."""

    object_type: int
    rate: int
    channels: int
    """0 if the stream describes them in a way of its own."""
    extended: bool = False
    """Whether the file announces SBR: decoders double the rate."""


def parse(extradata: bytes) -> Configuration | None:
    """An AudioSpecificConfig. None if it is too short, or not of a known rate."""
    bits = _Bits(extradata)
    try:
        object_type = bits.take(5)
        if object_type == 31:
            object_type = 32 + bits.take(6)
        rate = _rate(bits)
        channels = bits.take(4)
    except (ValueError, IndexError):
        return None
    extended = object_type in (5, 29)
    if len(extradata) >= 5 and extradata[2:4] == b"\x2b\x7e":
        extended = extended or bool(extradata[4] & 0x80)
    elif len(extradata) >= 5 and extradata[2] == 0x56 and extradata[3] & 0xE0 == 0xE0:
        # syncExtensionType 0x2b7, object type 5, then sbrPresentFlag.
        extended = extended or bool(extradata[4] & 0x80)
    return Configuration(object_type, rate, 8 if channels == 7 else channels, extended)


def parse_adts(packet: bytes) -> Configuration | None:
    """The configuration in a packet's ADTS header. None if it has none."""
    if len(packet) <= ADTS_HEADER or packet[0] != 0xFF or packet[1] & 0xF6 != 0xF0:
        return None
    index = packet[2] >> 2 & 15
    if index >= len(RATES):
        return None
    channels = (packet[2] & 1) << 2 | packet[3] >> 6
    return Configuration((packet[2] >> 6) + 1, RATES[index], 8 if channels == 7 else channels)


def without_header(packet: bytes) -> bytes:
    """A packet without its ADTS header and checksum."""
    return packet[ADTS_HEADER if packet[1] & 1 else ADTS_HEADER + 2 :]


class _Bits:
    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise ValueError("too short")
        return self._value >> self._left & ((1 << count) - 1)


def _rate(bits: _Bits) -> int:
    index = bits.take(4)
    return bits.take(24) if index == 15 else RATES[index]


def encoder(rate: int, channels: int) -> AudioCodecContext:
    """An encoder of AAC-LC. `channels` is one of LAYOUTS."""
    codec = AudioCodecContext.create("aac", "w")
    assert isinstance(codec, AudioCodecContext)
    codec.sample_rate = rate
    codec.layout = LAYOUTS[channels]
    codec.format = "fltp"
    codec.bit_rate = bit_rate(rate, channels)
    codec.open()
    return codec


def bit_rate(rate: int, channels: int) -> int:
    """Bits a second for encoded sound."""
    return BITS_PER_CHANNEL * channels * min(rate, 48_000) // 48_000


def silence(rate: int, channels: int) -> bytes:
    """A packet that decodes to FRAME silent samples."""
    codec = encoder(rate, channels)
    packets = []
    for number in range(SILENT_PACKET + 3):
        packets += codec.encode(_silent(rate, channels, number * FRAME))
    return bytes(packets[SILENT_PACKET])


def _silent(rate: int, channels: int, at: int) -> AudioFrame:
    made = AudioFrame("fltp", LAYOUTS[channels], FRAME)
    for plane in made.planes:
        plane.update(bytes(plane.buffer_size))
    made.sample_rate, made.pts = rate, at
    return made


def frame(samples: "NDArray[np.float32]", rate: int, channels: int, at: int) -> AudioFrame:
    """A frame of `samples` (channels × samples) whose first is number `at`."""
    made = AudioFrame.from_ndarray(samples, "fltp", LAYOUTS[channels])
    made.sample_rate = rate
    made.pts = at
    return made
