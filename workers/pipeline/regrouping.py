"""People merge occurrences and split them. What they rule is kept, and holds for every later report and re-check."""

from collections.abc import Sequence

from core.store.queries import claims as claim_queries
from core.store.queries import occurrences, regroupings
from core.store.tables import OccurrenceRow
from workers.outbox import Unit


class BadRegrouping(ValueError):
    """A merge or a split that can't be made; the message says why and what could be."""


def merge_occurrences(work: Unit, kept: str, others: Sequence[str], who: str, *, note: str = "") -> OccurrenceRow:
    """`others` are the same happening as `kept` (ids, or the beginnings of them): all that they hold goes into it, and
    no machine tells their reports apart again. Gives `kept`. Raises BadRegrouping."""
    _check_name(who)
    occurrences.lock_placing(work.session)
    home = _found(work, kept)
    losers = list(dict.fromkeys(_found(work, other).id for other in others))
    if not losers or home.id in losers:
        raise BadRegrouping("A merge needs two occurrences or more, each another.")
    for loser in losers:
        stayed, came = occurrences.members(work.session, home.id), occurrences.members(work.session, loser)
        regroupings.add_ruling(
            work.session, "merge", home.id, loser, who, work.now, reports=came, stayed=stayed, note=note
        )
        regroupings.allow_together(work.session, home.id, loser)
        occurrences.merge(work.session, home.id, [loser], who, work.now)
    _judge_anew(work, home.id)
    return home


def split_occurrence(
    work: Unit,
    occurrence: str,
    reports: Sequence[str],
    who: str,
    *,
    claims: Sequence[str] = (),
    into: str | None = None,
    note: str = "",
) -> OccurrenceRow:
    """`reports` of an occurrence are about another happening: a new one, or `into` that one. `claims` are ids of single
    claims of reports that stay, so that a round-up belongs to both. No machine makes the two one again. Gives the
    occurrence that they went to. Raises BadRegrouping."""
    _check_name(who)
    occurrences.lock_placing(work.session)
    home = _found(work, occurrence)
    going = _going(work, home, reports, claims)
    stayed = [report for report in occurrences.members(work.session, home.id) if report not in going]
    if not stayed:
        raise BadRegrouping("At least one report must stay: there is nothing to split otherwise.")
    target = _target(work, home, going, claims, into)
    ruling = {"reports": going, "stayed": stayed, "claims": claims}
    regroupings.add_ruling(work.session, "split", home.id, target.id, who, work.now, note=note, **ruling)
    regroupings.keep_apart(work.session, home.id, target.id)
    occurrences.move(work.session, home.id, target.id, going, claims, who, work.now)
    _judge_anew(work, home.id, target.id)
    return target


def _going(work: Unit, home: OccurrenceRow, reports: Sequence[str], claims: Sequence[str]) -> list[str]:
    """The full ids of the reports that go, each of them of this occurrence, as are the claims."""
    inside = occurrences.members(work.session, home.id)
    going: dict[str, None] = {}
    for wanted in reports:
        match = [report for report in inside if report == wanted or (len(wanted) >= 8 and report.startswith(wanted))]
        if len(match) != 1:
            raise BadRegrouping(f"Report {wanted!r} is not in this occurrence: use the ids that its page lists.")
        going[match[0]] = None
    known = claim_queries.claims_by_id(work.session, claims)
    for claim in claims:
        if claim not in known or known[claim].occurrence_id != home.id or known[claim].report_id in going:
            raise BadRegrouping(f"Claim {claim!r} is not of a report that stays in this occurrence.")
    if not going and not claims:
        raise BadRegrouping("A split needs the reports, or the claims, that are about another happening.")
    return list(going)


def _target(
    work: Unit, home: OccurrenceRow, reports: Sequence[str], claims: Sequence[str], into: str | None
) -> OccurrenceRow:
    if into is not None:
        target = _found(work, into)
        if target.id == home.id:
            raise BadRegrouping("An occurrence can't be split into itself.")
        return target
    earlier = len(regroupings.rulings_on(work.session, home.id))
    return _found(work, occurrences.new_occurrence(work.session, reports, work.now, home.id, sorted(claims), earlier))


def _found(work: Unit, occurrence: str) -> OccurrenceRow:
    row = occurrences.get_occurrence(work.session, occurrence)
    if row is None:
        raise BadRegrouping(f"There is no occurrence {occurrence!r}: `tawatur occurrences list` lists them.")
    return row


def _check_name(who: str) -> None:
    if not who.strip():
        raise BadRegrouping("A ruling needs the name of who made it.")


def _judge_anew(work: Unit, *changed: str) -> None:
    for occurrence in changed:
        occurrences.touch(work.session, occurrence)
        work.send("judge", occurrence, "interactive")
