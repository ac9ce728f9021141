"""The bucket and its lifecycle rules."""

from typing import Any

from botocore.exceptions import ClientError

from libs.storage.lifecycle import Rule, merge, wanted
from libs.storage.prepare_step import Step
from libs.storage.s3.client import endpoint_name, s3_client
from libs.storage.s3.errors import refusal, s3_errors
from libs.storage.settings import StorageSettings
from libs.storage.uri import S3Place, parse_s3

NO_CONSTRAINT = frozenset({"us-east-1", "auto"})
"""Regions that CreateBucket does not want to be told."""
UNSUPPORTED = frozenset(
    {"NotImplemented", "XNotImplemented", "MethodNotAllowed", "MalformedXML", "InvalidRequest", "InvalidArgument",
     "InvalidStorageClass", "MissingContentMD5", "UnsupportedOperation"}
)  # fmt: skip
"""What stores say that have no lifecycle rules, or not these."""


async def prepare_bucket(settings: StorageSettings) -> list[Step]:
    """As `prepare`. Raises StorageError, Denied when the bucket is somebody else's."""
    place = parse_s3(settings.root, prefix=True)
    bucket = f"s3://{place.bucket}"
    async with s3_client(settings) as client:
        with s3_errors(bucket, endpoint_name(settings)):
            made = await _make(client, place.bucket, settings)
            step = Step("made" if made else "unchanged", f"bucket {place.bucket}", endpoint_name(settings))
            return [step, *await _set_rules(client, place)]


async def _make(client: Any, bucket: str, settings: StorageSettings) -> bool:
    """Make the bucket; False if it is there and we may use it."""
    try:
        await client.head_bucket(Bucket=bucket)
    except ClientError as error:
        if refusal(error)[1] != 404:
            raise
    else:
        return False
    where = {} if settings.region in NO_CONSTRAINT else {"LocationConstraint": settings.region}
    try:
        await client.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": where} if where else {}))
    except ClientError as error:
        if refusal(error)[0] != "BucketAlreadyOwnedByYou":
            raise
        return False  # made by another process in between
    return True


async def _set_rules(client: Any, place: S3Place) -> list[Step]:
    """Set all of our rules; where a store has no storage classes, those that delete; where it has none, say so."""
    refused = ""
    for transitions in (True, False):
        ours = wanted(place.key, transitions=transitions)
        try:
            steps = await _merge_rules(client, place.bucket, ours)
        except ClientError as error:
            code, status = refusal(error)
            if code not in UNSUPPORTED and status not in (405, 501):
                raise
            refused = code or str(status)
            if status in (405, 501):
                break
        else:
            if refused:
                steps.append(Step("skipped", "storage classes", f"the store refuses them ({refused})"))
            return steps
    return [Step("skipped", "lifecycle rules", f"the store has none ({refused}): remove old objects yourself")]


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
    """The bucket's rules, and the setting beside them that a change would else reset."""
    try:
        answer = await client.get_bucket_lifecycle_configuration(Bucket=bucket)
    except ClientError as error:
        if refusal(error)[0] != "NoSuchLifecycleConfiguration":
            raise
        return [], {}
    name = "TransitionDefaultMinimumObjectSize"
    return answer.get("Rules", []), {name: answer[name]} if name in answer else {}


def describe(rule: Rule) -> str:
    """One of our rules in words."""
    fates = [f"{move['StorageClass']} after {move['Days']} days" for move in rule.get("Transitions", ())]
    if "Expiration" in rule:
        fates.append(f"deleted after {rule['Expiration']['Days']} days")
    if "AbortIncompleteMultipartUpload" in rule:
        days = rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]
        fates.append(f"unfinished uploads dropped after {days} days")
    return f"{rule['Filter']['Prefix'] or 'all objects'}: {', '.join(fates)}"
