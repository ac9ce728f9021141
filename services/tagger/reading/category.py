"""The category of what a caption offers: the lowest node that is sure."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from libs.text.normalised import fold
from services.tagger.lexicon import beside
from services.tagger.reading.goods import CONTAINERS, Good
from services.tagger.taxonomy.tree import common, path

NAMED, REPEATED, TITLED, SHARED, WEAKLY, TAGGED = 0.97, 0.98, 0.85, 0.94, 0.85, 0.75
"""Confidence, by how the category was found; see docs/tags.md for what of it the corpus bears out."""

_NEWS, _VACANCIES = (
    re.compile(rf"(?<![^\W_])(?:{'|'.join(re.escape(fold(word)) for word in words.split('|'))})(?![^\W_])")
    for words in (beside.NEWS, beside.VACANCIES)
)

_CONTAINED = ("food", "beauty.fragrance", "beauty.skincare", "beauty.bath")


@dataclass(slots=True)
class Category:
    """What was found. Without a slug, `reason` says why."""

    slug: str | None = None
    confidence: float = 0.0
    spans: list[tuple[int, int]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Slugs that parts of the caption mean, the likeliest first."""
    reason: str | None = None


def tells_news(low: str) -> bool:
    """Whether the caption tells or asks something and offers nothing."""
    return _NEWS.search(low) is not None


def seeks_staff(low: str) -> bool:
    """Whether the caption looks for staff, whatever it pays."""
    return _VACANCIES.search(low) is not None


def decide(offered: Sequence[Good], title: tuple[int, int] | None) -> Category:
    """The category of what is offered. `title` is the place of a title that names one product, in the same text."""
    strong = [good for good in offered if not good.weak]
    goods: Sequence[Good] = strong or offered
    if not goods:
        return Category(reason="the caption names nothing that is sold")
    goods = _without_containers(goods)
    leaves = _lowest(good.slug for good in goods)
    if len(leaves) == 1:
        confidence = WEAKLY if not strong else REPEATED if len(goods) > 1 else NAMED
        return _category(leaves[0], confidence, goods)
    if whole := _whole(goods, leaves):
        return _category(whole, SHARED, goods, leaves)
    shared = common(leaves)
    if shared is not None:
        return _category(shared, SHARED, goods, leaves)
    if title and (titled := [good for good in goods if title[0] <= good.start < title[1]]):
        named = common(_lowest(good.slug for good in titled))
        if named is not None:
            return _category(named, TITLED, titled, leaves)
    return Category(others=leaves, reason="the caption names several kinds of things")


_PARTS_OF = {
    "apparel.clothing.sets": ("apparel.clothing.tops", "apparel.clothing.bottoms"),
    "apparel.jewellery.sets": ("apparel.jewellery",),
    "home.bedding.sheets": ("home.bedding.pillowcases",),
    "home.bedding.duvets": ("home.bedding.sheets", "home.bedding.pillowcases"),
}
"""Goods that are sold as one, and those that they are made up of."""


def _whole(goods: Sequence[Good], leaves: Collection[str]) -> str | None:
    """The set whose parts the caption lists: a jewellery set (necklace, earrings)."""
    whole = goods[0].slug
    parts = _PARTS_OF.get(whole, ())
    return whole if all(leaf == whole or leaf.startswith(parts) for leaf in leaves) else None


def _without_containers(goods: Sequence[Good]) -> Sequence[Good]:
    """A bowl of soup is soup."""
    if not any(good.slug.startswith(_CONTAINED) for good in goods):
        return goods
    return [good for good in goods if not good.slug.startswith((*CONTAINERS, "apparel.bags"))]


def _category(slug: str, confidence: float, goods: Sequence[Good], leaves: Sequence[str] = ()) -> Category:
    proofs = [good for good in goods if slug in path(good.slug) or good.slug in path(slug)]
    proofs.sort(key=lambda good: -good.slug.count("."))  # the word that says the most first: heels, not shoes
    spans = [(good.start, good.end) for good in proofs]
    return Category(slug, confidence, spans, [leaf for leaf in leaves if leaf != slug])


def _lowest(slugs: object) -> list[str]:
    """The slugs that stand above no other, the most frequent first."""
    counts = Counter(slugs)  # type: ignore[call-overload]
    above = {node for slug in counts for node in path(slug)[:-1]}
    return [slug for slug, _ in counts.most_common() if slug not in above]


_FOR_CHILDREN = {"apparel.shoes": "apparel.shoes.kids", "apparel.clothing": "apparel.clothing.kids"}
_CHILDREN = frozenset({"audience:kids", "audience:girls", "audience:boys", "audience:baby"})


def narrowed(category: Category, tags: Collection[str]) -> Category:
    """Shoes for kids are children's shoes, where nothing says which kind of shoes."""
    if category.slug in _FOR_CHILDREN and not category.others and not _CHILDREN.isdisjoint(tags):
        return replace(category, slug=_FOR_CHILDREN[category.slug])
    return category
