"""The tables. A change needs a migration in `migrations/versions`; a test compares the two."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from libs.database.moment import Moment

metadata = MetaData(
    # The databases' default names differ, and later migrations need the names.
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Name = String(256)
JobName = String(600)
"""`kind/id/run`, of two identifiers."""
CallId = String(36)
NullableJson = JSON(none_as_null=True)

collage_batches = Table(
    "collage_batches",
    metadata,
    Column("batch_id", Name, primary_key=True),
    Column("status", String(16), nullable=False, comment="open, completed or failed"),
    Column("reason", Text),
    Column("csv_uri", Text),
    Column("trigger", String(32)),
    Column("seen_at", Moment, nullable=False, comment="when its first event was counted"),
    Column("submitted_at", Moment),
    Column("planned_at", Moment, comment="null: pages ended before the plan was read"),
    Column("completed_at", Moment),
    Column("completed_by", Text, comment="id of the event that completed it: its repeat tells of it again"),
    Column("rows_read", BigInteger, nullable=False, default=0),
    Column("rows_accepted", BigInteger, nullable=False, default=0),
    Column("rows_rejected", BigInteger, nullable=False, default=0),
    Column("rows_filtered", BigInteger, nullable=False, default=0),
    Column("creators", Integer, nullable=False, default=0),
    Column("pages", Integer, comment="null: not planned yet"),
    Column("report_uri", Text),
    Column("pages_ended", Integer, nullable=False, default=0),
    Column("generated", Integer, nullable=False, default=0),
    Column("partial", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
    Column("placed", BigInteger, nullable=False, default=0, comment="pictures"),
    Column("missing", BigInteger, nullable=False, default=0, comment="pictures"),
    Column("bytes", BigInteger, nullable=False, default=0),
    Column("downloaded", BigInteger, nullable=False, default=0, comment="bytes"),
    Column("last_page_at", Moment, comment="when the last page ended for the first time"),
    Column("revision", Integer, nullable=False, default=0, comment="counts the changes of its pages"),
    Column("summarized", Integer, comment="the revision that the summary tells of; null: there is none"),
    Column("summary_uri", Text),
    Column("page_uri", Text),
    # Server defaults, because an older version without these columns may still write during an upgrade.
    Column("rows_blank", BigInteger, nullable=False, server_default="0", comment="of rows_rejected"),
    Column("cancelled", BigInteger, nullable=False, server_default="0", comment="pictures, of missing"),
)

collage_pages = Table(
    "collage_pages",
    metadata,
    Column("batch_id", Name, ForeignKey("collage_batches.batch_id", ondelete="CASCADE"), primary_key=True),
    Column("creator", Name, primary_key=True),
    Column("page", Integer, primary_key=True),
    # A server default, because an older version without this column may still write during an upgrade.
    Column("revision", Integer, nullable=False, server_default="0", comment="how often the page was repaired"),
    Column("status", String(16), nullable=False),
    Column("reason", Text),
    Column("uri", Text),
    Column("manifest_uri", Text),
    Column("placed", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("failures", JSON, nullable=False, comment="missing pictures by reason"),
    Column("bytes", BigInteger, nullable=False),
    Column("downloaded", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("ended_at", Moment, nullable=False),
)

ingest_positions = Table(
    "ingest_positions",
    metadata,
    Column("name", Name, primary_key=True, comment="of a source or a schedule"),
    Column("position", JSON, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

ingest_files = Table(
    "ingest_files",
    metadata,
    Column("uri", String(2048), primary_key=True),
    Column("etag", Name, primary_key=True),
    Column("batch_id", Name, nullable=False, index=True),
    Column("submitted_at", Moment, nullable=False),
    Column("moved_to", Text),
)

jobs = Table(
    "jobs",
    metadata,
    Column("job", JobName, primary_key=True, comment="kind/id/run"),
    Column("kind", String(16), nullable=False, comment="product or image"),
    Column("subject", Name, nullable=False, comment="id of the product or of the image job"),
    Column("run", Name, nullable=False),
    Column("topic", Name, nullable=False, comment="of its request"),
    Column("request", JSON, nullable=False, comment="payload of the event as it came"),
    Column("status", String(16), nullable=False, comment="open, or that of its result"),
    Column("reason", Text),
    Column("prompts", NullableJson, comment="null: not asked for yet"),
    Column("result", NullableJson, comment="payload of its result"),
    Column("cost_usd", Float, nullable=False, default=0.0),
    Column("unknown", Integer, nullable=False, default=0, comment="calls whose outcome cannot be known"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "status", "created_at"),
)

provider_calls = Table(
    "provider_calls",
    metadata,
    Column("call_id", CallId, primary_key=True, comment="UUIDv5 of job, kind and ordinal"),
    # Not a foreign key: a call outlives the row of its job, because it may have been paid.
    Column("job", JobName, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("provider", String(32), nullable=False),
    Column("model", Name, nullable=False, comment="as configured"),
    Column("paid", Boolean, nullable=False),
    Column("request", JSON, nullable=False, comment="what is sent, of the first plan"),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False, default=0, comment="attempts that were begun"),
    Column("failures", Integer, nullable=False, default=0, comment="failed attempts since a person last allowed one"),
    Column("again", Boolean, nullable=False, default=True, comment="another attempt may help"),
    Column("owner", Name, comment="of the attempt that is sent"),
    Column("lease_until", Moment, comment="of the attempt that is sent"),
    Column("cause", String(64)),
    Column("reason", Text),
    Column("cost_usd", Float, nullable=False, default=0.0, comment="of all attempts, as far as known"),
    Column("unknown_usd", Float, nullable=False, default=0.0, comment="what unknown attempts may have cost at most"),
    Column("usage", NullableJson, comment="of the result"),
    Column("response_id", Text, comment="of the result"),
    Column("answered_by", Name, comment="model version of the result"),
    Column("uri", Text, comment="of the result"),
    Column("sha256", String(64)),
    Column("bytes", BigInteger),
    Column("media_type", Name),
    Column("flags", NullableJson, comment="notes of the provider for a reviewer"),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment, comment="of the last attempt"),
    Column("received_at", Moment),
    Column("settled_at", Moment),
    Column("given_up_at", Moment, comment="a person decided that no further attempt is sent"),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("job", "kind", "ordinal"),
    Index(None, "state", "updated_at"),
)

provider_attempts = Table(
    "provider_attempts",
    metadata,
    Column("call_id", CallId, ForeignKey("provider_calls.call_id", ondelete="CASCADE"), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("owner", Name, nullable=False),
    Column("lease_until", Moment, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("cause", String(64)),
    Column("reason", Text),
    Column("estimate_usd", Float, nullable=False),
    Column("cost_usd", Float, comment="null: not known"),
    Column("usage", NullableJson),
    Column("response_id", Text),
    Column("answered_by", Name),
    Column("budget", Name, comment="whose day it counts in; null: not paid"),
    Column("day", Date),
    Index(None, "state", "lease_until"),
)

provider_days = Table(
    "provider_days",
    metadata,
    Column("budget", Name, primary_key=True),
    Column("day", Date, primary_key=True, comment="UTC"),
    Column("usd", Float, nullable=False, default=0.0, comment="costs, and estimates of attempts without a known cost"),
)

listings = Table(
    "listings",
    metadata,
    Column("video_id", Name, primary_key=True),
    Column("version", BigInteger, nullable=False, comment="of the listing; a smaller one is not stored"),
    Column("removed_at", Moment, comment="null: the listing is there"),
    Column("complete", Boolean, nullable=False),
    Column("waiting_since", Moment, index=True, comment="null: no part is waited for"),
    Column("seller_handle", Text, index=True),
    Column("category", Text, index=True),
    Column("posted_at", Moment),
    Column("updated_at", Moment, nullable=False, index=True),
    Column("words", Text, comment="what is searched, in lower case"),
    Column("document", NullableJson, comment="payload of listing-updated"),
)

# A shop may have tables of these names with other columns, which migration 0005 leaves as they are. So
# services/enhance/shop reads the columns of whatever is there.
Table(
    "products",
    metadata,
    Column("id", Name),
    Column("title", Text),
    Column("category", Text),
    Column("raw_image_url", Text),
    Column("status", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    PrimaryKeyConstraint("id", name="pk_reelbus_products"),
)

Table(
    "product_images",
    metadata,
    Column("product_id", Name),
    Column("image_url", String(2048)),
    Column("status", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    PrimaryKeyConstraint("product_id", "image_url", name="pk_reelbus_product_images"),
)
