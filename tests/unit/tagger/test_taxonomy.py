"""The taxonomy: its shape, and that slugs that were published stay."""

import re
from pathlib import Path

from libs.registry import BY_NAME
from services.tagger.taxonomy.same_as import GOOGLE, SHOPIFY
from services.tagger.taxonomy.tree import NODES, REPLACED, common, path

PUBLISHED = Path("tests/unit/tagger/published_slugs.txt")


def test_its_size_and_depth() -> None:
    assert 300 <= len(NODES) <= 450
    assert {node.level for node in NODES.values()} <= {1, 2, 3, 4, 5}


def test_each_node_has_a_parent_and_a_name_of_its_own() -> None:
    for node in NODES.values():
        assert node.parent is None or node.parent in NODES, node
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", node.slug.rpartition(".")[2]), node
        assert node.name[:1].isupper(), node
    below: dict[str | None, list[str]] = {}
    for node in NODES.values():
        below.setdefault(node.parent, []).append(node.name)
    for parent, names in below.items():
        assert len(set(names)) == len(names), parent


def test_a_published_slug_is_never_dropped() -> None:
    """One that is given up moves to REPLACED. New ones are appended to the file."""
    published = PUBLISHED.read_text(encoding="utf-8").split()
    assert set(published) <= NODES.keys()
    assert NODES.keys() <= set(published), "append the new slugs to published_slugs.txt"
    for old, new in REPLACED.items():
        assert NODES[old].replaced_by == new
        assert new in NODES
        assert new not in REPLACED


def test_ids_of_others_are_of_our_nodes_and_each_is_of_one() -> None:
    for ids in (SHOPIFY, GOOGLE):
        assert set(ids) <= NODES.keys()
        assert len(set(ids.values())) == len(ids)


def test_path_and_common_node() -> None:
    assert path("apparel.shoes.heels") == ("apparel", "apparel.shoes", "apparel.shoes.heels")
    assert common(["apparel.shoes.heels", "apparel.shoes.sandals"]) == "apparel.shoes"
    assert common(["apparel.shoes", "apparel.shoes.sandals"]) == "apparel.shoes"
    assert common(["apparel.shoes", "food"]) is None
    assert common([]) is None


def test_the_tagger_is_registered() -> None:
    assert [topic.name for topic in BY_NAME["tagger"].emits] == ["tags-generated", "tagger-reprocess-requested"]
