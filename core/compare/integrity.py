"""What single claims and reports show: a cited report that lacks the figure, a silent change, an inconsistency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.claims import Claim
from core.compare.because import Because
from core.compare.checks import Inconsistency, inconsistencies
from core.compare.findings import Finding, changed_silently, cited_name, cited_not_found
from core.report import Report

Key = tuple[str, int]
"""Report id and claim number."""
Claims = Mapping[str, Sequence[Claim]]

CORRECTIONS = (
    "correction", "corrected", "updated", "clarification", "تصحيح", "تصويب", "تحديث", "correctif", "rectificatif",
    "mise à jour", "mis à jour", "corrección", "actualización", "actualizado",
)  # fmt: skip
"""Words by which a text says that it was changed."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Claims of one report that can't all stand as printed: `claims` are their numbers, `kind` the check's name."""

    report: str
    kind: str
    claims: tuple[int, ...]
    because: Because


def of_claims(reports: Sequence[Report], claims: Claims, earlier: Claims) -> list[tuple[Key, Finding]]:
    """Findings of single claims: the cited report is at hand and lacks the figure; a revision changed it silently.
    `earlier` holds the claims of the revision before, for reports that have one."""
    archive = _archive(reports, claims)
    found: list[tuple[Key, Finding]] = []
    for report in reports:
        mine = claims.get(report.id, ())
        others = _others(archive, report)
        for claim in mine:
            missing = cited_not_found(claim, others)
            if missing is not None:
                found.append(((report.id, claim.n), missing))
        before = earlier.get(report.id)
        if before is not None:
            changed = changed_silently(before, mine, says_so=_says_so(report.document))
            found += [((report.id, claim.n), finding) for claim, finding in changed]
    return found


def inside_reports(reports: Sequence[Report], claims: Claims) -> list[Inside]:
    """Headline against body, parts against total, previous plus new against the new total, one figure in two values."""
    return [
        Inside(report.id, one.kind, one.claims, _because(one, claims[report.id]))
        for report in reports
        if claims.get(report.id)
        for one in inconsistencies(tuple(claims[report.id]))
    ]


_WHOLE_FIRST = frozenset({"parts_total"})
"""Checks that name the whole before its parts; the others name it last."""


def _because(one: Inconsistency, claims: Sequence[Claim]) -> Because:
    printed = {claim.n: claim.text or str(claim.value) for claim in claims}
    told = [printed[n] for n in one.claims]
    parts, whole = (told[1:], told[0]) if one.kind in _WHOLE_FIRST else (told[:-1], told[-1])
    return Because(one.kind, None, " + ".join(parts), whole)


def _archive(reports: Sequence[Report], claims: Claims) -> dict[str, list[Claim]]:
    """What each outlet gave, in whichever of its reports on the happening."""
    gathered: dict[str, list[Claim]] = {}
    for report in reports:
        if report.publisher and claims.get(report.id):
            gathered.setdefault(cited_name(report.publisher), []).extend(claims[report.id])
    return gathered


def _others(archive: Mapping[str, list[Claim]], report: Report) -> Mapping[str, Sequence[Claim]]:
    """The archive without the report's own outlet: nobody is checked against the own text, nor cites oneself."""
    own = cited_name(report.publisher) if report.publisher else None
    return {name: told for name, told in archive.items() if name != own}


def _says_so(document: str) -> bool:
    folded = document.casefold()
    return any(word in folded for word in CORRECTIONS)
