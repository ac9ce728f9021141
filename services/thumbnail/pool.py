"""Decoding in confined processes: a video that hangs, or crashes a codec, takes down one of them and not us."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from libs.bus import Retryable
from libs.confined.errors import Ended, NotStarted, OutOfMemory, OutOfProcessor, TimedOut
from libs.confined.heap import tidied
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from services.thumbnail.errors import TooCostly
from services.thumbnail.limits import VideoLimits
from services.thumbnail.render import Encoding, Order, Rendered, render
from services.thumbnail.scan import Ask, VideoScan, survey

T = TypeVar("T")

WALL_FACTOR = 4
"""A task may take so many times its processor time: the machine may be busy."""
TASKS_PER_PROCESS = 200
"""Then a fresh process takes over: codecs leak."""


class Decoders:
    """A few decoding processes. `survey` and `render` wait for a free one."""

    def __init__(self, processes: int, limits: VideoLimits) -> None:
        self._limits = limits
        confined = ProcessLimits(limits.cpu_seconds, limits.cpu_seconds * WALL_FACTOR, limits.memory_bytes)
        preload = survey.__module__, render.__module__
        self.pool = ConfinedPool(processes, confined, preload, tasks=TASKS_PER_PROCESS)

    async def survey(self, path: Path, ask: Ask) -> VideoScan:
        """See `survey.survey`. Raises Retryable where the process failed rather than the video."""
        return await self._run(survey, path, self._limits, ask)

    async def render(self, path: Path, orders: Sequence[Order], encoding: Encoding) -> list[Rendered]:
        """See `render.render`. Raises Retryable where the process failed rather than the video."""
        return await self._run(render, path, self._limits, orders, encoding)

    async def _run(self, work: Callable[..., T], *args: object) -> T:
        try:
            return await self.pool.run(tidied, work, *args)
        except OutOfMemory as error:
            raise TooCostly(f"decoding it {error} (THUMBNAIL_DECODE_MEMORY_MB)") from None
        except OutOfProcessor as error:
            raise TooCostly(f"decoding it {error} (THUMBNAIL_DECODE_SECONDS)") from None
        except NotStarted:
            raise Retryable("no decoding process could be started: out of memory?") from None
        except TimedOut as error:
            raise Retryable(f"decoding {error} and was ended: too little processor?") from None
        except Ended as error:
            raise Retryable(f"the decoding process ended with status {error.status}: out of memory?") from None

    def close(self) -> None:
        """End the processes, whatever they do."""
        self.pool.close()
