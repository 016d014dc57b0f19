"""A reviewer asks for a second one; pages that failed are found by how often."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import core.store.columns

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "second_look",
        sa.Column("flag_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", core.store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_second_look_flag_id_flag")),
        sa.PrimaryKeyConstraint("flag_id", name=op.f("pk_second_look")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_failures"), ["failures", "fetched_at"], unique=False)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_failures"))
    op.drop_table("second_look")
