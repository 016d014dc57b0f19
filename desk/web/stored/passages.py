"""The words of a report around a claim, and the marks of all its claims."""

from collections.abc import Mapping, Sequence

from core.store.tables import ClaimRow, RevisionRow
from desk.web.views import Mark, Segment, excerpt


def mark_of(row: ClaimRow, finding: str | None) -> Mark | None:
    """Where a claim's number stands in its text; None for claims of tables without a text."""
    start, end = row.detail.get("num_start"), row.detail.get("num_end")
    if not isinstance(start, int) or not isinstance(end, int):
        start, end = row.start, row.end
    return None if start is None or end is None else Mark(start, end, row.n, finding)


def marks_of(rows: Sequence[ClaimRow], headline: Mapping[str, str]) -> tuple[Mark, ...]:
    """The marks of claims; `headline` gives the headline finding by claim id."""
    found = (mark_of(row, headline.get(row.id)) for row in rows)
    return tuple(mark for mark in found if mark is not None)


def passage_of(row: ClaimRow, revision: RevisionRow | None, finding: str) -> tuple[Segment, ...]:
    """The sentence of a claim, its number marked; empty where the text isn't at hand."""
    mark = mark_of(row, finding)
    if revision is None or mark is None or not revision.document:
        return ()
    return excerpt(revision.document, revision.lang or "en", mark)
