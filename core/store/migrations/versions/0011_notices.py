"""Who is told of new flags, and each telling."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import core.store.columns

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "notice_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("kinds", core.store.columns.Json(), nullable=False),
        sa.Column("least_rank", sa.Float(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=True),
        sa.Column("paused_at", core.store.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("created_at", core.store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_rule")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("flags", core.store.columns.Json(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("created_at", core.store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", core.store.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["rule_id"], ["notice_rule.id"], name=op.f("fk_notice_rule_id_notice_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_rule_id_id"), ["rule_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_status"), ["status"], unique=False)
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_changed_at"), ["changed_at"], unique=False)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_changed_at"))
    op.drop_table("notice")
    op.drop_table("notice_rule")
