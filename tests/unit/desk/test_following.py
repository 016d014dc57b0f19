"""What the command line tells of a verification that is on its way."""

import pytest

from core.store.tables import VerificationRow
from desk.following import _reached, _words


@pytest.mark.parametrize(
    ("stage", "counts", "words", "reached"),
    [
        ("queued", (0, 0, 0), "queued", 0.0),
        ("searching", (0, 0, 0), "searching", 2.0),
        ("fetching", (20, 10, 2), "fetching 12/20", 3.6),
        ("fetching", (0, 0, 0), "fetching", 3.0),
        ("comparing", (20, 18, 2), "comparing", 4.0),
        ("done", (20, 18, 2), "done", 5.0),
        ("failed", (20, 1, 0), "failed", 5.0),
    ],
)
def test_stage_and_counts(stage: str, counts: tuple[int, int, int], words: str, reached: float) -> None:
    row = VerificationRow(key="k", article={}, stage=stage)
    row.candidates, row.fetched, row.unreached = counts
    assert (_words(row).strip(), round(_reached(row), 3)) == (words, reached)
