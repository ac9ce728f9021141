"""The bucket and its lifecycle rules."""

from typing import Any

from botocore.exceptions import ClientError

from libs.storage.lifecycle import Rule, merge, our_rules
from libs.storage.prepare_step import Step
from libs.storage.s3.client import endpoint_name, s3_client
from libs.storage.s3.errors import error_code, s3_errors
from libs.storage.settings import StorageSettings
from libs.storage.uri import S3Place, parse_s3

NO_CONSTRAINT = frozenset({"us-east-1", "auto"})
"""Regions that must not be passed to CreateBucket."""
UNSUPPORTED = frozenset(
    {"NotImplemented", "XNotImplemented", "MethodNotAllowed", "MalformedXML", "InvalidRequest", "InvalidArgument",
     "InvalidStorageClass", "MissingContentMD5", "UnsupportedOperation"}
)  # fmt: skip
"""Error codes of stores that do not support lifecycle rules, or some of them."""


async def prepare_bucket(settings: StorageSettings) -> list[Step]:
    """As `prepare`. Raises StorageError; Denied if the bucket belongs to another account."""
    place = parse_s3(settings.root, prefix=True)
    bucket = f"s3://{place.bucket}"
    async with s3_client(settings) as client:
        with s3_errors(bucket, endpoint_name(settings)):
            made = await _make(client, place.bucket, settings)
            step = Step("made" if made else "unchanged", f"bucket {place.bucket}", endpoint_name(settings))
            return [step, *await _set_rules(client, place)]


async def _make(client: Any, bucket: str, settings: StorageSettings) -> bool:
    """Create the bucket; returns False if it exists and is accessible."""
    try:
        await client.head_bucket(Bucket=bucket)
    except ClientError as error:
        if error_code(error)[1] != 404:
            raise
    else:
        return False
    where = {} if settings.region in NO_CONSTRAINT else {"LocationConstraint": settings.region}
    try:
        await client.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": where} if where else {}))
    except ClientError as error:
        if error_code(error)[0] != "BucketAlreadyOwnedByYou":
            raise
        return False  # created by another process meanwhile
    return True


async def _set_rules(client: Any, place: S3Place) -> list[Step]:
    """Set our rules; without transitions if the store has no storage classes; skipped if it has no rules at all."""
    rejected = ""
    for transitions in (True, False):
        ours = our_rules(place.key, transitions=transitions)
        try:
            steps = await _merge_rules(client, place.bucket, ours)
        except ClientError as error:
            code, status = error_code(error)
            if code not in UNSUPPORTED and status not in (405, 501):
                raise
            rejected = code or str(status)
            if status in (405, 501):
                break
        else:
            if rejected:
                steps.append(Step("skipped", "storage classes", f"the store rejects them ({rejected})"))
            return steps
    return [Step("skipped", "lifecycle rules", f"the store has none ({rejected}): delete old objects yourself")]


async def _merge_rules(client: Any, bucket: str, ours: list[Rule]) -> list[Step]:
    existing, kept = await _rules(client, bucket)
    merged = merge(existing, ours)
    if merged.changed:
        configuration = {"Rules": merged.rules}
        await client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=configuration, **kept)
    there = {rule.get("ID") for rule in existing}
    steps = []
    for rule in ours:
        name = rule["ID"]
        outcome = "unchanged" if name not in merged.changed else "changed" if name in there else "made"
        steps.append(Step(outcome, f"rule {name}", describe(rule)))
    return [*steps, *(Step("kept", f"rule {name}", "not ours") for name in merged.foreign)]


async def _rules(client: Any, bucket: str) -> tuple[list[Rule], dict[str, str]]:
    """The bucket's rules, and the other setting of the configuration, which an update would otherwise reset."""
    try:
        answer = await client.get_bucket_lifecycle_configuration(Bucket=bucket)
    except ClientError as error:
        if error_code(error)[0] != "NoSuchLifecycleConfiguration":
            raise
        return [], {}
    name = "TransitionDefaultMinimumObjectSize"
    return answer.get("Rules", []), {name: answer[name]} if name in answer else {}


def describe(rule: Rule) -> str:
    """A rule as text."""
    actions = [f"{move['StorageClass']} after {move['Days']} days" for move in rule.get("Transitions", ())]
    if "Expiration" in rule:
        actions.append(f"deleted after {rule['Expiration']['Days']} days")
    if "AbortIncompleteMultipartUpload" in rule:
        days = rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]
        actions.append(f"unfinished uploads deleted after {days} days")
    return f"{rule['Filter']['Prefix'] or 'all objects'}: {', '.join(actions)}"
