"""The sound of a whole result as one track: the sounds of all clips, with a sound added, or of a certain loudness.

It is computed in blocks of one codec frame, so that memory does not depend on its length. For loudness, and where
sounds are mixed, it is computed twice: once to measure it, once with the gain and the limit of peaks that follow.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import log10
from pathlib import Path
from typing import NamedTuple

import numpy as np
from av.audio.frame import AudioFrame
from av.error import FFmpegError
from av.filter import Graph

from services.merge.codecs import aac
from services.merge.encoding.sound import Samples, blocks, encode_samples, filled, resampled
from services.merge.errors import Damaged
from services.merge.inputs.audio import opened_audio
from services.merge.inputs.clip import Sound
from services.merge.inputs.preflight import opened
from services.merge.inputs.source import Source
from services.merge.planning.options import AddedSound
from services.merge.planning.plan import SoundTarget

HEARD = 10 ** (-45 / 20)
"""Of the added sound: the root mean square of a block above which it is heard, -45 dBFS."""
ATTACK, RELEASE = 0.05, 0.3
"""Seconds in which the clips' sound becomes quieter, and loud again."""
FADE = 0.5
"""Seconds in which an added sound that is longer than the pictures ends."""
PEAK = -1.0
"""dBTP that neither loudness nor a mix may exceed (EBU R128)."""
SILENT = -69.0
"""LUFS: what is quieter is silence, and stays as it is."""
MARGIN = 0.5
"""dB that are left for what resampling and encoding add to a limited peak."""
OVERSAMPLED = 4
"""As BS.1770 measures true peaks: the limiter looks at samples, and peaks may lie between them."""
PREROLL = Fraction(1, 10)
"""Seconds of sound that are decoded before a clip's first sample: transforms overlap (AAC 21 ms, Opus 80 ms)."""


class Stretch(NamedTuple):
    """The sound of one clip."""

    source: Source
    sound: Sound | None
    """None: silence."""
    zero: Fraction
    """The second of the clip's clock at which its first frame is shown."""
    seconds: Fraction
    """How long its pictures are shown."""
    fade: Fraction = Fraction()
    """Seconds in which it is heard together with the end of the one before, which becomes quieter as it gets louder."""


class Added(NamedTuple):
    """A sound that is added."""

    source: Source
    sound: Sound
    options: AddedSound


def encode_soundtrack(
    stretches: Sequence[Stretch], added: Added | None, loudness: float | None, target: SoundTarget, *, path: Path,
    progress: Callable[[Fraction], None],
) -> Path:  # fmt: skip
    """Encode the sound of all clips to an MP4 at `path`; its first sample is that of the first frame. Raises Damaged.

    `loudness`: integrated, in LUFS.
    """

    def mixed() -> Iterator[Samples]:
        return _mixed(stretches, added, target)

    try:
        gain, limited = 1.0, False
        if loudness is not None or (added is not None and added.options.mode == "mix"):
            measured = measure(mixed(), target)
            if loudness is not None and measured.loudness > SILENT:
                gain = 10 ** ((loudness - measured.loudness) / 20)
            limited = measured.peak + 20 * log10(gain) > PEAK
        louder: Iterable[Samples] = (block * np.float32(gain) for block in mixed())
        if limited:
            louder = blocks(_limited(louder, target), _samples(stretches, target), target.channels)
        encode_samples(louder, target, path, progress)
    except FFmpegError as error:
        raise Damaged(f"the sound cannot be encoded: {error.strerror or error}") from None
    return path


def _mixed(stretches: Sequence[Stretch], added: Added | None, target: SoundTarget) -> Iterator[Samples]:
    """Blocks of the result."""
    own = blocks(_own(stretches, target), _samples(stretches, target), target.channels)
    if added is None:
        yield from own
        return
    with opened_audio(added.source) as source:
        total = _samples(stretches, target)
        first = round(added.sound.first * added.sound.time_base * target.rate)
        pieces = filled(resampled(source, added.sound.track, target), first, total, target.channels)
        other = blocks(pieces, total, target.channels)
        ducking = _Ducking(10 ** (-added.options.duck_db / 20), target.rate)
        volume = np.float32(10 ** (added.options.volume_db / 20))
        fade = _Fade(added, total, target.rate)
        silent = np.zeros((target.channels, aac.FRAME), np.float32)
        for number, block in enumerate(own):
            heard = next(other, silent) * volume * fade.at(number)
            yield heard if added.options.mode == "replace" else block * ducking.next(heard) + heard


def _own(stretches: Sequence[Stretch], target: SoundTarget) -> Iterator[Samples]:
    """The sound of the clips, each as long as its pictures to the sample."""
    ending = np.zeros((target.channels, 0), np.float32)
    """Of the clip before, what is heard together with the next one. No clip has two others at the same time."""
    spans = _spans(stretches, target)
    for number, (each, span) in enumerate(zip(stretches, spans, strict=True)):
        alone = (spans[number + 1].start if number + 1 < len(spans) else span.stop) - span.start
        ends, here = [], 0
        for piece in _heard(each, len(span), target):
            both = min(piece.shape[1], ending.shape[1] - here)
            if both > 0:
                piece[:, :both] *= _rising(ending.shape[1])[here : here + both]
                piece[:, :both] += ending[:, here : here + both]
            yield piece[:, : max(0, alone - here)]
            ends.append(piece[:, max(0, alone - here) :])
            here += piece.shape[1]
        ending = np.concatenate(ends, axis=1)
        ending *= _rising(ending.shape[1])[::-1]


def _heard(each: Stretch, count: int, target: SoundTarget) -> Iterator[Samples]:
    """The first `count` samples of a clip, which may be changed."""
    if each.sound is None:
        yield from filled((), 0, count, target.channels, to_end=True)
        return
    with opened(each.source) as source:
        stream = source.streams[each.sound.track]
        start = round((each.zero - PREROLL) / each.sound.time_base)
        if start > each.sound.first:
            source.seek(start, stream=stream)
        pieces = resampled(source, each.sound.track, target)
        yield from filled(pieces, round(each.zero * target.rate), count, target.channels, to_end=True)


def _rising(count: int) -> Samples:
    """The gains of a sound that becomes louder: with those of the other, which are the same backwards, always 1."""
    return (np.arange(count, dtype=np.float32) + np.float32(0.5)) / np.float32(max(1, count))


def _spans(stretches: Sequence[Stretch], target: SoundTarget) -> list[range]:
    """The samples of the result in which each clip is heard."""
    spans, end = [], Fraction()
    for each in stretches:
        start = end - each.fade
        end = start + each.seconds
        spans.append(range(round(start * target.rate), round(end * target.rate)))
    return spans


def _samples(stretches: Sequence[Stretch], target: SoundTarget) -> int:
    return _spans(stretches, target)[-1].stop


class _Ducking:
    """The gain of the clips' sound while another is heard, by the root mean square of each of its blocks."""

    def __init__(self, least: float, rate: int) -> None:
        seconds = aac.FRAME / rate
        self._least, self._gain = least, 1.0
        self._down, self._up = seconds / ATTACK, seconds / RELEASE

    def next(self, heard: Samples) -> Samples:
        """The gains for the samples of a block."""
        loud = float(np.sqrt(np.mean(np.square(heard)))) > HEARD
        before, goal = self._gain, self._least if loud else 1.0
        step = (1.0 - self._least) * (self._down if loud else self._up)
        self._gain = max(goal, before - step) if loud else min(goal, before + step)
        return np.linspace(before, self._gain, heard.shape[1], dtype=np.float32)


class _Fade:
    """The end of an added sound that is longer than the pictures."""

    def __init__(self, added: Added, total: int, rate: int) -> None:
        length = (added.sound.end - added.sound.first) * added.sound.time_base * rate
        self._end, self._count = total, round(FADE * rate)
        self._needed = length > total

    def at(self, number: int) -> Samples:
        """The gains for block `number`."""
        if not self._needed:
            return np.ones(aac.FRAME, np.float32)
        left = self._end - (number * aac.FRAME + np.arange(aac.FRAME))
        return np.clip(left / self._count, 0.0, 1.0).astype(np.float32)


class Measured(NamedTuple):
    """By FFmpeg's filter `ebur128` (EBU R128, ITU-R BS.1770)."""

    loudness: float
    """Integrated, LUFS."""
    peak: float
    """True peak, dBTP."""


def measure(samples: Iterable[Samples], target: SoundTarget) -> Measured:
    """The loudness of `samples`. Raises FFmpegError."""
    found: dict[str, str] = {}
    for frame in _filtered(samples, target, ("ebur128", "peak=true:metadata=1:framelog=quiet")):
        found = dict(frame.metadata) or found
    peak = float(found.get("lavfi.r128.true_peak", 0.0))
    return Measured(float(found.get("lavfi.r128.I", -70.0)), 20 * float(np.log10(max(peak, 1e-9))))


def _limited(samples: Iterable[Samples], target: SoundTarget) -> Iterator[Samples]:
    """Without peaks above PEAK. Only they are changed."""
    limit = 10 ** ((PEAK - MARGIN) / 20)
    limiter = ("alimiter", f"limit={limit:.4f}:level=false:latency=true")
    for frame in _filtered(samples, target, ("aresample", str(OVERSAMPLED * target.rate)), limiter):
        yield frame.to_ndarray().astype(np.float32, copy=False)


def _filtered(samples: Iterable[Samples], target: SoundTarget, *steps: tuple[str, str]) -> Iterator[AudioFrame]:
    graph = Graph()
    layout = aac.LAYOUTS[target.channels]
    at = graph.add_abuffer(
        format="fltp", sample_rate=target.rate, layout=layout, channels=target.channels,
        time_base=Fraction(1, target.rate),
    )  # fmt: skip
    for name, args in (*steps, ("aformat", f"sample_fmts=fltp:sample_rates={target.rate}:channel_layouts={layout}")):
        made = graph.add(name, args)
        at.link_to(made)
        at = made
    at.link_to(graph.add("abuffersink"))
    graph.configure()
    position = 0
    for block in samples:
        graph.push(aac.frame(np.ascontiguousarray(block), target.rate, target.channels, position))
        position += block.shape[1]
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        assert isinstance(frame, AudioFrame)
        yield frame
