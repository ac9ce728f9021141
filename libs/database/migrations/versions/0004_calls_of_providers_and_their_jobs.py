"""Calls of providers, their attempts and days, and the jobs that they belong to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "jobs",
        sa.Column("job", sa.String(length=600), nullable=False, comment="kind/id/run"),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="product or image"),
        sa.Column("subject", sa.String(length=256), nullable=False, comment="id of the product or of the image job"),
        sa.Column("run", sa.String(length=256), nullable=False),
        sa.Column("topic", sa.String(length=256), nullable=False, comment="of its request"),
        sa.Column("request", sa.JSON(), nullable=False, comment="payload of the event as it came"),
        sa.Column("status", sa.String(length=16), nullable=False, comment="open, or that of its result"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("prompts", sa.JSON(), nullable=True, comment="null: not asked for yet"),
        sa.Column("cost_usd", sa.Float(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False, comment="calls whose outcome cannot be known"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_status_created_at", "jobs", ["status", "created_at"])

    op.create_table(
        "provider_calls",
        sa.Column("call_id", sa.String(length=36), nullable=False, comment="UUIDv5 of job, kind and ordinal"),
        sa.Column("job", sa.String(length=600), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("model", sa.String(length=256), nullable=False, comment="as configured"),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False, comment="what is sent, of the first plan"),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False, comment="attempts that were begun"),
        sa.Column("failures", sa.Integer(), nullable=False, comment="failed attempts since a person last allowed one"),
        sa.Column("again", sa.Boolean(), nullable=False, comment="another attempt may help"),
        sa.Column("owner", sa.String(length=256), nullable=True, comment="of the attempt that is sent"),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True, comment="of the attempt that is sent"),
        sa.Column("cause", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cost_usd", sa.Float(), nullable=False, comment="of all attempts, as far as known"),
        sa.Column("unknown_usd", sa.Float(), nullable=False, comment="what unknown attempts may have cost at most"),
        sa.Column("usage", sa.JSON(), nullable=True, comment="of the result"),
        sa.Column("response_id", sa.Text(), nullable=True, comment="of the result"),
        sa.Column("answered_by", sa.String(length=256), nullable=True, comment="model version of the result"),
        sa.Column("uri", sa.Text(), nullable=True, comment="of the result"),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("media_type", sa.String(length=256), nullable=True),
        sa.Column("flags", sa.JSON(none_as_null=True), nullable=True, comment="notes of the provider for a reviewer"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True, comment="of the last attempt"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "given_up_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="a person decided that no further attempt is sent",
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_provider_calls")),
        sa.UniqueConstraint("job", "kind", "ordinal", name=op.f("uq_provider_calls_job_kind_ordinal")),
    )
    op.create_index("ix_provider_calls_state_updated_at", "provider_calls", ["state", "updated_at"])

    op.create_table(
        "provider_days",
        sa.Column("budget", sa.String(length=256), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="UTC"),
        sa.Column("usd", sa.Float(), nullable=False, comment="costs, and estimates of attempts without a known cost"),
        sa.PrimaryKeyConstraint("budget", "day", name=op.f("pk_provider_days")),
    )
    op.create_table(
        "provider_attempts",
        sa.Column("call_id", sa.String(length=36), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=256), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("estimate_usd", sa.Float(), nullable=False),
        sa.Column("cost_usd", sa.Float(), nullable=True, comment="null: not known"),
        sa.Column("usage", sa.JSON(), nullable=True),
        sa.Column("response_id", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=256), nullable=True),
        sa.Column("budget", sa.String(length=256), nullable=True, comment="whose day it counts in; null: not paid"),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["provider_calls.call_id"], name=op.f("fk_provider_attempts_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "attempt", name=op.f("pk_provider_attempts")),
    )
    op.create_index("ix_provider_attempts_state_lease_until", "provider_attempts", ["state", "lease_until"])


def downgrade() -> None:
    """Back. What calls cost is lost."""
    op.drop_table("provider_attempts")
    op.drop_table("provider_days")
    op.drop_table("provider_calls")
    op.drop_table("jobs")
