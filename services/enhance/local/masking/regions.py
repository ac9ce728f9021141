"""Connected regions of a mask, without scipy or OpenCV: runs of each row, joined with those that they touch above."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Regions(NamedTuple):
    """Regions whose pixels touch at a side."""

    labels: NDArray[np.int32]
    """For each pixel the number of its region, from 1; 0 outside of the mask."""
    areas: NDArray[np.int64]
    """Pixels of each region; the first one is 0."""


def regions(mask: NDArray[np.bool_]) -> Regions:
    """The regions of `mask`. The time grows with the number of runs: for masks of some hundred pixels a side."""
    height, width = mask.shape
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parents = list(range(len(rows) + 1))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    first_of_row = np.searchsorted(rows, np.arange(height + 1)).tolist()
    begin, end = starts.tolist(), ends.tolist()
    for row in range(1, height):
        above, below = first_of_row[row - 1], first_of_row[row]
        while above < first_of_row[row] and below < first_of_row[row + 1]:
            if begin[above] < end[below] and begin[below] < end[above]:
                parents[root(below + 1)] = root(above + 1)
            if end[above] < end[below]:
                above += 1
            else:
                below += 1
    numbers = np.unique([root(run + 1) for run in range(len(begin))], return_inverse=True)[1] + 1
    labels = np.zeros((height, width), dtype=np.int32)
    for row, start, stop, number in zip(rows.tolist(), begin, end, numbers.tolist(), strict=True):
        labels[row, start:stop] = number
    areas = np.bincount(labels.ravel(), minlength=1)
    areas[0] = 0
    return Regions(labels, areas)


def chosen(mask: NDArray[np.bool_], share: float) -> NDArray[np.bool_]:
    """The largest region of `mask`, and others of at least `share` of its area: a pair of shoes is two regions.

    Regions at the border are furniture and feet if another region has at least a third of the largest one's area.
    """
    found = regions(mask)
    areas = found.areas.copy()
    at_border = _at_border(found)
    if areas[~at_border].max(initial=0) * 3 >= areas.max(initial=0):
        areas[at_border] = 0
    kept = areas >= max(1.0, share * areas.max())
    kept[0] = False
    result: NDArray[np.bool_] = kept[found.labels]
    return result


def filled(mask: NDArray[np.bool_], most: int) -> NDArray[np.bool_]:
    """`mask` without holes of at most `most` pixels; a handle's opening is larger than such flaws."""
    holes = regions(~mask)
    small = (holes.areas <= most) & ~_at_border(holes)
    small[0] = False
    result: NDArray[np.bool_] = mask | small[holes.labels]
    return result


def _at_border(found: Regions) -> NDArray[np.bool_]:
    """For each number whether its region touches the picture's border."""
    labels = found.labels
    touching = np.zeros(len(found.areas), dtype=np.bool_)
    touching[np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])] = True
    return touching
