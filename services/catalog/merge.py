"""The join itself: what a part or a removal changes of a video's state. Pure.

The state does not depend on the order of what arrives: of each kind the largest rank is kept (`parts.Rank`), and of
what was removed nothing is kept. Only a removal without a revision means what was known when it arrived.
"""

from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from services.catalog.parts import Arrived, Removed
from services.catalog.state import State


class Effect(Enum):
    """What others must learn of a change."""

    NOTHING = "nothing"
    LISTED = "the listing changed"
    REMOVED = "the listing is gone"


class Merged(NamedTuple):
    """The new state and the effect; an unchanged state is the same object."""

    state: State
    effect: Effect


def merge(state: State, event: Arrived | Removed) -> Merged:
    """`state` with what arrived."""
    return _remove(state, event) if isinstance(event, Removed) else _add(state, event)


def _add(state: State, event: Arrived) -> Merged:
    part, known = event.part, state.parts.get(event.kind)
    if state.removed is not None and part.rank.revision <= state.removed:
        return Merged(state, Effect.NOTHING)
    if known is not None and not part.beats(known):
        return Merged(state, Effect.NOTHING)
    added = replace(state, parts={**state.parts, event.kind: part})
    return _changed(added, Effect.LISTED if added.listed else Effect.NOTHING)


def _remove(state: State, event: Removed) -> Merged:
    revision = state.revision if event.revision is None else event.revision
    if state.removed is not None and revision <= state.removed:
        return Merged(state, Effect.NOTHING)
    parts = {kind: part for kind, part in state.parts.items() if part.rank.revision > revision}
    removed = replace(state, removed=revision, parts=parts)
    if removed.listed:  # posted again in a later revision, and that arrived first
        return _changed(removed, Effect.LISTED if len(parts) < len(state.parts) else Effect.NOTHING)
    return _changed(removed, Effect.REMOVED if state.listed else Effect.NOTHING)


def _changed(state: State, effect: Effect) -> Merged:
    if effect is Effect.NOTHING:
        return Merged(state, effect)
    return Merged(replace(state, version=state.version + 1), effect)
