"""`object-created`: a bucket's notification, as AWS, MinIO and Versity S3 Gateway write it.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from pydantic import Field

from libs.events.payload import Payload


class BucketName(Payload):
    """The bucket of a notification."""

    name: str = Field(min_length=1, max_length=255)


class ObjectKey(Payload):
    """The object of a notification. AWS and MinIO URL-encode the key, others do not."""

    key: str = Field(min_length=1, max_length=4096)
    size: int | None = None
    eTag: str | None = None


class S3Entity(Payload):
    """Bucket and object of an event."""

    bucket: BucketName
    object: ObjectKey


class S3Record(Payload):
    """One event of a notification."""

    eventName: str = Field(default="", description="such as ObjectCreated:Put, or s3:ObjectCreated:Put")
    s3: S3Entity


class ObjectCreated(Payload):
    """An S3 event. The test event that a store sends when notifications are set up has no records."""

    Records: list[S3Record] = []
    Event: str | None = Field(default=None, description="s3:TestEvent")

    @property
    def bucket(self) -> str | None:
        """The bucket of the first record."""
        return self.Records[0].s3.bucket.name if self.Records else None

    @property
    def key(self) -> str | None:
        """The object key of the first record, not decoded."""
        return self.Records[0].s3.object.key if self.Records else None
