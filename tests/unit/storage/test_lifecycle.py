"""Lifecycle rules and their merging with those that are there."""

import copy
from pathlib import Path

import pytest

from libs.storage.lifecycle import CLASSES, Rule, merge, our_rules
from libs.storage.s3.bucket import describe

FOREIGN: Rule = {"ID": "audit logs", "Status": "Enabled", "Prefix": "logs/", "Expiration": {"Days": 3650}}
NAMELESS: Rule = {"Status": "Disabled", "Filter": {}, "Expiration": {"ExpiredObjectDeleteMarker": True}}


def test_the_rules_of_a_bucket() -> None:
    rules = {rule["ID"]: rule for rule in our_rules("")}
    assert list(rules) == [
        "reelbus-thumbnails",
        "reelbus-collages",
        "reelbus-input",
        "reelbus-batches",
        "reelbus-archived",
        "reelbus-failed",
        "reelbus-removals",
        "reelbus-merges",
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
    first, second, whole = our_rules("shop/a"), our_rules("shop/b"), our_rules("")
    assert first[0]["Filter"] == {"Prefix": "shop/a/thumbnails/"}
    assert first[-1]["Filter"] == {"Prefix": "shop/a/"}
    assert len(merge(first, second).changed) == len(second)
    assert merge([*first, *whole], second).foreign == [rule["ID"] for rule in [*first, *whole]]


def test_a_store_of_one_class_gets_the_deletions() -> None:
    rules = our_rules("", transitions=False)
    kept = ("thumbnails", "collages")
    assert [rule["ID"] for rule in rules] == [rule["ID"] for rule in our_rules("") if not rule["ID"].endswith(kept)]
    assert not any("Transitions" in rule for rule in rules)


def test_other_peoples_rules_stay_as_they_are() -> None:
    merged = merge([FOREIGN, NAMELESS], our_rules(""))
    assert merged.rules == [FOREIGN, NAMELESS, *our_rules("")]
    assert merged.changed == [rule["ID"] for rule in our_rules("")]
    assert merged.foreign == ["audit logs", ""]


def test_nothing_changes_when_all_is_there_in_other_words() -> None:
    there = copy.deepcopy(our_rules("a"))
    for rule in there:
        rule.get("Transitions", []).reverse()
        if "Expiration" in rule:
            rule["Expiration"]["ExpiredObjectDeleteMarker"] = False
    there[0]["Prefix"] = there[0].pop("Filter")["Prefix"]
    assert merge([*reversed(there), FOREIGN], our_rules("a")).changed == []


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
    there = [rule | change if rule["ID"] == "reelbus-input" else rule for rule in our_rules("")]
    merged = merge(there, our_rules(""))
    assert merged.changed == ["reelbus-input"]
    assert merged.rules == our_rules("")


def test_the_page_tells_the_rules() -> None:
    page = (Path(__file__).parents[3] / "docs" / "storage.md").read_text(encoding="utf-8")
    for rule in our_rules(""):
        prefix, _, fate = describe(rule).partition(": ")
        assert f"| `{prefix}` | {fate} |" in page or f"| {prefix} | {fate} |" in page
