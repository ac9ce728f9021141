"""Twenty clips, each with a known best second: it is among the three frames that are chosen."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from fixtures.media.best_second import CLIPS
from fixtures.media.labelled import make
from fixtures.models import video, yolov3_tiny
from libs.detect import Detector
from libs.detect.onnx import OnnxDetector
from services.thumbnail.pool import Decoders
from tests.integration.thumbnail.conftest import maker_of

WANTED_HITS = 18


@pytest.fixture(scope="module")
def tiny() -> Iterator[OnnxDetector]:
    detector = OnnxDetector(yolov3_tiny(), threads=2)
    yield detector
    detector.close()


@pytest.fixture(scope="module")
def _made() -> None:
    # Two at a time: most of it is compression, which lets the other run.
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make, CLIPS))


async def missed(decoders: Decoders, detector: Detector | None) -> tuple[list[str], int]:
    """Clips none of whose first three frames is one that a person would take; and how many first ones are."""
    maker = maker_of(decoders, detector)
    missing, first = [], 0
    analyses = await asyncio.gather(*(maker.analyze(make(clip)) for clip in CLIPS))
    for clip, analysis in zip(CLIPS, analyses, strict=True):
        times = [candidate.frame.time for candidate in analysis.candidates[:3]]
        first += clip.holds(times[0])
        if not any(clip.holds(time) for time in times):
            missing.append(f"{clip.name} {clip.best}: {times}")
    return missing, first


@pytest.mark.long  # making the clips takes more than a minute of processor time
@pytest.mark.usefixtures("_made")
async def test_with_a_detector(shared: Decoders, tiny: Detector) -> None:
    missing, first = await missed(shared, tiny)
    print(f"with weights: {len(CLIPS) - len(missing)} of {len(CLIPS)} in the first three, {first} as the first; missed: {missing}")  # fmt: skip
    assert len(CLIPS) - len(missing) >= WANTED_HITS, missing


@pytest.mark.long  # making the clips takes more than a minute of processor time
@pytest.mark.usefixtures("_made")
async def test_by_picture_quality_alone(shared: Decoders) -> None:
    missing, first = await missed(shared, None)
    print(f"without: {len(CLIPS) - len(missing)} of {len(CLIPS)} in the first three, {first} as the first; missed: {missing}")  # fmt: skip
    assert len(CLIPS) - len(missing) >= WANTED_HITS, missing


async def test_real_footage(shared: Decoders, tiny: Detector) -> None:
    analysis = await maker_of(shared, tiny).analyze(video())
    best = analysis.candidates[0]
    assert any(found.label in ("person", "car") and found.confidence >= 0.5 for found in best.found), best.found
