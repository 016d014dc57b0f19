"""A report tells of occurrences beside the one that it is mainly about."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0060"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("occurrence_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("beside", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("occurrence_report", schema=None) as batch_op:
        batch_op.drop_column("beside")
