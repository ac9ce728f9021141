"""The taxonomy of categories: our own, with stable slugs such as `apparel.shoes.heels`.

A slug is never reused, and never renamed: one that is given up stays in `REPLACED`. `TAXONOMY_VERSION` counts changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from services.tagger.taxonomy.others import OTHERS
from services.tagger.taxonomy.same_as import GOOGLE, SHOPIFY
from services.tagger.taxonomy.worn import WORN

TAXONOMY_VERSION = 1

REPLACED: Mapping[str, str] = {}
"""Slugs that were published and given up, each with the one that stands for it now."""


@dataclass(frozen=True, slots=True)
class Node:
    """One category."""

    slug: str
    name: str
    replaced_by: str | None = None

    @property
    def parent(self) -> str | None:
        """The slug one level up; None for a root."""
        return self.slug.rpartition(".")[0] or None

    @property
    def level(self) -> int:
        """1 for a root."""
        return self.slug.count(".") + 1

    @property
    def same_as(self) -> dict[str, str | int]:
        """The ids that other taxonomies have for just this; only those that are known."""
        ids = {"shopify": SHOPIFY.get(self.slug), "google": GOOGLE.get(self.slug)}
        return {name: value for name, value in ids.items() if value is not None}


def _read(*trees: str) -> Iterator[Node]:
    path: list[str] = []
    for line in "".join(trees).splitlines():
        if text := line.strip():
            part, _, name = text.partition(" ")
            path[(len(line) - len(line.lstrip())) // 2 :] = [part]
            yield Node(".".join(path), name)


NODES: Mapping[str, Node] = {node.slug: node for node in _read(WORN, OTHERS)} | {
    old: Node(old, old, new) for old, new in REPLACED.items()
}


@cache
def path(slug: str) -> tuple[str, ...]:
    """The slugs from the root to `slug`."""
    parts = slug.split(".")
    return tuple(".".join(parts[:end]) for end in range(1, len(parts) + 1))


def common(slugs: Iterable[str]) -> str | None:
    """The lowest node that stands above all of them, or is one of them; None if their roots differ."""
    shared: tuple[str, ...] | None = None
    for slug in slugs:
        nodes = path(slug)
        shared = nodes if shared is None else tuple(a for a, b in zip(shared, nodes, strict=False) if a == b)
    return shared[-1] if shared else None
