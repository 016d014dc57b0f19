"""The inbox counts and ranks out of an index alone; a flag repeats the measure and both reports of its claims, which
never change; the flags of a claim, and the open ones of a report or an occurrence, are found without looking at all."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0060"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEW = (
    (
        "ix_flag_status_kind_rank_id_measure_report_id_report_b",
        ["status", "kind", "rank", "id", "measure", "report_id", "report_b"],
    ),
    ("ix_flag_occurrence_id_status", ["occurrence_id", "status"]),
    ("ix_flag_report_id_status", ["report_id", "status"]),
    ("ix_flag_claim_a", ["claim_a"]),
    ("ix_flag_claim_b", ["claim_b"]),
)
_OLD = (
    ("ix_flag_status_rank", ["status", "rank"]),
    ("ix_flag_occurrence_id", ["occurrence_id"]),
    ("ix_flag_report_id", ["report_id"]),
)


_FILL = """
UPDATE flag SET
    measure = (SELECT measure FROM claim WHERE claim.id = flag.claim_a),
    report_b = (SELECT report_id FROM claim WHERE claim.id = flag.claim_b)
"""


def upgrade() -> None:
    """To this version."""
    op.add_column("flag", sa.Column("report_b", sa.String(), nullable=True))
    op.add_column("flag", sa.Column("measure", sa.String(), nullable=True))
    op.execute(_FILL)
    for name, _ in _OLD:
        op.drop_index(op.f(name), table_name="flag")
    for name, columns in _NEW:
        op.create_index(op.f(name), "flag", columns)


def downgrade() -> None:
    """Back to the version before."""
    for name, _ in _NEW:
        op.drop_index(op.f(name), table_name="flag")
    op.drop_column("flag", "measure")
    op.drop_column("flag", "report_b")
    for name, columns in _OLD:
        op.create_index(op.f(name), "flag", columns)
