"""The broker and the store that chaos tests run on: ours, and those that the environment names."""

import os
from collections.abc import Iterator

import pytest

from reelbus.stack.broker import embedded_broker
from tests.integration.conftest import BROKERS
from tests.support.s3 import SERVERS, S3Env, new_bucket, s3_server


@pytest.fixture(params=BROKERS)
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "environment":
        yield os.environ["KAFKA_BOOTSTRAP_SERVERS"]
        return
    with embedded_broker() as address:
        yield address


@pytest.fixture(params=SERVERS)
def s3(request: pytest.FixtureRequest) -> Iterator[S3Env]:
    with s3_server(request.param) as env:
        yield env


@pytest.fixture
def root(s3: S3Env) -> Iterator[str]:
    """The URI of a place in a bucket of the test's own."""
    with new_bucket(s3) as bucket:
        yield f"s3://{bucket}/shop"
