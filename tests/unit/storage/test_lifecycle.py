"""Lifecycle rules and their merging with those that are there."""

import copy
from pathlib import Path

import pytest

from libs.storage.lifecycle import CLASSES, Rule, merge, wanted
from libs.storage.s3.bucket import describe

FOREIGN: Rule = {"ID": "audit logs", "Status": "Enabled", "Prefix": "logs/", "Expiration": {"Days": 3650}}
NAMELESS: Rule = {"Status": "Disabled", "Filter": {}, "Expiration": {"ExpiredObjectDeleteMarker": True}}


def test_the_rules_of_a_bucket() -> None:
    rules = {rule["ID"]: rule for rule in wanted("")}
    assert list(rules) == [
        "reelbus-thumbnails",
        "reelbus-collages",
        "reelbus-input",
        "reelbus-batches",
        "reelbus-archived",
        "reelbus-failed",
        "reelbus-temp",
        "reelbus-debug",
        "reelbus-uploads",
    ]
    assert rules["reelbus-input"] == {
        "ID": "reelbus-input",
        "Status": "Enabled",
        "Filter": {"Prefix": "csv-files/"},
        "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 90, "StorageClass": "GLACIER"}],
        "Expiration": {"Days": 365},
    }
    assert rules["reelbus-uploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_ages_are_such_as_aws_takes() -> None:
    for kind in CLASSES:
        if kind.infrequent_after is not None:
            assert kind.infrequent_after >= 30
            assert kind.archived_after is None or kind.archived_after >= kind.infrequent_after + 30
        moved = kind.archived_after or kind.infrequent_after or 0
        assert kind.deleted_after is None or kind.deleted_after > moved


def test_roots_in_one_bucket_have_rules_of_their_own() -> None:
    first, second, whole = wanted("shop/a"), wanted("shop/b"), wanted("")
    assert first[0]["Filter"] == {"Prefix": "shop/a/thumbnails/"}
    assert first[-1]["Filter"] == {"Prefix": "shop/a/"}
    assert len(merge(first, second).changed) == len(second)
    assert merge([*first, *whole], second).foreign == [rule["ID"] for rule in [*first, *whole]]


def test_a_store_of_one_class_gets_the_deletions() -> None:
    rules = wanted("", transitions=False)
    kept = ("thumbnails", "collages")
    assert [rule["ID"] for rule in rules] == [rule["ID"] for rule in wanted("") if not rule["ID"].endswith(kept)]
    assert not any("Transitions" in rule for rule in rules)


def test_other_peoples_rules_stay_as_they_are() -> None:
    merged = merge([FOREIGN, NAMELESS], wanted(""))
    assert merged.rules == [FOREIGN, NAMELESS, *wanted("")]
    assert merged.changed == [rule["ID"] for rule in wanted("")]
    assert merged.foreign == ["audit logs", ""]


def test_nothing_changes_when_all_is_there_in_other_words() -> None:
    there = copy.deepcopy(wanted("a"))
    for rule in there:
        rule.get("Transitions", []).reverse()
        if "Expiration" in rule:
            rule["Expiration"]["ExpiredObjectDeleteMarker"] = False
    there[0]["Prefix"] = there[0].pop("Filter")["Prefix"]
    assert merge([*reversed(there), FOREIGN], wanted("a")).changed == []


@pytest.mark.parametrize(
    "change",
    [
        {"Status": "Disabled"},
        {"Filter": {"Prefix": "else/"}},
        {"Filter": {"Prefix": "csv-files/", "ObjectSizeGreaterThan": 5}},
        {"Expiration": {"Days": 366}},
        {"Transitions": []},
        {"NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
    ],
)
def test_what_differs_is_set_again(change: Rule) -> None:
    there = [rule | change if rule["ID"] == "reelbus-input" else rule for rule in wanted("")]
    merged = merge(there, wanted(""))
    assert merged.changed == ["reelbus-input"]
    assert merged.rules == wanted("")


def test_the_page_tells_the_rules() -> None:
    page = (Path(__file__).parents[3] / "docs" / "storage.md").read_text(encoding="utf-8")
    for rule in wanted(""):
        prefix, _, fate = describe(rule).partition(": ")
        assert f"| `{prefix}` | {fate} |" in page or f"| {prefix} | {fate} |" in page
