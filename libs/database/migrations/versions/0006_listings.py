"""Listings of videos."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "listings",
        sa.Column("video_id", sa.String(length=256), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False, comment="of the listing; a smaller one is not stored"),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True, comment="null: the listing is there"),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True, comment="null: no part is waited for"),
        sa.Column("seller_handle", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=True, comment="what is searched, in lower case"),
        sa.Column("document", sa.JSON(), nullable=True, comment="payload of listing-updated"),
        sa.PrimaryKeyConstraint("video_id", name=op.f("pk_listings")),
    )
    for column in ("waiting_since", "seller_handle", "category", "updated_at"):
        op.create_index(op.f(f"ix_listings_{column}"), "listings", [column])


def downgrade() -> None:
    """Back."""
    op.drop_table("listings")
