"""Which of the words for goods are what is offered, and which are what that is for, made of, comes with or lacks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from libs.text.clauses import Clauses
from libs.text.words import Lexicon, Words, any_phrase
from services.tagger.lexicon import beside
from services.tagger.lexicon.languages import HEAD_LAST, Language
from services.tagger.reading.goods import CONTAINERS, Good
from services.tagger.reading.language import main_language

_REACH = 48
"""Characters before a word for goods in which what it has to do with the offer is said."""
_PHONES = "electronics.phones.smartphones"
_MODEL = re.compile(r"[ \d/+-]*(?:(?:pro|max|plus|mini|ultra|series|se|xr|xs|x|to|and|up|gb|g)?[ \d/+-]+){0,5}\Z")
"""Between a phone and a thing for it: iPhone 11 to 15 Pro Max case."""
_LONGEST_GAP = 60
"""Characters between two words of one name, which must all be words for looks."""


_WITH = re.compile(rf"(?<![^\W_])(?:{any_phrase(beside.WITH)})(?![^\W_]) ?(?:[^\s,.]+ ){{0,3}}\Z")
_OF = re.compile(rf"\A ?(?:{any_phrase(beside.OF)}) (?:la |el |los |le |the |an? )?\Z|\A ?d'\Z")
_NOT_FREE_OF = "".join(f"(?<!{what}[ -])" for what in beside.FREE_OF.split("|"))
_ALWAYS = re.compile(
    rf"(?<![^\W_]){_NOT_FREE_OF}(?:{any_phrase(beside.ALWAYS_BESIDE)})(?![^\W_]) ?"
    rf"(?!(?:{any_phrase(beside.NOT_BESIDE)})(?![^\W_]))(?:[^\s,.\d]+ ){{0,2}}\Z"
)
_BEHIND = re.compile(
    r"\s?(?:in (?:the )?(?:photo|picture|pic|video) )?(?:is |are |als |ist |sind )?"
    rf"(?:{any_phrase(beside.BEHIND)})(?![^\W_\u0900-\U0010ffff])"
    rf"(?! ?(?:{any_phrase(beside.NOT_BESIDE)}))"
)
_ASIDE = Lexicon({"": beside.ASIDE})
_AND = re.compile(r"\A ?(?:,|&|\+|/|and|y|e|et|und|dan|na|ve|va|ya|or|o|ou|oder|atau|au|hoac|и|و|และ|और|с|ni|ne) ?\Z")


@dataclass(slots=True)
class Heads:
    """What is offered, and the stretches of text that are about something else."""

    offered: list[Good] = field(default_factory=list)
    beside: list[tuple[int, int]] = field(default_factory=list)


def find_heads(words: Words, goods: Sequence[Good], looks: bytearray, told: Mapping[Language, float]) -> Heads:
    """The heads of the names of goods. `looks` is 1 where words for looks stand."""
    low = words.low
    clauses = Clauses(low)
    asides = {clauses.start_of(found.start) for found in _ASIDE.find(words)} if goods else set()
    heads = Heads()
    first = main_language(told) not in HEAD_LAST
    named_until = -1  # end of the clause in which something is offered already
    offered_until = -1  # end of the first thing that is offered
    aside_until = -1  # end of the last thing that is beside the offer
    for run in _runs(low, goods, looks, clauses):
        start, end = run[0].start, run[-1].end
        clause = clauses.start_of(start)
        before = low[max(clause, start - _REACH) : start]
        if (
            (match := _ALWAYS.search(before))
            or (clause < named_until and (match := _WITH.search(before)))
            or (aside_until > clause and _AND.match(low[aside_until:start]))
            or any(_BEHIND.match(low, good.end) for good in run)
            or (clause in asides and 0 <= offered_until < clause)
        ):
            heads.beside.append((start - len(before) + match.start() if match else start, end))
            aside_until = end
            continue
        heads.offered.append(_head(run, first))
        named_until = end
        if offered_until < 0:
            offered_until = end
    return heads


def _head(run: Sequence[Good], first: bool) -> Good:
    """The noun of a name that says what the thing is."""
    strong = [good for good in run if not good.weak] or run
    by_first = first or any(good.language not in HEAD_LAST for good in run)
    return strong[0] if by_first else strong[-1]


def _runs(low: str, goods: Sequence[Good], looks: bytearray, clauses: Clauses) -> list[list[Good]]:
    """Goods that follow each other as one name: nothing stands between them but words for looks, or "of"."""
    runs: list[list[Good]] = []
    previous: Good | None = None
    aside = False  # whether `previous` is what the thing is of: camera in "bale of camera dresses"
    for good in goods:
        gap = low[previous.end : good.start] if previous else ""
        if previous is None or len(gap) > _LONGEST_GAP or clauses.between(previous.end, good.start):
            joined = of = False
        else:
            of = _OF.match(gap) is not None
            phone = previous.slug == _PHONES and _MODEL.match(gap) is not None
            joined = of or phone or _blank(gap, looks, previous.end)
        if not joined:
            runs.append([good])
            aside = False
        elif of and previous and not aside and (previous.weak > good.weak or previous.slug.startswith(CONTAINERS)):
            runs[-1] = [good]  # a gift of flowers, a bowl of soup
        elif of:
            aside = True
        elif not aside:
            runs[-1].append(good)
        previous = good
    return runs


def _blank(gap: str, looks: bytearray, at: int) -> bool:
    return all(char in " -'" or looks[at + index] for index, char in enumerate(gap))
