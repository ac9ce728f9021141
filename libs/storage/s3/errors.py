"""Converting botocore's and the store's errors to StorageError."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from botocore import exceptions as aws

from libs.storage.errors import BadUri, BehindEnd, Denied, Interrupted, NoBucket, NotFound, StorageError, Unavailable

KEYS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
_CODES: dict[str, tuple[type[StorageError], str]] = {
    "NoSuchBucket": (NoBucket, "the bucket does not exist; `reelbus storage init` creates that of STORAGE_URI"),
    "NoSuchUpload": (Unavailable, "the upload was aborted by another process"),
    "PreconditionFailed": (Unavailable, "the object changed while it was read"),
    "InvalidRange": (BehindEnd, "the range begins behind the end of the object"),
    "RequestTimeout": (Unavailable, "the request was too slow"),
    "SlowDown": (Unavailable, "too many requests"),
    "OperationAborted": (Unavailable, "another change of the bucket is in progress"),
    "InvalidAccessKeyId": (Denied, "authentication failed: AWS_ACCESS_KEY_ID does not exist"),
    "SignatureDoesNotMatch": (Denied, "authentication failed: AWS_SECRET_ACCESS_KEY does not match AWS_ACCESS_KEY_ID"),
    "ExpiredToken": (Denied, "the keys have expired"),
    "InvalidToken": (Denied, "authentication failed: AWS_SESSION_TOKEN does not match the keys"),
    "RequestTimeTooSkewed": (Denied, "this machine's clock is wrong"),
    "InvalidObjectState": (Denied, "the object is archived and must be restored first"),
    "BucketAlreadyExists": (Denied, "the bucket name is used by another account"),
    "AuthorizationHeaderMalformed": (Denied, "AWS_REGION is not the bucket's region, or the keys are malformed"),
    "PermanentRedirect": (Denied, "AWS_REGION is not the bucket's region"),
    "InvalidBucketName": (BadUri, "the store does not accept this name"),
    "KeyTooLongError": (BadUri, "the store does not accept this name"),
    "InvalidURI": (BadUri, "the store does not accept this name"),
}
"""By the store's error code. Other codes are classified by HTTP status."""
_NO_OBJECT = frozenset({"NoSuchKey", "NoSuchVersion", "NotFound", "404", ""})
"""Codes of a missing object. HEAD has no body, and so no code. Some stores send a 404 with other codes."""
_FAILURES: tuple[tuple[tuple[type[Exception], ...], type[StorageError], str], ...] = (
    ((aws.NoCredentialsError, aws.PartialCredentialsError, aws.ProfileNotFound), Denied,
     f"no credentials: set {KEYS}, or give the machine a role"),
    ((aws.SSOError, aws.TokenRetrievalError, aws.LoginError), Denied, "the login session has expired"),
    ((aws.CredentialRetrievalError, aws.MetadataRetrievalError), Unavailable, "the credentials could not be fetched"),
    ((aws.ParamValidationError,), BadUri, "botocore does not accept this name"),
    ((aws.SSLError,), Unavailable, "TLS failed: check the certificate; AWS_CA_BUNDLE adds a CA"),
    ((aws.EndpointConnectionError, aws.ConnectTimeoutError, aws.ProxyConnectionError), Unavailable,
     "no answer: check AWS_ENDPOINT_URL, and that the store is running"),
    ((aws.ReadTimeoutError, TimeoutError), Unavailable, "no answer in time (STORAGE_TIMEOUT_SECONDS, three attempts)"),
    ((aws.ResponseStreamingError, aws.IncompleteReadError, aiohttp.ClientError), Interrupted,
     "the transfer was interrupted"),
    ((aws.HTTPClientError, aws.ConnectionError, TimeoutError, ConnectionError), Unavailable, "the connection failed"),
    ((Exception,), StorageError, "the store cannot be used"),
)  # fmt: skip
"""Errors without a response; the first match counts."""


@contextmanager
def s3_errors(uri: str, endpoint: str) -> Iterator[None]:
    """Convert errors of the block to StorageErrors. Only for our own calls, not for a caller's code."""
    try:
        yield
    except (aws.ClientError, aws.BotoCoreError, aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise storage_error(error, uri, endpoint) from error


def storage_error(error: Exception, uri: str, endpoint: str) -> StorageError:
    """The StorageError for `error` of a call for `uri` at the store `endpoint`."""
    where = f"{uri} at {endpoint}"
    if not isinstance(error, aws.ClientError):
        kind, message = next((kind, message) for classes, kind, message in _FAILURES if isinstance(error, classes))
        return kind(f"{where}: {message} ({type(error).__name__})")
    # Without the rest of the response, which may quote keys.
    code, status = error_code(error)
    kind, message = _CODES.get(code) or _by_status(status, code)
    return kind(f"{where}: {message} ({status}{f' {code}' if code != str(status) else ''})")


def error_code(error: aws.ClientError) -> tuple[str, int]:
    """Error code and HTTP status of a response. HEAD has no body, so its code is the status."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code, int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def unsupported(error: StorageError) -> bool:
    """Whether the store answered that it does not have the operation."""
    cause = error.__cause__
    if not isinstance(cause, aws.ClientError):
        return False
    code, status = error_code(cause)
    return status in (405, 501) or code in ("NotImplemented", "XNotImplemented", "MethodNotAllowed")


def _by_status(status: int, code: str) -> tuple[type[StorageError], str]:
    if status == 404 and code in _NO_OBJECT:
        return NotFound, "the object does not exist"
    if status == 412:
        return _CODES["PreconditionFailed"]
    if status in (401, 403):
        return Denied, f"authentication failed or access denied: check {KEYS} and their permissions"
    if status == 429 or (status >= 500 and status != 501):
        return Unavailable, "the store is overloaded or failed"
    return StorageError, "the store rejected the request"
