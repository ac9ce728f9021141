"""The tables. A change needs a migration in `migrations/versions`; a test compares the two."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

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
