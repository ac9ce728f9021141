"""From what botocore and the store say to our errors."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from botocore import exceptions as aws

from libs.storage.errors import BadUri, Denied, Interrupted, NoBucket, NotFound, StorageError, Unavailable

KEYS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
_REFUSALS: dict[str, tuple[type[StorageError], str]] = {
    "NoSuchBucket": (NoBucket, "there is no such bucket; `reelbus storage init` makes that of STORAGE_URI"),
    "NoSuchUpload": (Unavailable, "the upload was dropped while it ran"),
    "PreconditionFailed": (Unavailable, "the object changed while it was read"),
    "RequestTimeout": (Unavailable, "the request went too slowly"),
    "SlowDown": (Unavailable, "the store asks us to slow down"),
    "OperationAborted": (Unavailable, "another change to the bucket is under way"),
    "InvalidAccessKeyId": (Denied, "the store does not know AWS_ACCESS_KEY_ID"),
    "SignatureDoesNotMatch": (Denied, "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID"),
    "ExpiredToken": (Denied, "the keys have expired"),
    "InvalidToken": (Denied, "AWS_SESSION_TOKEN does not belong to the keys"),
    "RequestTimeTooSkewed": (Denied, "this machine's clock is wrong"),
    "InvalidObjectState": (Denied, "the object is archived and has to be restored first"),
    "BucketAlreadyExists": (Denied, "somebody else has a bucket of this name"),
    "AuthorizationHeaderMalformed": (Denied, "AWS_REGION is not the bucket's region, or the keys are malformed"),
    "PermanentRedirect": (Denied, "AWS_REGION is not the bucket's region"),
    "InvalidBucketName": (BadUri, "the store takes no such name"),
    "KeyTooLongError": (BadUri, "the store takes no such name"),
    "InvalidURI": (BadUri, "the store takes no such name"),
}
"""By the store's code; others by their HTTP status."""
_NO_OBJECT = frozenset({"NoSuchKey", "NoSuchVersion", "NotFound", "404", ""})
"""HEAD has no body, and so no code. Other codes come with a 404 as well: an unknown user at one store."""
_FAILURES: tuple[tuple[tuple[type[Exception], ...], type[StorageError], str], ...] = (
    ((aws.NoCredentialsError, aws.PartialCredentialsError, aws.ProfileNotFound), Denied,
     f"no keys; set {KEYS}, or give the machine a role"),
    ((aws.SSOError, aws.TokenRetrievalError, aws.LoginError), Denied, "the sign-in has ended"),
    ((aws.CredentialRetrievalError, aws.MetadataRetrievalError), Unavailable, "the keys could not be fetched"),
    ((aws.ParamValidationError,), BadUri, "botocore takes no such name"),
    ((aws.SSLError,), Unavailable, "TLS fails; is the certificate trusted? AWS_CA_BUNDLE names a CA"),
    ((aws.EndpointConnectionError, aws.ConnectTimeoutError, aws.ProxyConnectionError), Unavailable,
     "no answer from there; is AWS_ENDPOINT_URL right and the store up?"),
    ((aws.ReadTimeoutError, TimeoutError), Unavailable, "no answer in time (STORAGE_TIMEOUT_SECONDS, three times)"),
    ((aws.ResponseStreamingError, aws.IncompleteReadError, aiohttp.ClientError), Interrupted, "the transfer broke off"),
    ((aws.HTTPClientError, aws.ConnectionError, TimeoutError, ConnectionError), Unavailable, "the connection failed"),
    ((Exception,), StorageError, "the store cannot be used"),
)  # fmt: skip
"""What happened before or without an answer; the first that fits."""


@contextmanager
def s3_errors(uri: str, endpoint: str) -> Iterator[None]:
    """Turn errors of the block into ours. Only around our own calls, never around a caller's code."""
    try:
        yield
    except (aws.ClientError, aws.BotoCoreError, aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise translated(error, uri, endpoint) from error


def translated(error: Exception, uri: str, endpoint: str) -> StorageError:
    """The error that `error`, met with `uri` at the store `endpoint`, amounts to."""
    where = f"{uri} at {endpoint}"
    if not isinstance(error, aws.ClientError):
        kind, said = next((kind, said) for classes, kind, said in _FAILURES if isinstance(error, classes))
        return kind(f"{where}: {said} ({type(error).__name__})")
    # No more of the answer than this: it may quote keys.
    code, status = refusal(error)
    kind, said = _REFUSALS.get(code) or _by_status(status, code)
    return kind(f"{where}: {said} ({status}{f' {code}' if code != str(status) else ''})")


def refusal(error: aws.ClientError) -> tuple[str, int]:
    """Code and HTTP status of a refusal. HEAD has no body, so its code is the status."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code, int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _by_status(status: int, code: str) -> tuple[type[StorageError], str]:
    if status == 404 and code in _NO_OBJECT:
        return NotFound, "there is no such object"
    if status == 412:
        return _REFUSALS["PreconditionFailed"]
    if status in (401, 403):
        return Denied, f"access denied; do {KEYS} allow this?"
    if status == 429 or (status >= 500 and status != 501):
        return Unavailable, "the store is overloaded or broken"
    return StorageError, "the store refuses"
