"""Jobs that wait for one step in one queue are found in order: whoever has one in hand takes others along."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    sent = sa.text("state = 'sent'")
    op.create_index("ix_job_sent", "job", ["queue", "task", "id"], sqlite_where=sent, postgresql_where=sent)


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index("ix_job_sent", "job")
