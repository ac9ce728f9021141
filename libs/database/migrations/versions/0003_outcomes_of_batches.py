"""What the outcome of a batch is made of: pictures cancelled with it, and blank rows among the rejected ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    # With defaults, or a version without these could write no batch while it still runs beside this one.
    for name, comment in (("rows_blank", "of rows_rejected"), ("cancelled", "pictures, of missing")):
        column = sa.Column(name, sa.BigInteger(), server_default="0", nullable=False, comment=comment)
        op.add_column("collage_batches", column)


def downgrade() -> None:
    """Back. Column by column: to copy the table and drop the first would drop the pages with their batches."""
    for name in ("cancelled", "rows_blank"):
        op.drop_column("collage_batches", name)
