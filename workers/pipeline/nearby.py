"""What a process has worked out of reports among which others are placed: each wording is read in full once."""

from collections.abc import Mapping, Sequence

from core.claims import Claim
from core.coverage.copies import Compared
from core.coverage.happening import Happening
from core.coverage.occurrence import Occurrences, sorted_out
from core.coverage.ruled import Ruled
from core.coverage.strands import Strand, unravelled
from core.report import Report

WORDINGS = 500
"""Wordings that are remembered, the longest unused forgotten first: some 60 KB each, texts and what they are about."""


class Nearby:
    """Wordings by revision id, which stands for one text and its claims for good."""

    def __init__(self, most: int = WORDINGS) -> None:
        self._texts = Compared(most)
        self._told: dict[str, Happening] = {}
        self._beside: dict[str, tuple[Strand, ...]] = {}

    def lacking(self, revisions: Sequence[str]) -> list[str]:
        """Those of these wordings that have to be taken in."""
        return [one for one in revisions if one not in self._texts]

    def take(self, documents: Mapping[str, Report], claims: Mapping[str, Sequence[Claim]]) -> None:
        """Takes in wordings and the claims of each, by revision id."""
        for revision, report in documents.items():
            self._texts.take(revision, report.document)
            self._told[revision], self._beside[revision] = unravelled(report, claims.get(revision, ()))

    def sorted_out(self, revisions: Mapping[str, str], ruled: Ruled) -> Occurrences:
        """Sorts reports, each with its newest wording by report id, into happenings. A report that a person put into
        an occurrence stays there as a whole."""
        by_revision = {revision: report for report, revision in revisions.items()}
        copied = self._texts.groups(list(by_revision))
        told = [self._told[revision] for revision in revisions.values()]
        beside = [s for report, one in revisions.items() if report not in ruled.homes for s in self._beside[one]]
        if len(self._told) > 2 * WORDINGS:
            self._told = {one: known for one, known in self._told.items() if one in self._texts}
            self._beside = {one: known for one, known in self._beside.items() if one in self._texts}
        return sorted_out(told, [[by_revision[one] for one in group] for group in copied], ruled, beside)
