"""Batches and pages of collages; how far ingest came."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "collage_batches",
        sa.Column("batch_id", sa.String(length=256), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False, comment="open, completed or failed"),
        sa.Column("reason", sa.Text()),
        sa.Column("csv_uri", sa.Text()),
        sa.Column("trigger", sa.String(length=32)),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, comment="when its first event was counted"),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("planned_at", sa.DateTime(timezone=True), comment="null: pages ended before the plan was read"),
        sa.Column("completed_at", sa.DateTime(timezone=True)),
        sa.Column("completed_by", sa.Text(), comment="id of the event that completed it: its repeat tells of it again"),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_accepted", sa.BigInteger(), nullable=False),
        sa.Column("rows_rejected", sa.BigInteger(), nullable=False),
        sa.Column("rows_filtered", sa.BigInteger(), nullable=False),
        sa.Column("creators", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), comment="null: not planned yet"),
        sa.Column("report_uri", sa.Text()),
        sa.Column("pages_ended", sa.Integer(), nullable=False),
        sa.Column("generated", sa.Integer(), nullable=False),
        sa.Column("partial", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("placed", sa.BigInteger(), nullable=False, comment="pictures"),
        sa.Column("missing", sa.BigInteger(), nullable=False, comment="pictures"),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("downloaded", sa.BigInteger(), nullable=False, comment="bytes"),
        sa.Column("last_page_at", sa.DateTime(timezone=True), comment="when the last page ended for the first time"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="counts the changes of its pages"),
        sa.Column("summarized", sa.Integer(), comment="the revision that the summary tells of; null: there is none"),
        sa.Column("summary_uri", sa.Text()),
        sa.Column("page_uri", sa.Text()),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_collage_batches")),
    )
    op.create_table(
        "ingest_files",
        sa.Column("uri", sa.String(length=2048), nullable=False),
        sa.Column("etag", sa.String(length=256), nullable=False),
        sa.Column("batch_id", sa.String(length=256), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_to", sa.Text()),
        sa.PrimaryKeyConstraint("uri", "etag", name=op.f("pk_ingest_files")),
    )
    op.create_index(op.f("ix_ingest_files_batch_id"), "ingest_files", ["batch_id"])

    op.create_table(
        "ingest_positions",
        sa.Column("name", sa.String(length=256), nullable=False, comment="of a source or a schedule"),
        sa.Column("position", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ingest_positions")),
    )
    op.create_table(
        "collage_pages",
        sa.Column("batch_id", sa.String(length=256), nullable=False),
        sa.Column("creator", sa.String(length=256), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("uri", sa.Text()),
        sa.Column("manifest_uri", sa.Text()),
        sa.Column("placed", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False, comment="missing pictures by reason"),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("downloaded", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["collage_batches.batch_id"], name=op.f("fk_collage_pages_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "creator", "page", name=op.f("pk_collage_pages")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("collage_pages")
    op.drop_table("ingest_positions")
    op.drop_table("ingest_files")
    op.drop_table("collage_batches")
