"""Decodes videos in confined processes: a video that hangs or crashes a codec ends such a process, not the service."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from libs.bus import Retryable
from libs.confined.errors import OutOfMemory, OutOfProcessor, ProcessFailed, decoding_failed
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from services.thumbnail.errors import TooCostly, VideoError
from services.thumbnail.limits import VideoLimits
from services.thumbnail.render import Encoding, Rendered, RenderRequest, render
from services.thumbnail.scan import ScanRequest, VideoScan, scan_video

T = TypeVar("T")

TASKS_PER_PROCESS = 200
"""A process is replaced after so many tasks, because codecs leak memory."""


class Decoders:
    """A pool of decoding processes. `scan` and `render` wait for a free one."""

    def __init__(self, processes: int, limits: VideoLimits) -> None:
        self._limits = limits
        confined = ProcessLimits.of_tasks(limits.cpu_seconds, limits.memory_bytes)
        preload = scan_video.__module__, render.__module__
        self.pool = ConfinedPool(processes, confined, preload, tasks=TASKS_PER_PROCESS, errors=(VideoError,))

    async def scan(self, path: Path, request: ScanRequest) -> VideoScan:
        """See `scan.scan_video`. Raises Retryable if the process failed, not the video."""
        return await self._run(scan_video, path, self._limits, request)

    async def render(self, path: Path, requests: Sequence[RenderRequest], encoding: Encoding) -> list[Rendered]:
        """See `render.render`. Raises Retryable if the process failed, not the video."""
        return await self._run(render, path, self._limits, requests, encoding)

    async def _run(self, work: Callable[..., T], *args: object) -> T:
        try:
            return await self.pool.run(work, *args, trim=True)
        except OutOfMemory as error:
            raise TooCostly(f"decoding it {error} (THUMBNAIL_DECODE_MEMORY_MB)") from None
        except OutOfProcessor as error:
            raise TooCostly(f"decoding it {error} (THUMBNAIL_DECODE_SECONDS)") from None
        except ProcessFailed as error:
            raise Retryable(decoding_failed(error)) from None

    def close(self) -> None:
        """Terminate the processes."""
        self.pool.close()
