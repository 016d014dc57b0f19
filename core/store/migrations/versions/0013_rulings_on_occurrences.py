"""People merge and split occurrences, and what they ruled binds."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import core.store.columns

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "occurrence_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("occurrence_id", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=False),
        sa.Column("reports", core.store.columns.Json(), nullable=False),
        sa.Column("stayed", core.store.columns.Json(), nullable=False),
        sa.Column("claims", core.store.columns.Json(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("decided_at", core.store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_occurrence_ruling_occurrence_id_occurrence")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["occurrence.id"], name=op.f("fk_occurrence_ruling_other_id_occurrence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence_ruling")),
    )
    with op.batch_alter_table("occurrence_ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrence_ruling_occurrence_id"), ["occurrence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_occurrence_ruling_other_id"), ["other_id"], unique=False)
    op.create_table(
        "occurrence_apart",
        sa.Column("a", sa.String(length=32), nullable=False),
        sa.Column("b", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["occurrence.id"], name=op.f("fk_occurrence_apart_a_occurrence")),
        sa.ForeignKeyConstraint(["b"], ["occurrence.id"], name=op.f("fk_occurrence_apart_b_occurrence")),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_occurrence_apart")),
    )
    with op.batch_alter_table("occurrence_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrence_apart_b"), ["b"], unique=False)
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrence_merged_into"), ["merged_into"], unique=False)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occurrence_merged_into"))
    op.drop_table("occurrence_apart")
    op.drop_table("occurrence_ruling")
