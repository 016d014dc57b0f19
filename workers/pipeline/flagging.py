"""Flags out of a judgement: the same flag is found again, what a person decided stays decided, and says what is new."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from core.compare import Judgement
from core.compare.because import Because
from core.compare.figure import Figure
from core.compare.findings import Finding, FindingKind
from core.compare.flags import Flag, FlagKind
from core.compare.integrity import Inside
from core.store.ids import derived
from core.store.insert import insert_new
from core.store.queries import flags
from core.store.queries.flags import Standing
from core.store.queries.judgements import Printed, because_json
from core.store.queries.rulings import BINDING
from core.store.queries.storing import seal
from core.store.tables import DecisionRow, FlagRow

OF_CLAIMS = {FindingKind.CITED_NOT_FOUND: "cited_not_found", FindingKind.CHANGED_SILENTLY: "changed_silently"}
_RANK_ALONE = 0.5
ByClaim = dict[str, dict[str, list[Standing]]]
"""Flags by kind and by the claims that they were raised on."""


@dataclass(slots=True)
class Raised:
    """What flagging changed: ids of flags that are new or reopened, and how many stand open now."""

    opened: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    standing: int = 0


@dataclass(frozen=True)
class Wanted:
    """One flag as it should stand: `sides` are the claims that print each of its two figures."""

    kind: str
    key: str
    rank: float
    because: Because
    evidence: tuple[str, ...]
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    figures: tuple[str | None, str | None] = (None, None)

    @functools.cached_property
    def seal(self) -> str:
        """Tells short what a person would read of it, to see whether a flag says so already."""
        return seal((self.kind, self.key, self.rank, self.because, self.evidence, self.figures))


@dataclass(frozen=True, slots=True)
class Judged:
    """What flags of an occurrence follow from: its judgement, the claims that its figures stand for, findings of single
    claims by claim id, and what reports say against themselves."""

    judgement: Judgement
    printed: Printed
    of_claims: Sequence[tuple[str, Finding]]
    inside: Sequence[Inside]


def raise_flags(session: Session, judged: Mapping[str, Judged], now: datetime) -> dict[str, Raised]:
    """Opens, keeps, reopens and withdraws the flags of occurrences, by id. Nothing that a person decided is
    overwritten."""
    standing = flags.standing(session, list(judged))
    changes = {here: _changes(here, one, standing[here], now) for here, one in judged.items()}
    found = {flag: wanted for one in changes.values() for flag, wanted in one.found.items()}
    rows = {row.id: row for row in flags.flags_by_id(session, list(found))}
    rulings = flags.decisions_of(session, [row.id for row in rows.values() if row.status in ("decided", "withdrawn")])
    for one in changes.values():
        for flag, wanted in one.found.items():
            if _renew(rows[flag], wanted, rulings.get(flag, ()), now):
                one.raised.reopened.append(flag)
            one.raised.standing += rows[flag].status in flags.OPEN
    session.flush()
    insert_new(session, FlagRow, [row for one in changes.values() for row in one.fresh])
    flags.note_claims(session, [here for here, one in changes.items() if one.fresh])
    flags.withdraw(session, [flag for one in changes.values() for flag in one.raised.withdrawn], now)
    return {here: one.raised for here, one in changes.items()}


@dataclass(slots=True)
class _Changes:
    """What is to be done for one occurrence: rows of flags that are new, and flags (by id) that read otherwise now, or
    that a person decided on, or that were withdrawn."""

    raised: Raised = field(default_factory=Raised)
    fresh: list[dict[str, Any]] = field(default_factory=list)
    found: dict[str, Wanted] = field(default_factory=dict)


def _changes(occurrence_id: str, judged: Judged, standing: Sequence[Standing], now: datetime) -> _Changes:
    left = {row.id: row for row in standing}
    taken = set(left)
    by_key = {(row.kind, row.key): row for row in left.values()}
    by_claim = _by_claim(left.values())
    owner = {claim: report for (report, _), claim in judged.printed.items()}
    changes = _Changes()
    for one in _wanted(judged):
        row = _known(one, left, by_key, by_claim)
        if row is None:
            changes.fresh.append(_new(occurrence_id, one, owner, taken, now))
            continue
        del left[row.id]
        if row.status in flags.OPEN and row.seal == one.seal:
            changes.raised.standing += 1
        else:
            changes.found[row.id] = one
    changes.raised.opened = [row["id"] for row in changes.fresh]
    changes.raised.standing += len(changes.fresh)
    changes.raised.withdrawn = [row.id for row in left.values() if row.status in flags.OPEN]
    return changes


def _wanted(judged: Judged) -> list[Wanted]:
    wanted = [_of_pair(flag, judged.judgement, judged.printed) for flag in judged.judgement.flags]
    wanted += [_of_claim(claim, finding) for claim, finding in judged.of_claims if finding.kind in OF_CLAIMS]
    return wanted + [_of_report(one, judged.printed) for one in judged.inside]


def _of_pair(flag: Flag, judgement: Judgement, printed: Printed) -> Wanted:
    a, b = judgement.figures[flag.a], judgement.figures[flag.b]
    return Wanted(
        kind=str(flag.kind),
        key=f"{flag.kind}|{flag.a}|{flag.b}",
        rank=flag.rank,
        because=flag.because,
        evidence=tuple(sorted(flag.evidence)),
        sides=(
            _printing((a, *(judgement.figures[one] for one, _ in flag.also)), printed),
            _printing((b, *(judgement.figures[other] for _, other in flag.also)), printed),
        ),
        figures=(flag.a, flag.b),
    )


def _printing(figures: Sequence[Figure], printed: Printed) -> tuple[str, ...]:
    """The claims that print these figures, those of the first figure first."""
    return tuple(dict.fromkeys(printed[carrier] for figure in figures for carrier in figure.carriers))


def _of_claim(claim_id: str, finding: Finding) -> Wanted:
    kind = OF_CLAIMS[finding.kind]
    return Wanted(kind, f"{kind}|{claim_id}", _RANK_ALONE, finding.because, (f"claim:{claim_id}",), ((claim_id,), ()))


def _of_report(one: Inside, printed: Printed) -> Wanted:
    """A flag on claims of one report; the same claims under the same check are the same flag."""
    claims = [printed[one.report, n] for n in one.claims]
    kind = str(FlagKind.INCONSISTENT)
    evidence = tuple(sorted(f"claim:{claim}" for claim in claims))
    key = f"{kind}|{one.kind}|{'|'.join(claims)}"
    return Wanted(kind, key, _RANK_ALONE, one.because, evidence, ((claims[0],), (claims[-1],)))


def _known(
    one: Wanted, left: Mapping[str, Standing], by_key: Mapping[tuple[str, str], Standing], by_claim: ByClaim
) -> Standing | None:
    """The flag that stands for this already: of the same key, or of the same kind between the same claims, since a
    figure's key may change when more is known of its origin."""
    row = by_key.get((one.kind, one.key))
    if row is not None and row.id in left:
        return row
    same = by_claim.get(one.kind, {})
    sides = [set(side) for side in one.sides]
    near = {row.id: row for side in one.sides for claim in side for row in same.get(claim, ()) if row.id in left}
    for row in sorted(near.values(), key=lambda row: (-row.rank, row.id)):
        claims = (row.claim_a, row.claim_b)
        if row.claim_b is not None and any(_stand(claims, pair) for pair in (sides, sides[::-1])):
            return row
    return None


def _by_claim(rows: Iterable[Standing]) -> ByClaim:
    found: ByClaim = {}
    for row in rows:
        for claim in filter(None, (row.claim_a, row.claim_b)):
            found.setdefault(row.kind, {}).setdefault(claim, []).append(row)
    return found


def _stand(claims: tuple[str | None, str | None], sides: Sequence[set[str]]) -> bool:
    return claims[0] in sides[0] and claims[1] in sides[1]


def _new(
    occurrence_id: str, one: Wanted, owner: Mapping[str, str], taken: Collection[str], now: datetime
) -> dict[str, Any]:
    claim_a = one.sides[0][0]
    because = because_json(one.because)
    flag_id = derived("flag", occurrence_id, one.key)
    if flag_id in taken:  # a flag that began with this key stands for other figures now
        flag_id = derived("flag", occurrence_id, one.key, now)
    return {
        "id": flag_id,
        "kind": one.kind,
        "key": one.key,
        "status": "open",
        "occurrence_id": occurrence_id,
        "report_id": owner.get(claim_a),
        "claim_a": claim_a,
        "claim_b": one.sides[1][0] if one.sides[1] else None,
        "figure_a": one.figures[0],
        "figure_b": one.figures[1],
        "rank": one.rank,
        "summary": str(because["en"]),
        "because": because,
        "evidence": list(one.evidence),
        "news": [],
        "opened_at": now,
        "changed_at": now,
        "seal": one.seal,
    }


def _renew(row: FlagRow, one: Wanted, rulings: Sequence[DecisionRow], now: datetime) -> bool:
    """Brings a flag up to date; True where evidence that no decision saw reopens it."""
    if row.seal != (sealed := one.seal):
        because = because_json(one.because)
        row.key, row.rank, row.because, row.summary = one.key, one.rank, because, str(because["en"])
        row.evidence, (row.figure_a, row.figure_b), row.seal = list(one.evidence), one.figures, sealed
    if row.status == "withdrawn":
        settled = bool(rulings) and rulings[-1].ruling not in flags.LEAVES_OPEN
        row.status, row.changed_at = ("decided" if settled else "open"), now
    if row.status != "decided" or not rulings or rulings[-1].ruling in BINDING:
        return False
    seen = {piece for ruling in rulings for piece in ruling.evidence}
    row.news = [piece for piece in one.evidence if piece not in seen]
    if not row.news:
        return False
    row.status, row.changed_at = "reopened", now
    return True
