"""Every move of a tally is kept, so that a re-check tells what moved since it looked last, whoever moved it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import core.store.columns

revision: str = "0020"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "tally_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.String(), nullable=False),
        sa.Column("at", core.store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("change", core.store.columns.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_tally_move_occurrence_id_occurrence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_move")),
    )
    with op.batch_alter_table("tally_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tally_move_occurrence_id_at"), ["occurrence_id", "at"], unique=False)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("tally_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tally_move_occurrence_id_at"))
    op.drop_table("tally_move")
