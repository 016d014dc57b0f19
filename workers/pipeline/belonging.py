"""Where reports, and what they tell beside their own happening, stand before others are placed among them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from core.coverage.roundup import Placed
from core.coverage.strands import Strand
from core.store.queries import holdings, occurrences

Part = tuple[str, int]
"""A report and the number of one of its strands."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """`own` gives the occurrence that a report is mainly about, `beside` that of a strand; reports and strands that
    are in none yet are missing. `waiting` are the claims, by id, of strands that are in none."""

    own: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[Part, str] = field(default_factory=dict)
    waiting: Mapping[Part, Sequence[str]] = field(default_factory=dict)


def belonging(session: Session, newest: Mapping[str, str], placed: Placed) -> Belonging:
    """Where the reports whose newest wordings are given by report id, and their strands, are."""
    members = occurrences.memberships(session, list(newest))
    own = _own(members)
    parts = {(s.told.report, n): s.part for s, _ in placed for n in s.told.claims}
    wordings = [newest[report] for report in dict.fromkeys(report for report, _ in parts)]
    homes: dict[Part, Counter[str]] = {}
    waiting: dict[Part, list[str]] = {}
    for row in holdings.standing_of(session, wordings):
        part = parts.get((row.report_id, row.n))
        if part is None:
            continue
        if row.occurrence_id is None:
            waiting.setdefault((row.report_id, part), []).append(row.claim_id)
        elif row.occurrence_id in members[row.report_id] and row.occurrence_id != own.get(row.report_id):
            homes.setdefault((row.report_id, part), Counter())[row.occurrence_id] += 1
    beside = {part: min(found, key=lambda o: (-found[o], o)) for part, found in homes.items()}
    return Belonging(own, beside, {part: ids for part, ids in waiting.items() if part not in beside})


def own_homes(session: Session, reports: Sequence[str]) -> dict[str, str]:
    """The occurrence that each of these reports is mainly about, as far as it is placed."""
    return _own(occurrences.memberships(session, reports))


def _own(members: Mapping[str, Mapping[str, bool]]) -> dict[str, str]:
    return {report: home for report, found in members.items() for home, beside in found.items() if not beside}


def part_of(strand: Strand) -> Part:
    """What names a strand among all."""
    return strand.told.report, strand.part
