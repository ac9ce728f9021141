"""What botocore and stores say, as errors of ours."""

import aiohttp
import pytest
from botocore import exceptions as aws

from libs.storage import BadUri, Denied, NotFound, StorageError, Unavailable
from libs.storage.errors import Interrupted, NoBucket
from libs.storage.s3.errors import s3_errors, storage_error

URI, ENDPOINT = "s3://bucket/a b.jpg", "https://store.example"


def refusal(code: str, status: int) -> aws.ClientError:
    message = "key AKIDEXAMPLE, signature 0a1b2c"
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return aws.ClientError(answer, "GetObject")


@pytest.mark.parametrize(
    ("code", "status", "kind", "said"),
    [
        ("NoSuchKey", 404, NotFound, "the object does not exist"),
        ("404", 404, NotFound, "the object does not exist (404)"),
        ("XAdminUserNotFound", 404, StorageError, "the store rejected the request (404 XAdminUserNotFound)"),
        ("NoSuchBucket", 404, NoBucket, "`reelbus storage init`"),
        ("NoSuchUpload", 404, Unavailable, "aborted"),
        ("AccessDenied", 403, Denied, "access denied"),
        ("403", 403, Denied, "AWS_ACCESS_KEY_ID"),
        ("InvalidAccessKeyId", 403, Denied, "AWS_ACCESS_KEY_ID does not exist"),
        ("SignatureDoesNotMatch", 403, Denied, "AWS_SECRET_ACCESS_KEY"),
        ("RequestTimeTooSkewed", 403, Denied, "clock"),
        ("InvalidObjectState", 403, Denied, "restored"),
        ("PermanentRedirect", 301, Denied, "AWS_REGION"),
        ("PreconditionFailed", 412, Unavailable, "changed"),
        ("412", 412, Unavailable, "changed"),
        ("SlowDown", 503, Unavailable, "too many requests"),
        ("TooManyRequests", 429, Unavailable, "overloaded"),
        ("InternalError", 500, Unavailable, "500 InternalError"),
        ("RequestTimeout", 400, Unavailable, "too slow"),
        ("NotImplemented", 501, StorageError, "501 NotImplemented"),
        ("InvalidArgument", 400, StorageError, "InvalidArgument"),
        ("InvalidBucketName", 400, BadUri, "name"),
    ],
)
def test_refusals(code: str, status: int, kind: type[StorageError], said: str) -> None:
    error = storage_error(refusal(code, status), URI, ENDPOINT)
    assert type(error) is kind
    assert error.transient == issubclass(kind, Unavailable)
    assert str(error).startswith(f"{URI} at {ENDPOINT}: ")
    assert said in str(error)
    assert "AKIDEXAMPLE" not in str(error)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (aws.NoCredentialsError(), Denied),
        (aws.PartialCredentialsError(provider="env", cred_var="x"), Denied),
        (aws.CredentialRetrievalError(provider="x", error_msg="y"), Unavailable),
        (aws.EndpointConnectionError(endpoint_url=ENDPOINT), Unavailable),
        (aws.ConnectTimeoutError(endpoint_url=ENDPOINT), Unavailable),
        (aws.SSLError(endpoint_url=ENDPOINT, error="x"), Unavailable),
        (aws.ConnectionClosedError(endpoint_url=ENDPOINT), Unavailable),
        (aws.ReadTimeoutError(endpoint_url=ENDPOINT), Unavailable),
        (aws.IncompleteReadError(actual_bytes=1, expected_bytes=2), Interrupted),
        (aiohttp.ClientPayloadError("x"), Interrupted),
        (aws.HTTPClientError(error="x"), Unavailable),
        (TimeoutError(), Unavailable),
        (aws.ParamValidationError(report="x"), BadUri),
        (aws.UnknownRegionError(region_name="x", error_msg="y"), StorageError),
    ],
)
def test_failures_without_an_answer(error: Exception, kind: type[StorageError]) -> None:
    with pytest.raises(StorageError) as caught, s3_errors(URI, ENDPOINT):
        raise error
    assert type(caught.value) is kind
    assert type(error).__name__ in str(caught.value)


def test_other_peoples_errors_pass() -> None:
    with pytest.raises(KeyError), s3_errors(URI, ENDPOINT):
        raise KeyError("a bug")
