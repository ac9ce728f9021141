"""Encodes the sound of one clip into a file of its own, which is then joined like any other."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError
from numpy.typing import NDArray

from services.merge.codecs import aac
from services.merge.encoding.picture import Progress
from services.merge.errors import Damaged
from services.merge.inputs.clip import Clip
from services.merge.inputs.preflight import opened
from services.merge.planning.plan import SoundTarget

HOLE = 20
"""Timestamps that differ from the count of samples by more than 1/20 s begin a hole."""
MOST_SILENCE = 48_000
"""Samples of silence at once."""

Samples = NDArray[np.float32]


def encode_sound(clip: Clip, zero: Fraction, target: SoundTarget, path: Path, progress: Progress) -> Path:
    """Encode the sound of `clip` from second `zero` of its clock to the end of its picture, to an MP4 at `path`.

    The first sample belongs to `zero`: holes are filled with silence. Raises Damaged.
    """
    assert clip.sound is not None
    count = round(((clip.picture.end * clip.picture.time_base) - zero) * target.rate)
    try:
        with opened(clip.source) as source:
            pieces = resampled(source, clip.sound.track, target)
            samples = filled(pieces, round(zero * target.rate), count, target.channels)
            encode_samples(blocks(samples, count, target.channels), target, path, progress)
    except FFmpegError as error:
        raise Damaged(f"the sound cannot be encoded: {error.strerror or error}") from None
    return path


def encode_samples(samples: Iterable[Samples], target: SoundTarget, path: Path, progress: Progress) -> None:
    """Encode blocks of one codec frame to an MP4 at `path`. Raises FFmpegError."""
    with av.open(str(path), "w", "mp4") as out:
        encoded = out.add_stream("aac", rate=target.rate)
        assert isinstance(encoded, AudioStream)
        codec = encoded.codec_context
        codec.layout, codec.format = aac.LAYOUTS[target.channels], "fltp"
        codec.bit_rate = aac.bit_rate(target.rate, target.channels)
        at = 0
        for block in samples:
            out.mux(encoded.encode(aac.frame(block, target.rate, target.channels, at)))
            at += aac.FRAME
            progress(Fraction(at, target.rate))
        out.mux(encoded.encode(None))


def resampled(source: InputContainer, index: int, target: SoundTarget) -> Iterator[tuple[int, Samples]]:
    """Samples of the target's rate and channels, each with the number of the first on the clip's clock."""

    def fresh() -> AudioResampler:
        return AudioResampler("fltp", aac.LAYOUTS[target.channels], target.rate)

    stream = source.streams[index]
    assert isinstance(stream, AudioStream)
    resampler, position, taken = fresh(), 0, 0
    begin: int | None = None
    for packet in source.demux(stream):
        try:
            frames = packet.decode()
        except InvalidDataError:
            continue  # a damaged packet becomes a hole
        for frame in frames:
            if frame.pts is None or frame.time_base is None:
                continue
            given = round(frame.pts * frame.time_base * target.rate)
            # Timestamps are rounded: only a real hole begins a new count.
            if begin is None or abs(given - begin - taken * target.rate // frame.sample_rate) > target.rate // HOLE:
                if begin is not None:
                    yield position, _rest(resampler, target)
                resampler, position, begin, taken = fresh(), given, given, 0
            taken += frame.samples
            frame.pts = None
            for made in resampler.resample(frame):
                yield position, made.to_ndarray().astype(np.float32, copy=False)
                position += made.samples
    if begin is not None:
        yield position, _rest(resampler, target)


def _rest(resampler: AudioResampler, target: SoundTarget) -> Samples:
    """The samples that the resampler has not given yet."""
    rest = [made.to_ndarray().astype(np.float32, copy=False) for made in resampler.resample(None)]
    return np.concatenate([np.zeros((target.channels, 0), np.float32), *rest], axis=1)


def blocks(samples: Iterable[Samples], total: int, channels: int) -> Iterator[Samples]:
    """Blocks of one codec frame that cover `total` samples; the last one is filled with silence."""
    held = np.zeros((channels, 0), np.float32)
    done = 0
    for piece in samples:
        held = np.concatenate((held, piece), axis=1)
        whole = held.shape[1] - held.shape[1] % aac.FRAME
        for at in range(0, whole, aac.FRAME):
            if done >= total:
                return
            yield np.ascontiguousarray(held[:, at : at + aac.FRAME])
            done += aac.FRAME
        held = held[:, whole:]
    if done < total and (held.shape[1] or not done):
        yield np.pad(held, ((0, 0), (0, aac.FRAME - held.shape[1])))


def filled(
    pieces: Iterable[tuple[int, Samples]], zero: int, total: int, channels: int, *, to_end: bool = False
) -> Iterator[Samples]:
    """The pieces from `zero` on, back to back: what is before, or twice, is cut; holes are filled with silence.

    With `to_end` they are exactly `total` samples.
    """
    here = 0
    for position, piece in pieces:
        for silence in _silence(min(position - zero, total) - here, channels):
            here += silence.shape[1]
            yield silence
        kept = piece[:, max(0, here - (position - zero)) :]
        if to_end:
            kept = kept[:, : total - here]
        here += kept.shape[1]
        yield kept
        if here >= total:
            return
    if to_end:
        yield from _silence(total - here, channels)


def _silence(count: int, channels: int) -> Iterator[Samples]:
    while count > 0:
        size = min(count, MOST_SILENCE)
        yield np.zeros((channels, size), np.float32)
        count -= size
