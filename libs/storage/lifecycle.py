"""Retention of objects: the table of object classes, and their S3 lifecycle rules.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Rule = dict[str, Any]
"""A rule as GetBucketLifecycleConfiguration returns it."""


class ObjectClass(NamedTuple):
    """Objects below `prefix` of the root. Ages are days since the object was stored; None is never."""

    name: str
    prefix: str
    infrequent_after: int | None = None
    """Moved to STANDARD_IA. AWS requires at least 30 days, and 30 more until the archive."""
    archived_after: int | None = None
    """Moved to GLACIER: the object must be restored before it can be read."""
    deleted_after: int | None = None


CLASSES = (
    ObjectClass("thumbnails", "thumbnails/", infrequent_after=90, archived_after=365),
    ObjectClass("collages", "collages/", infrequent_after=90, archived_after=365),
    ObjectClass("input", "csv-files/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("batches", "batches/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("archived", "archived/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("failed", "failed/", infrequent_after=30, archived_after=90, deleted_after=365),
    # Requests that wait are kept for 7 days.
    ObjectClass("removals", "removed/", deleted_after=30),
    ObjectClass("merges", "merges/", deleted_after=30),
    ObjectClass("temp", "temp/", deleted_after=7),
    ObjectClass("debug", "debug/", deleted_after=30),
)
UPLOADS_ABORTED_AFTER = 7
"""Days until parts of an unfinished upload are deleted. They cost as much as objects and are in no listing."""


def our_rules(root_prefix: str, *, transitions: bool = True) -> list[Rule]:
    """The rules for a root with this prefix ("" or "some/prefix"); without transitions for stores with one class."""
    start = f"{root_prefix}/" if root_prefix else ""
    # With the prefix in the id, so that two roots in one bucket have separate rules.
    suffix = f"-{root_prefix.replace('/', '.')}" if root_prefix else ""
    rules = []
    for kind in CLASSES:
        rule: Rule = {
            "ID": f"reelbus-{kind.name}{suffix}",
            "Status": "Enabled",
            "Filter": {"Prefix": start + kind.prefix},
        }
        moves = [
            {"Days": days, "StorageClass": name}
            for name, days in (("STANDARD_IA", kind.infrequent_after), ("GLACIER", kind.archived_after))
            if transitions and days is not None
        ]
        if moves:
            rule["Transitions"] = moves
        if kind.deleted_after is not None:
            rule["Expiration"] = {"Days": kind.deleted_after}
        if len(rule) > 3:
            rules.append(rule)
    return [
        *rules,
        {
            "ID": f"reelbus-uploads{suffix}",
            "Status": "Enabled",
            "Filter": {"Prefix": start},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": UPLOADS_ABORTED_AFTER},
        },
    ]


class Merged(NamedTuple):
    """A bucket's rules, including ours."""

    rules: list[Rule]
    changed: list[str]
    """Ids of our rules that were missing or different."""
    foreign: list[str]
    """Ids of other rules, which are not changed."""


def merge(existing: Sequence[Rule], ours: Sequence[Rule]) -> Merged:
    """`existing` with the rules of `ours`, which replace those with the same id."""
    by_id = {rule.get("ID", ""): rule for rule in existing}
    ids = {rule["ID"] for rule in ours}
    foreign = [rule for rule in existing if rule.get("ID", "") not in ids]
    changed = [rule["ID"] for rule in ours if rule["ID"] not in by_id or _effect(by_id[rule["ID"]]) != _effect(rule)]
    return Merged([*foreign, *ours], changed, [rule.get("ID", "") for rule in foreign])


def _effect(rule: Rule) -> tuple[object, ...]:
    """A rule in comparable form: stores return it in another order, or with the prefix at its older place."""
    prefix = rule.get("Filter", {}).get("Prefix", rule.get("Prefix", ""))
    filters = _values(rule.get("Filter", {}), without="Prefix")
    rest = [_values(rule.get(name, {})) for name in ("Expiration", "AbortIncompleteMultipartUpload")]
    moves = sorted((move.get("StorageClass", ""), move.get("Days")) for move in rule.get("Transitions", ()))
    others = sorted(name for name in rule if name.startswith("Noncurrent") and rule[name])
    return (rule.get("Status"), prefix or "", filters, *rest, moves, others)


def _values(part: Rule, without: str = "") -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in _set_values(part) if name != without)


def _set_values(part: Rule) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in part.items() if value not in (None, False))
