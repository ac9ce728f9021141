"""Products and their pictures, unless the shop has tables of these names; results of jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OURS = {"product_images": "pk_reelbus_product_images", "products": "pk_reelbus_products"}
"""Primary keys by table. Their names tell our tables from a shop's own, which is neither changed nor dropped."""


def upgrade() -> None:
    """To this revision."""
    op.add_column("jobs", sa.Column("result", sa.JSON(), nullable=True, comment="payload of its result"))
    existing = sa.inspect(op.get_bind())
    if not existing.has_table("products"):
        op.create_table(
            "products",
            sa.Column("id", sa.String(length=256), nullable=False),
            sa.Column("title", sa.Text(), nullable=True),
            sa.Column("category", sa.Text(), nullable=True),
            sa.Column("raw_image_url", sa.Text(), nullable=True),
            sa.Column("status", sa.String(length=64), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("id", name=OURS["products"]),
        )
    if not existing.has_table("product_images"):
        op.create_table(
            "product_images",
            sa.Column("product_id", sa.String(length=256), nullable=False),
            sa.Column("image_url", sa.String(length=2048), nullable=False),
            sa.Column("status", sa.String(length=64), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("product_id", "image_url", name=OURS["product_images"]),
        )


def downgrade() -> None:
    """Back. Our own tables are dropped with their rows; a shop's tables stay."""
    existing = sa.inspect(op.get_bind())
    for table, key in OURS.items():
        if existing.has_table(table) and existing.get_pk_constraint(table).get("name") == key:
            op.drop_table(table)
    op.drop_column("jobs", "result")
