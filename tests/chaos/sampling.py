"""Whether metrics tell the truth: every second, what the services say is noted beside what is so."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.integration.processes import Process

T = TypeVar("T")

EVERY_SECONDS = 1.0
WINDOW_SECONDS = 30.0
"""A metric may be behind the truth by so much: a session time-out, a rebalance, and a look at the brokers."""

TOLERANCE = 150
"""Messages. Truth is read from commits, which come once a second and a moment after the metric has counted them done,
while the clients put in some 30 a second."""

Key = tuple[str, str]


@dataclass
class Sample:
    """`lag` by group and topic, summed over a group's members; `up` by dependency, the least of all services."""

    at: float
    said: dict[Key, float] = field(default_factory=dict)
    true: dict[Key, int] | None = None
    """None: the brokers could not be asked."""
    up: dict[str, float] = field(default_factory=dict)
    unanswered: int = 0
    """Services that run and did not answer."""


class Sampler:
    """Samples until the end of `running`; `outage` notes when a dependency is away."""

    def __init__(
        self, services: Callable[[], list[Process]], lags: Callable[[], Awaitable[dict[Key, int] | None]]
    ) -> None:
        self._services = services
        self._lags = lags
        self._loop = asyncio.get_running_loop()
        self.samples: list[Sample] = []
        self.outages: list[tuple[str, float, float]] = []
        self.metrics: dict[str, float] = {}
        """The sums over all services, by name, of the last look."""

    @asynccontextmanager
    async def running(self):
        task = asyncio.create_task(self._run())
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    @contextmanager
    def outage(self, dependency: str) -> Iterator[None]:
        """The block in which `dependency` does not answer."""
        began = self._loop.time()
        try:
            yield
        finally:
            self.outages.append((dependency, began, self._loop.time()))

    async def _run(self) -> None:
        while True:
            sample = Sample(self._loop.time())
            true, *texts = await asyncio.gather(self._lags(), *(_scraped(one) for one in self._services()))
            sample.true = true
            sums: dict[str, float] = {}
            for text in texts:
                if text is None:
                    sample.unanswered += 1
                    continue
                _note(text, sample, sums)
            self.metrics = sums
            self.samples.append(sample)
            await asyncio.sleep(EVERY_SECONDS)

    def lies(self) -> list[str]:
        """What was said and was not so at any moment within the window around it, one line each."""
        return [*self._wrong_lags(), *self._wrong_dependencies()]

    def _wrong_lags(self) -> Iterator[str]:
        for sample in self.samples:
            near = [
                other.true for other in self.samples
                if other.true is not None and abs(other.at - sample.at) <= WINDOW_SECONDS
            ]  # fmt: skip
            if not near or self._away("broker", sample.at):
                continue
            for key, said in sample.said.items():
                values = [true[key] for true in near if key in true]
                if values and not min(values) - TOLERANCE <= said <= max(values) + TOLERANCE:
                    yield f"lag of {key} at {sample.at:.0f}: {said:g} said, {min(values)} to {max(values)} in truth"

    def _wrong_dependencies(self) -> Iterator[str]:
        for sample in self.samples:
            for name, up in sample.up.items():
                if up != (0 if self._away(name, sample.at) else 1) and not self._changing(name, sample.at):
                    yield f"{name} at {sample.at:.0f}: {up:g} said"

    def _away(self, name: str, at: float) -> bool:
        return any(began <= at <= ended for what, began, ended in self.outages if what == name)

    def _changing(self, name: str, at: float) -> bool:
        """Within the window after it went, or after it was back."""
        edges = [edge for what, began, ended in self.outages if what == name for edge in (began, ended)]
        return any(0 <= at - edge <= WINDOW_SECONDS for edge in edges)


def _note(text: str, sample: Sample, sums: dict[str, float]) -> None:
    for family in text_string_to_metric_families(text):
        for one in family.samples:
            sums[one.name] = sums.get(one.name, 0) + one.value
            if one.name == "reelbus_consumer_lag":
                key = one.labels["group"], one.labels["topic"]
                sample.said[key] = sample.said.get(key, 0) + one.value
            if one.name == "reelbus_dependency_up":
                name = one.labels["dependency"]
                sample.up[name] = min(sample.up.get(name, 1), one.value)


async def _scraped(service: Process) -> str | None:
    try:
        async with asyncio.timeout(5):
            status, text = await service.get("/metrics")
    except (OSError, TimeoutError, aiohttp.ClientError, AssertionError):
        return None
    return text if status == 200 else None
