"""The words: each belongs to a node or value that there is, and the caption service's words for goods are all here."""

import pytest

from libs.text.tables.products import GERMAN_GOODS, PRODUCTS, VIETNAMESE
from libs.text.words import folded
from services.tagger.lexicon import entries
from services.tagger.lexicon.doubtful import AMBIGUOUS, FALSE_FRIENDS, SHY
from services.tagger.lexicon.facets.looks import LOOKS_VIETNAMESE
from services.tagger.lexicon.facets.uses import USES_VIETNAMESE
from services.tagger.lexicon.languages import TELLING, Language
from services.tagger.reading.goods import NODES_OF, TABLES
from services.tagger.reading.looks import TAGS, TAGS_OF
from services.tagger.taxonomy.tree import NODES
from tests.unit.caption.test_lexicon_filters import spellings

FACETS = {
    "colour", "material", "pattern", "style", "occasion", "audience", "season", "fit", "condition", "feature"
}  # fmt: skip


def test_each_word_for_goods_of_captions_has_a_node_or_is_declared_ambiguous() -> None:
    ambiguous = set(folded(AMBIGUOUS))
    words = dict.fromkeys([*folded(PRODUCTS), *folded(VIETNAMESE)])
    assert [word for word in words if word not in NODES_OF and word not in ambiguous] == []


def test_each_noun_that_german_compounds_end_in_has_a_node() -> None:
    from services.tagger.reading.goods import _COMPOUNDS

    assert [noun for noun in spellings(GERMAN_GOODS) if noun not in _COMPOUNDS and noun not in NODES_OF] == []


def test_words_for_goods_stand_on_lines_of_nodes() -> None:
    assert {slug for _, table in TABLES for slug, _ in entries(table, ".")} <= NODES.keys()


def test_most_nodes_have_words() -> None:
    named = {slug for nodes in NODES_OF.values() for slug in nodes.values()}
    assert (
        sorted(slug for slug in NODES if slug not in named and not any(n.startswith(f"{slug}.") for n in named)) == []
    )


def test_facets_are_closed_and_do_not_depend_on_the_language() -> None:
    assert {tag.partition(":")[0] for tag in TAGS} == FACETS
    for table in (LOOKS_VIETNAMESE, USES_VIETNAMESE):
        assert {tag for tag, _ in entries(table, ":")} <= TAGS


def test_doubtful_words_are_in_the_tables() -> None:
    shy = {word for words in SHY.values() for word in folded(words)}
    assert sorted(word for word in shy if word not in TAGS_OF) == []
    assert [word for word in folded(FALSE_FRIENDS) if word not in NODES_OF] == []


@pytest.mark.parametrize("language", list(Language))
def test_each_language_has_words_for_goods(language: Language) -> None:
    assert any(each is language for each, _ in TABLES)
    assert language in TELLING or language.value in {"el", "ru", "am", "ar", "vi", "th", "zh", "ja", "ko", "he", "ka"}
