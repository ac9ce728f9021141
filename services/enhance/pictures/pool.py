"""Decodes pictures in confined processes: one that hangs or crashes a codec ends such a process, not the service."""

from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from libs.confined.errors import OutOfMemory, OutOfProcessor, ProcessFailed, decoding_failed
from libs.confined.limits import ProcessLimits
from libs.confined.pool import ConfinedPool
from services.enhance.pictures.check import Checked, OutputLimits, check
from services.enhance.pictures.errors import NotDecoded, PictureError, TooCostly
from services.enhance.pictures.normalise import InputLimits, normalise
from services.enhance.pictures.settings import PictureSettings
from services.enhance.providers.provider import ImageRequest, Photo

T = TypeVar("T")

TASKS_PER_PROCESS = 200
"""A process is replaced after so many tasks, because codecs leak memory."""


class PicturePool:
    """A pool of decoding processes. Its methods wait for a free one."""

    def __init__(
        self, processes: int, confined: ProcessLimits, inputs: InputLimits, outputs: OutputLimits
    ) -> None:  # fmt: skip
        self._inputs, self._outputs = inputs, outputs
        preload = normalise.__module__, check.__module__
        self.pool = ConfinedPool(processes, confined, preload, tasks=TASKS_PER_PROCESS, errors=(PictureError,))

    @classmethod
    def configured(cls, settings: PictureSettings) -> Self:
        """Create one from settings."""
        return cls(settings.processes, settings.process_limits, settings.input_limits, settings.output_limits)

    async def normalise(self, source: Path | bytes) -> Photo:
        """See `normalise.normalise`. Raises PictureError; a transient one if the process failed, not the picture."""
        return await self._run(normalise, source, self._inputs)

    async def check(
        self, data: bytes, photo: Photo | None, request: ImageRequest, *, mask: bytes | None = None
    ) -> Checked:
        """See `check.check`. Raises PictureError; a transient one if the process failed, not the picture."""
        return await self._run(check, data, photo, request, mask, self._outputs)

    async def _run(self, work: Callable[..., T], *args: object) -> T:
        try:
            return await self.pool.run(work, *args, trim=True)
        except OutOfMemory as error:
            raise TooCostly(f"decoding it {error} (ENHANCE_DECODE_MEMORY_MB)") from None
        except OutOfProcessor as error:
            raise TooCostly(f"decoding it {error} of processor time (ENHANCE_DECODE_SECONDS)") from None
        except ProcessFailed as error:
            raise NotDecoded(decoding_failed(error)) from None

    def close(self) -> None:
        """Terminate the processes."""
        self.pool.close()
