"""What is kept of a video, and how it is stored: JSON in bytes, with the number of its format. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.catalog.parts import Kind, Part, Rank
from services.catalog.stream.join import UnknownState

FORMAT = 1


@dataclass(frozen=True, slots=True)
class State:
    """All that is known of a video.

    `version` counts the changes of its listing. `removed` is the last revision that was removed: no part of it or an
    earlier one is kept, and nothing ends that, so that a part that arrives late brings nothing back.
    """

    version: int = 0
    removed: int | None = None
    parts: Mapping[Kind, Part] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """Whether there is a listing: a removed video has one when it was posted again."""
        return self.removed is None or "post" in self.parts

    @property
    def revision(self) -> int:
        """The largest revision that something is known of."""
        return max((part.rank.revision for part in self.parts.values()), default=self.removed or 0)


def encode(state: State) -> bytes:
    """The stored form of `state`."""
    parts = {kind: [*part.rank, part.facts] for kind, part in sorted(state.parts.items())}
    stored = {"format": FORMAT, "version": state.version, "removed": state.removed, "parts": parts}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def decode(stored: bytes | None) -> State:
    """The state in `stored`; None is that of an unknown video. Raises UnknownState."""
    if stored is None:
        return State()
    found = json.loads(stored)
    if found["format"] != FORMAT:
        raise UnknownState(
            f"the state has format {found['format']}, and this version reads {FORMAT}: run the version that wrote it"
        )
    parts: dict[Kind, Part] = {kind: Part(Rank(*rank), facts) for kind, (*rank, facts) in found["parts"].items()}
    return State(found["version"], found["removed"], parts)
