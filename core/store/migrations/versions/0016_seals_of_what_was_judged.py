"""A short hash beside each judged row, so that any process sees what differs from what it found itself."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("figure", "relation", "finding", "flag")


def upgrade() -> None:
    """To this version."""
    for table in _TABLES:
        op.add_column(table, sa.Column("seal", sa.String(length=16), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    for table in reversed(_TABLES):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("seal")
