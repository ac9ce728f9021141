"""Up to which offset of a changelog a store has all states, while several are being appended at once. Pure.

A state that is being appended may be in the changelog without an acknowledgement, at any offset behind those that were
acknowledged when it was begun. A store that counted as being further would never restore it after a crash: its record
may be joined by another process meanwhile, which finds the state there and appends nothing.
"""


class Marks:
    """Of one partition of the changelog. `done` is the largest offset that was acknowledged, -1 for none."""

    def __init__(self, done: int) -> None:
        self._done = done
        self._open: list[int] = []

    def begin(self) -> int:
        """Note that a state is going to be appended; returns its mark, for `end`."""
        self._open.append(self._done)
        return self._done

    def end(self, mark: int, offset: int | None) -> int:
        """Note that it is at `offset` and in the store, or that it was given up (None).

        Returns the offset up to which the store has all states.
        """
        self._open.remove(mark)
        if offset is not None:
            self._done = max(self._done, offset)
        return min(self._open, default=self._done)
