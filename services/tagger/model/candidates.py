"""The categories among which a model chooses: few enough for an enum, and near what the rules found."""

from collections.abc import Iterable
from functools import cache

from services.tagger.taxonomy.tree import NODES, path

MOST = 12


def candidates(found: Iterable[str]) -> list[str]:
    """At most 12 slugs: those found, what stands below and above them, what stands beside; the roots if none was found.

    `found`: the likeliest first.
    """
    slugs = list(dict.fromkeys(found))
    if not slugs:
        return _below(None)[:MOST]
    chosen = dict.fromkeys(slugs[: MOST // 2])
    for near in (_below, _above, _beside):
        for slug in slugs:
            chosen |= dict.fromkeys(near(slug))
    return list(chosen)[:MOST]


@cache
def _below(slug: str | None) -> list[str]:
    return [node.slug for node in NODES.values() if node.parent == slug and node.replaced_by is None]


def _above(slug: str) -> list[str]:
    return list(path(slug)[-2:-1])


def _beside(slug: str) -> list[str]:
    return _below(NODES[slug].parent)
