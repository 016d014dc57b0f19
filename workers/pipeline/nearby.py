"""What a process has worked out of reports that it places and compares: each wording is read in full once, two are held
against each other once."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from core.claims import Claim
from core.compare import Reported
from core.compare.crosscheck import assemble
from core.coverage.copies import Compared
from core.coverage.happening import Happening, happening
from core.coverage.occurrence import Occurrences, sorted_out
from core.coverage.passages import Passages
from core.coverage.ruled import Ruled
from core.coverage.strands import Strand, unravelled
from core.report import Report

WORDINGS = 500
"""Wordings that are remembered, the longest unused forgotten first: some 80 KB each, texts and what they are about."""


class Nearby:
    """Wordings by revision id, which stands for one text and its claims for good."""

    def __init__(self, most: int = WORDINGS) -> None:
        self._texts = Compared(most)
        self._passages = Passages(most)
        self._told: dict[str, Happening] = {}
        self._beside: dict[str, tuple[Strand, ...]] = {}
        self._parts: OrderedDict[tuple[str, tuple[int, ...]], Happening] = OrderedDict()

    def lacking(self, revisions: Sequence[str]) -> list[str]:
        """Those of these wordings that have to be taken in."""
        return [one for one in revisions if one not in self._told or one not in self._texts]

    def take(self, documents: Mapping[str, Report], claims: Mapping[str, Sequence[Claim]]) -> None:
        """Takes in wordings and the claims of each, by revision id."""
        for revision, report in documents.items():
            if revision not in self._texts:
                self._texts.take(revision, report.document)
            self._told[revision], self._beside[revision] = unravelled(report, claims.get(revision, ()))

    def sorted_out(self, revisions: Mapping[str, str], ruled: Ruled) -> Occurrences:
        """Sorts reports, each with its newest wording by report id, into happenings. A report that a person put into
        an occurrence stays there as a whole."""
        copied = self._copied(revisions)
        told = [self._told[revision] for revision in revisions.values()]
        beside = [s for report, one in revisions.items() if report not in ruled.homes for s in self._beside[one]]
        if len(self._told) > 2 * WORDINGS:
            self._told = {one: known for one, known in self._told.items() if one in self._texts}
            self._beside = {one: known for one, known in self._beside.items() if one in self._texts}
        return sorted_out(told, copied, ruled, beside)

    def told(
        self,
        revisions: Mapping[str, str],
        reports: Sequence[Report],
        claims: Mapping[str, Sequence[Claim]],
        ruled: Ruled,
        name: str,
    ) -> list[Reported]:
        """The claims of one happening, called `name`, as they are compared; the reports' wordings by report id."""
        for report in reports:
            if revisions[report.id] not in self._texts:
                self._texts.take(revisions[report.id], report.document)
        copied = self._copied(revisions)
        about = [self._about(revisions[report.id], report, claims[report.id]) for report in reports]
        happenings = sorted_out(about, copied, ruled).named(name)
        among = self._passages.copied([(revisions[report.id], report, claims[report.id]) for report in reports])
        return assemble(reports, claims, copied, happenings, among)

    def _copied(self, revisions: Mapping[str, str]) -> list[list[str]]:
        """Groups of reports that are near-copies."""
        by_revision = {revision: report for report, revision in revisions.items()}
        return [[by_revision[one] for one in group] for group in self._texts.groups(list(by_revision))]

    def _about(self, revision: str, report: Report, claims: Sequence[Claim]) -> Happening:
        """What a report is mainly about, by those of its claims that are in question."""
        key = (revision, tuple(claim.n for claim in claims))
        known = self._parts.get(key)
        if known is None:
            known = self._parts[key] = happening(report, claims)
        self._parts.move_to_end(key)
        while len(self._parts) > WORDINGS:
            self._parts.popitem(last=False)
        return known
