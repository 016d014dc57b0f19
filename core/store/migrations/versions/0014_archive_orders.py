"""What the archive's index has still to take up."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import core.store.columns

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "archive_order",
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("noted_at", core.store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("indexed_at", core.store.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_archive_order_report_id_report")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_archive_order")),
    )
    with op.batch_alter_table("archive_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_archive_order_indexed_at_noted_at"), ["indexed_at", "noted_at"], unique=False
        )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("archive_order")
