"""Puts reports together by happening, one transaction at a time, without moving what was placed before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from core.coverage.ruled import pair
from core.coverage.strands import Strand
from core.store.queries import claims as claim_queries
from core.store.queries import holdings, occurrences, regroupings, reports
from workers.outbox import Unit
from workers.pipeline.belonging import Belonging, belonging, own_homes, part_of
from workers.pipeline.campaigning import place_totals
from workers.pipeline.nearby import Nearby

# Neighbours are only looked for around the new reports, so that the work doesn't grow with the archive.
NEIGHBOURS = 300
_AROUND = timedelta(days=45)


def place_reports(work: Unit, fresh: Sequence[str], candidates: Sequence[str] | None, nearby: Nearby) -> list[str]:
    """Puts the `fresh` reports into occurrences, new ones where nothing fits; returns the occurrences that changed by
    it. `candidates` are the archive's; None where it could not be asked. `nearby` is what the process knows of them."""
    return place_all(work, [Placing(fresh, candidates)], nearby)[0]


@dataclass(frozen=True, slots=True)
class Placing:
    """The reports that one run brings, and the archive's candidates for them (None: it could not be asked)."""

    fresh: Sequence[str]
    candidates: Sequence[str] | None


def place_all(work: Unit, runs: Sequence[Placing], nearby: Nearby) -> list[list[str]]:
    """Puts the reports of several runs into occurrences; for each run the occurrences that its reports changed.

    A report that is placed stays where it is. Two occurrences become one only where all of the smaller one's reports
    turn out to be about the larger one's happening.
    """
    session = work.session
    occurrences.lock_placing(session)
    for run in runs:
        # One after the other: among reports of other days and places, what two have in common weighs otherwise, and
        # where a report belongs must not follow from what happened to wait beside it.
        _place(work, run, nearby)
    fresh = list(dict.fromkeys(report for run in runs for report in run.fresh))
    placed = occurrences.occurrences_of(session, fresh, of_campaigns=False)
    homes = sorted({occurrence for found in placed.values() for occurrence in found})
    for occurrence in homes:
        occurrences.touch(session, occurrence)
    by_totals = place_totals(work, fresh)
    for occurrence in sorted({o for found in by_totals.values() for o in found}.difference(homes)):
        occurrences.touch(session, occurrence)
    return [_of(placed, run) + [o for o in _of(by_totals, run) if o not in _of(placed, run)] for run in runs]


def _of(changed: Mapping[str, Sequence[str]], run: Placing) -> list[str]:
    return sorted({occurrence for report in run.fresh for occurrence in changed.get(report, ())})


def _place(work: Unit, run: Placing, nearby: Nearby) -> None:
    session = work.session
    wanted = set(run.fresh)
    pool = _pool(session, run)
    newest = holdings.newest(session, sorted(pool))
    lacking = nearby.lacking(list(newest.values()))
    nearby.take(holdings.documents(session, lacking), holdings.claims_by_revision(session, lacking))
    found = nearby.sorted_out(newest, regroupings.ruled(session, pool))
    here = belonging(session, newest, found.beside)
    guests: dict[int, list[Strand]] = {}
    for strand, number in found.beside:
        guests.setdefault(number, []).append(strand)
    told = [number for number, group in enumerate(found.groups) if wanted.intersection(group)]
    told += [n for n, of in sorted(guests.items()) if n not in told and any(s.told.report in wanted for s in of)]
    homes: dict[int, str] = {}
    for number in told:
        reports = found.groups[number] if number < len(found.groups) else ()
        homes[number] = _settle(work, reports, guests.get(number, ()), here)
    for number in told:
        _take_in(work, homes[number], [s for s in guests.get(number, ()) if s.told.report in wanted], here)
    # What is not told beside it, and the claims of a new wording, belong where their report is.
    own: dict[str, list[str]] = {}
    for report, home in own_homes(session, sorted(wanted)).items():
        own.setdefault(home, []).append(report)
    for home, mine in own.items():
        occurrences.adopt_claims(session, home, mine)


def _settle(work: Unit, group: Sequence[str], guests: Sequence[Strand], here: Belonging) -> str:
    """The occurrence of the reports of a group, and of what others tell of the same beside their own happening."""
    session = work.session
    counted = Counter(here.own[report] for report in group if report in here.own)
    counted.update(here.beside[part] for guest in guests if (part := part_of(guest)) in here.beside)
    homeless = [report for report in group if report not in here.own]
    if not counted and not group:
        home = _beside(work, guests[0])
    elif not counted:
        home = occurrences.new_occurrence(session, group, work.now)
    else:
        home = min(counted, key=lambda occurrence: (-counted[occurrence], occurrence))
        apart = regroupings.apart(session, counted)
        others = [o for o in sorted(counted) if o != home and pair(o, home) not in apart]
        inside = [o for o in others if _is_inside(work, o, group, guests, here)]
        occurrences.merge(session, home, inside, "machine", work.now)
    occurrences.add_members(session, home, homeless, "machine", work.now)
    return home


def _beside(work: Unit, strand: Strand) -> str:
    """The occurrence of a happening that only round-ups tell of, whatever their wording."""
    made = occurrences.new_occurrence(work.session, [strand.told.report], work.now, "beside", strand.name)
    row = occurrences.get_occurrence(work.session, made)
    return made if row is None else row.id


def _take_in(work: Unit, home: str, guests: Sequence[Strand], here: Belonging) -> None:
    """Claims that are told beside their report's own happening come into the occurrence that they are about."""
    session = work.session
    for guest in guests:
        ids = here.waiting.get(part_of(guest))
        if ids:
            occurrences.add_members(session, home, [guest.told.report], "machine", work.now, beside=True)
            claim_queries.place_claims(session, ids, home)


def _is_inside(work: Unit, occurrence: str, group: Sequence[str], guests: Sequence[Strand], here: Belonging) -> bool:
    """True where all that an occurrence holds turns out to be about the group's happening."""
    known = {report for report in group if here.own.get(report) == occurrence}
    known.update(s.told.report for s in guests if here.beside.get(part_of(s)) == occurrence)
    return set(occurrences.members(work.session, occurrence)) <= known


def _pool(session: Session, run: Placing) -> list[str]:
    """The reports among which the fresh ones are placed: the archive's candidates, those that came in while it was
    asked, and all that is in the same occurrences."""
    fresh = run.fresh
    groups, places = claim_queries.groups_and_places(session, fresh)
    since, until = _around(session, fresh)
    known = run.candidates is not None
    near = occurrences.near_reports(session, groups[:200], places[:200], since, until, NEIGHBOURS, only_new=known)
    pool = list(dict.fromkeys([*fresh, *near, *(run.candidates or ())]))
    homes = {o for found in occurrences.occurrences_of(session, pool, of_campaigns=False).values() for o in found}
    for found in occurrences.members_of(session, sorted(homes)).values():
        pool += found[:NEIGHBOURS]
    return list(dict.fromkeys(pool))


def _around(session: Session, fresh: Sequence[str]) -> tuple[str | None, str | None]:
    days = sorted(row.date[:10] for row in reports.reports_by_id(session, fresh).values() if row.date)
    try:
        first, last = date.fromisoformat(days[0]) - _AROUND, date.fromisoformat(days[-1]) + _AROUND
    except (IndexError, ValueError, OverflowError):
        return None, None
    return first.isoformat(), last.isoformat() + "~"  # "~" sorts after any time of that day
