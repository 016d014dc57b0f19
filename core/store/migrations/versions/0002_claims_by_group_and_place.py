"""Find reports by the groups and places of their claims."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_place_label"), ["place_label"], unique=False)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_place_label"))
        batch_op.drop_index(batch_op.f("ix_claim_group_id"))
