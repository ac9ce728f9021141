"""Revisions of pages: what a repair made of one replaces what is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    # With a default, or a version without revisions could write no page while it still runs beside this one.
    with op.batch_alter_table("collage_pages") as table:
        table.add_column(
            sa.Column(
                "revision", sa.Integer(), server_default="0", nullable=False, comment="how often the page was repaired"
            )
        )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("collage_pages") as table:
        table.drop_column("revision")
