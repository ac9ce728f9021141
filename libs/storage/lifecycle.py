"""How long objects are kept, and where: the table, and its rules in S3's own terms.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Rule = dict[str, Any]
"""As GetBucketLifecycleConfiguration gives it."""


class ObjectClass(NamedTuple):
    """Objects below `prefix` of our root. Ages in days since the object was stored; None is never."""

    name: str
    prefix: str
    infrequent_after: int | None = None
    """To STANDARD_IA. AWS wants at least 30 days here, and 30 more until the archive."""
    archived_after: int | None = None
    """To GLACIER: has to be restored before it can be read."""
    deleted_after: int | None = None


CLASSES = (
    ObjectClass("thumbnails", "thumbnails/", infrequent_after=90, archived_after=365),
    ObjectClass("collages", "collages/", infrequent_after=90, archived_after=365),
    ObjectClass("input", "csv-files/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("batches", "batches/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("archived", "archived/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("failed", "failed/", infrequent_after=30, archived_after=90, deleted_after=365),
    ObjectClass("temp", "temp/", deleted_after=7),
    ObjectClass("debug", "debug/", deleted_after=30),
)
UPLOADS_ABORTED_AFTER = 7
"""Days until parts of an upload that nobody finished are dropped. They cost like objects and show in no list."""


def wanted(root_prefix: str, *, transitions: bool = True) -> list[Rule]:
    """Our rules for a root with this prefix ("" or "some/prefix"); without transitions for stores of one class."""
    start = f"{root_prefix}/" if root_prefix else ""
    # Two roots in one bucket each have rules of their own.
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
    """A bucket's rules with ours among them."""

    rules: list[Rule]
    changed: list[str]
    """Ids of ours that were missing or different."""
    foreign: list[str]
    """Ids of other people's, which stay as they are."""


def merge(existing: Sequence[Rule], ours: Sequence[Rule]) -> Merged:
    """`ours` in place of those with the same id in `existing`, and all others as they are."""
    there = {rule.get("ID", ""): rule for rule in existing}
    ids = {rule["ID"] for rule in ours}
    foreign = [rule for rule in existing if rule.get("ID", "") not in ids]
    changed = [rule["ID"] for rule in ours if rule["ID"] not in there or _meaning(there[rule["ID"]]) != _meaning(rule)]
    return Merged([*foreign, *ours], changed, [rule.get("ID", "") for rule in foreign])


def _meaning(rule: Rule) -> tuple[object, ...]:
    """What a rule does. Stores give it back in another order, or with the prefix at its older place."""
    prefix = rule.get("Filter", {}).get("Prefix", rule.get("Prefix", ""))
    filters = _values(rule.get("Filter", {}), without="Prefix")
    rest = [_values(rule.get(name, {})) for name in ("Expiration", "AbortIncompleteMultipartUpload")]
    moves = sorted((move.get("StorageClass", ""), move.get("Days")) for move in rule.get("Transitions", ()))
    others = sorted(name for name in rule if name.startswith("Noncurrent") and rule[name])
    return (rule.get("Status"), prefix or "", filters, *rest, moves, others)


def _values(part: Rule, without: str = "") -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in _told(part) if name != without)


def _told(part: Rule) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in part.items() if value not in (None, False))
