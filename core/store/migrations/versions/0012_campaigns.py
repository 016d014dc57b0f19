"""Running totals belong to their campaign's occurrence."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("campaign", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_occurrence_campaign"), ["campaign"], unique=True)
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.add_column(sa.Column("campaign", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_claim_campaign"), ["campaign"], unique=False)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_campaign"))
        batch_op.drop_column("campaign")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occurrence_campaign"))
        batch_op.drop_column("campaign")
