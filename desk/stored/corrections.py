"""Corrections out of the store and into it: found again by the wording and the place of the number in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from core.claims import Claim, Stance, Window, WindowKind
from core.claims.codec import claim_from_json, claim_to_json
from core.names import Named
from core.numbers import Interval, Precision
from core.store import reading
from core.store.queries import claims, corrections, reports
from core.store.queries.claims import as_claim
from core.store.queries.corrections import UNDONE
from core.store.tables import ClaimRow, CorrectionRow, RevisionRow
from desk.desk import Refused
from desk.export.gold import Labelled, gold_line
from desk.stored.names import name_of
from desk.views import Corrected, CorrectionView, Figure
from workers.outbox import Unit

_LARGEST = Decimal(10) ** 18


def shown(
    session: Session, report_id: str, revision: RevisionRow, rows: Sequence[ClaimRow]
) -> tuple[CorrectionView, ...]:
    """The corrections of a report that are in force, each with the claim that it is about."""
    by_place = {_place(row): row.n for row in rows}
    held = corrections.in_force(corrections.corrections_of(session, report_id))
    return tuple(_view(row, by_place, revision) for row in held.values())


def correct(act: Unit, report_id: str, n: int | None, given: Corrected | None, who: str) -> None:
    """Corrects claim `n`; strikes it where nothing is `given`; adds one where `n` is None. Raises Refused."""
    revision = reports.newest_revision(act.session, report_id)
    if revision is None:
        raise Refused("There is no such article.")
    rows = claims.claims_of_revision(act.session, revision.id)
    row = next((one for one in rows if one.n == n), None)
    if n is not None and row is None:
        raise Refused(f"The article has no number {n} any more: reload the page.")
    claim = _corrected(as_claim(row), given) if row is not None and given is not None else None
    if row is None:
        claim = _missed(revision.document, {_place(one) for one in rows}, given or Corrected())
    start, end = _place(row) if row is not None else (claim.num_start, claim.num_end) if claim else (None, None)
    name = "strike" if claim is None else "correct" if row is not None else "add"
    act.session.add(
        CorrectionRow(
            report_id=report_id, document_hash=revision.document_hash, act=name, start=start, end=end,
            claim=None if claim is None else claim_to_json(claim), note=(given.note if given else "")[:4000],
            who=who, made_at=act.now,
        )
    )  # fmt: skip


def take_back(act: Unit, report_id: str, correction_id: int, who: str) -> None:
    """Takes a correction back; its row stays. Raises Refused."""
    held = corrections.in_force(corrections.corrections_of(act.session, report_id)).values()
    row = next((one for one in held if one.id == correction_id), None)
    if row is None:
        raise Refused("There is no such correction to take back.")
    act.session.add(
        CorrectionRow(
            report_id=report_id, document_hash=row.document_hash, act=UNDONE, start=row.start, end=row.end, who=who,
            made_at=act.now, revises=row.id,
        )
    )  # fmt: skip


def gold_lines(engine: Engine) -> Iterator[dict[str, Any]]:
    """One line for every corrected article: its text, and its claims as people say they should be."""
    after = ""
    while True:
        with reading(engine) as session:
            ids = corrections.corrected_reports(session, after, 100)
            made = corrections.corrections_of_all(session, ids)
            wordings, read = reports.newest_revisions(session, ids), claims.newest_claims(session, ids)
        told = (_gold(wordings[one], read[one], made[one]) for one in ids if one in wordings)
        found = [line for line in told if line is not None]
        yield from found
        if len(ids) < 100:
            return
        after = ids[-1]


def _gold(revision: RevisionRow, rows: Sequence[ClaimRow], made: Sequence[CorrectionRow]) -> dict[str, Any] | None:
    held = corrections.in_force(made).values()
    here = {(one.start, one.end): one for one in held if one.document_hash == revision.document_hash}
    if not here:
        return None
    read = [(_place(row), claim_to_json(as_claim(row))) for row in rows]
    told: list[Labelled] = [(claim, here[place].claim if place in here else claim) for place, claim in read]
    missed = [one.claim for place, one in here.items() if place not in {spot for spot, _ in read}]
    told += [({**one, "n": None}, one) for one in missed if one is not None]
    about = {
        "id": revision.report_id,
        "lang": revision.lang,
        "date": revision.date,
        "publisher": revision.publisher,
        "document": revision.document,
    }
    return gold_line(about, told, sorted({one.who for one in here.values()}))


def _place(row: ClaimRow) -> tuple[int | None, int | None]:
    start, end = row.detail.get("num_start"), row.detail.get("num_end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else (row.start, row.end)


def _corrected(claim: Claim, given: Corrected) -> Claim:
    value, interval, precision = _figure(claim, given)
    window = claim.window if given.window in ("", str(claim.window.kind)) else Window(_kind(given.window))
    return replace(
        claim,
        value=value,
        interval=interval,
        precision=precision,
        measure=given.measure.strip() or claim.measure,
        group=_group(claim.group, given.group),
        window=window,
        stance=_stance(given.stance) if given.stance else claim.stance,
        because=(),
    )


def _missed(document: str, taken: set[tuple[int | None, int | None]], given: Corrected) -> Claim:
    """A claim on the first place where the text prints this number and no claim stands."""
    printed = given.printed.strip()
    at = document.find(printed) if printed else -1
    while at >= 0 and any(s is not None and e is not None and s < at + len(printed) and at < e for s, e in taken):
        at = document.find(printed, at + 1)
    if at < 0:
        raise Refused("The text doesn't print that, or its number has a claim already: copy it as it stands there.")
    blank = Claim(
        n=1, text=printed, value=None, interval=Interval(None, None), precision=Precision.EXACT, measure="other",
        start=at, end=at + len(printed), num_start=at, num_end=at + len(printed), printed=printed,
    )  # fmt: skip
    return _corrected(blank, given)


def _figure(claim: Claim, given: Corrected) -> tuple[Decimal | None, Interval, Precision]:
    value, low, high = (_number(text) for text in (given.value, given.low, given.high))
    if value is None and low is None and high is None:
        if claim.interval.low is None and claim.interval.high is None:
            raise Refused("Give the figure: one value, or a least and a most.")
        return claim.value, claim.interval, claim.precision
    if (value, low, high) == (claim.value, claim.interval.low, claim.interval.high):
        return claim.value, claim.interval, claim.precision
    if low is not None and high is not None and low > high:
        raise Refused("The least is more than the most.")
    if low is None and high is None:
        return value, Interval(value, value), Precision.EXACT
    if low is not None and low == high:
        return low, Interval(low, high), Precision.EXACT
    bounded = Precision.AT_LEAST if high is None else Precision.AT_MOST if low is None else Precision.RANGE
    stands = value if bounded is Precision.RANGE else low if high is None else high
    return stands, Interval(low, high), bounded


def _number(text: str) -> Decimal | None:
    digits = text.strip().replace(",", "").replace("٬", "").replace("٫", ".")
    if not digits:
        return None
    try:
        found = Decimal(digits)
    except InvalidOperation:
        raise Refused(f"{text.strip()[:40]} is no number.") from None
    if not found.is_finite() or not 0 <= found <= _LARGEST or len(digits) > 40:
        raise Refused(f"{text.strip()[:40]} is no number that can be counted.")
    return found


def _group(named: Named | None, text: str) -> Named | None:
    words = " ".join(text.replace("\0", "").split())[:200]
    same = named is not None and words in (named.surface, named.label)
    return named if same or not words else Named(words)


def _kind(name: str) -> WindowKind:
    if name not in set(WindowKind):
        raise Refused("There is no such window.")
    return WindowKind(name)


def _stance(name: str) -> Stance:
    if name not in set(Stance):
        raise Refused("There is no such stance.")
    return Stance(name)


def _view(
    row: CorrectionRow, by_place: Mapping[tuple[int | None, int | None], int], revision: RevisionRow
) -> CorrectionView:
    here = row.document_hash == revision.document_hash
    claim = claim_from_json(row.claim) if row.claim is not None else None
    view = CorrectionView(
        str(row.id), row.act, by_place.get((row.start, row.end)) if here else None, row.who, row.made_at, note=row.note,
        earlier_wording=not here,
    )  # fmt: skip
    if claim is None:
        return view
    return replace(
        view,
        figure=Figure.of(claim),
        measure=claim.measure,
        group=name_of(claim.group),
        window=str(claim.window.kind),
        stance=str(claim.stance),
        text=claim.printed or claim.text,
    )
