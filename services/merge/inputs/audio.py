"""Looks at a sound that is added to a result: a file with a track of sound, with or without a picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition

from services.merge.errors import NoSound, NotAVideo
from services.merge.inputs.clip import Sound
from services.merge.inputs.preflight import FORMATS
from services.merge.inputs.refusal import refuse
from services.merge.inputs.source import Source

OPTIONS = {"protocol_whitelist": "file", "format_whitelist": f"{FORMATS},mp3,wav,ogg,flac,aac"}
LONGEST = 86_400
"""Seconds, where a file does not say how long it is."""


@contextmanager
def opened_audio(source: Source) -> Iterator[InputContainer]:
    """A file with sound, ready to be read. Raises NotAVideo."""
    with source.file() as file:
        refuse(file, sound=True)
        file.seek(0)
        try:
            container = av.open(source.target(file), "r", options=OPTIONS, metadata_errors="replace")
        except FFmpegError as error:
            raise NotAVideo(f"no sound of a supported format, or damaged: {error.strerror or error}") from None
        with container:
            yield container


def inspect_audio(source: Source) -> Sound:
    """The track of sound in `source` that players play: the default one, else the first. Raises NoSound, NotAVideo."""
    with opened_audio(source) as container:
        tracks = [each for each in container.streams.audio if each.codec_context is not None and each.sample_rate]
        if not tracks:
            raise NoSound("the file has no sound that can be decoded")
        stream: AudioStream = max(tracks, key=lambda each: (bool(each.disposition & Disposition.default), -each.index))
        assert stream.time_base is not None
        first = stream.start_time or 0
        length = stream.duration
        if length is None:
            seconds = Fraction(container.duration or LONGEST * av.time_base, av.time_base)
            length = round(seconds / stream.time_base)
        codec = stream.codec_context
        return Sound(
            stream.index, codec.codec.canonical_name, codec.profile or "", codec.sample_rate, codec.channels,
            stream.time_base, first, first + length, None, False,
        )  # fmt: skip
