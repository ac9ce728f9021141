"""`reelbus tags`: the tagger without a broker, as a person or a script uses it."""

import json
from pathlib import Path
from typing import Any


def test_parse_score_and_taxonomy(reelbus: Any, tmp_path: Path) -> None:
    lines = tmp_path / "captions.jsonl"
    rows = [
        {
            "id": "a",
            "caption": "Red heels 55k",
            "category": "apparel.shoes.heels",
            "tags": ["colour:red"],
            "region": "NG",
        },
        {"id": "b", "caption": "Black bag 5k", "category": "apparel.bags.totes", "tags": [], "region": "KE"},
    ]
    lines.write_text("\n".join(map(json.dumps, rows)) + "\nnot JSON\n")

    parsed = reelbus("tags", "parse", str(lines), "--method", "rules")
    assert parsed.returncode == 1
    assert "line 3: not JSON" in parsed.stderr
    first, second = map(json.loads, parsed.stdout.splitlines())
    assert (first["video_id"], first["category"], first["tags"]) == ("line-1", "apparel.shoes.heels", ["colour:red"])
    assert first["evidence"]["colour:red"]["text"] == "Red"
    assert second["category"] == "apparel.bags"

    scored = reelbus("tags", "score", str(lines), "--method", "rules", "--json", "--errors")
    report = json.loads(scored.stdout)
    assert report["captions"] == 2
    assert report["hierarchical"]["precision"] == 1
    assert report["exact"]["recall"] == 0.5
    assert report["facets"]["colour"]["precision"] == 0.5
    assert [miss["field"] for miss in report["misses"]] == ["category", "tags"]
    plain = reelbus("tags", "score", str(lines), "--method", "rules", "--regions", "--errors")
    assert "coverage\t1.000\t2 of 2 captions with goods\n" in plain.stdout
    assert 'b\tcategory\texpected "apparel.bags.totes"\tgot "apparel.bags"\tBlack bag 5k\n' in plain.stdout

    nodes = [json.loads(line) for line in reelbus("tags", "taxonomy", "--json").stdout.splitlines()]
    assert 300 <= len(nodes) <= 450
    assert {"slug", "name", "parent", "replaced_by", "same_as", "taxonomy_version"} == nodes[0].keys()
    assert "colour:black\n" in reelbus("tags", "taxonomy").stdout
