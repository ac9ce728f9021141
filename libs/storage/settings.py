"""Settings of the object store: `STORAGE_*`, `S3_BUCKET_NAME`, `AWS_*`."""

from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from libs.settings import HttpUrl, KeyText, SecretKey, Settings
from libs.storage.errors import BadUri
from libs.storage.uri import checked_root, parse_s3

DEFAULT_FOLDER = ".reelbus/objects"


class StorageSettings(Settings):
    """Without STORAGE_URI and S3_BUCKET_NAME: the folder `.reelbus/objects`. Without keys: botocore's default chain."""

    storage_uri: str | None = Field(default=None, alias="STORAGE_URI")
    bucket_name: str | None = Field(default=None, alias="S3_BUCKET_NAME")
    endpoint_url: HttpUrl | None = Field(default=None, alias="AWS_ENDPOINT_URL")
    access_key_id: KeyText | None = Field(default=None, alias="AWS_ACCESS_KEY_ID")
    secret_access_key: SecretKey | None = Field(default=None, alias="AWS_SECRET_ACCESS_KEY")
    # Temporary credentials have a session token; without it they are rejected.
    session_token: SecretKey | None = Field(default=None, alias="AWS_SESSION_TOKEN")
    region: str = Field(default="us-east-1", alias="AWS_REGION", pattern=r"^[A-Za-z0-9-]+$")
    concurrency: int = Field(default=16, ge=1, le=256, alias="STORAGE_CONCURRENCY", description="requests at a time")
    part_size_mb: int = Field(
        default=8, ge=5, le=512, alias="STORAGE_PART_SIZE_MB", description="S3 requires 5 or more"
    )
    timeout_seconds: float = Field(
        default=60,
        gt=0,
        le=3600,
        alias="STORAGE_TIMEOUT_SECONDS",
        description="longest time without data from the store",
    )

    @field_validator("storage_uri")
    @classmethod
    def _root(cls, value: str | None) -> str | None:
        try:
            return value and checked_root(value)
        except BadUri:
            raise ValueError(
                "must be s3://bucket, s3://bucket/prefix (of at most 200 bytes, without empty, . or .. segments) "
                "or file:///absolute/folder, with % # ? percent-encoded"
            ) from None

    @field_validator("bucket_name")
    @classmethod
    def _bucket(cls, value: str | None) -> str | None:
        try:
            return value and parse_s3(f"s3://{value}/any").bucket
        except BadUri:
            raise ValueError("must be the name of a bucket") from None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if bool(self.access_key_id) != bool(self.secret_access_key):
            raise ValueError("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must both be set, or neither")
        if self.storage_uri and self.bucket_name and not self._same_bucket():
            raise ValueError(
                f"STORAGE_URI={self.storage_uri} contradicts S3_BUCKET_NAME={self.bucket_name}: unset one of them"
            )
        return self

    @property
    def root(self) -> str:
        """The URI below which objects are stored, without a trailing slash."""
        if self.storage_uri:
            return self.storage_uri
        if self.bucket_name:
            return f"s3://{self.bucket_name}"
        return (Path.cwd() / DEFAULT_FOLDER).as_uri()

    @property
    def secret(self) -> str | None:
        """The secret key as text."""
        return self.secret_access_key.get_secret_value() if self.secret_access_key else None

    @property
    def token(self) -> str | None:
        """The session token as text."""
        return self.session_token.get_secret_value() if self.session_token else None

    def _same_bucket(self) -> bool:
        root = self.root
        return root.startswith("s3://") and parse_s3(root, prefix=True).bucket == self.bucket_name
