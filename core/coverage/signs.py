"""What a report says that needs no words of its language: figures, the parties counted, running totals, named days.

Reports of one happening in two languages share hardly a word; they share these.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.claims import Claim, Stance, WindowKind
from core.claims.reasons import NAMED_DAY
from core.coverage.naming import CIVIL, armed, identity, owner

TELLING = 10
"""Figures below this are too common to tell happenings by."""
SMALL = 0.3
"""What a figure below TELLING weighs."""
PARTY, PARTIES = 0.5, 1.0
"""What one shared party weighs, and all of them at most."""

Fact = tuple[str, Decimal]
Total = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Signs:
    """`facts` are (measure, value) of what is asserted of one happening; `parties` the ids of the bodies whose people
    are counted; `totals` (measure, group, since) of the running totals; `is_toll` marks a report that leads with a
    running total; `fought` is the day, named by the text, on which its fighters died, None where none is; `victims` are
    the ids of those who were killed, `died` is the day that the text names for it."""

    facts: frozenset[Fact] = frozenset()
    parties: frozenset[str] = frozenset()
    totals: frozenset[Total] = frozenset()
    is_toll: bool = False
    fought: int | None = None
    victims: frozenset[str] = frozenset()
    died: int | None = None


NOTHING = Signs()


def signs(claims: Sequence[Claim]) -> Signs:
    """The signs of one report's claims."""
    asserted = [c for c in claims if c.stance == Stance.ASSERTED and c.value is not None]
    single = [c for c in asserted if c.window.kind == WindowKind.OCCURRENCE]
    body = next((c for c in claims if not c.in_headline), None)
    return Signs(
        frozenset((c.measure, c.value) for c in single if c.value is not None and c.unit is None),
        frozenset(party for c in single if (party := owner(c.group)) is not None),
        frozenset(total for c in asserted if (total := _total(c)) is not None),
        body is not None and _total(body) is not None,
        _fought(single),
        frozenset(
            key for c in single if c.measure == "killed" and c.part_of is None and (key := _victim(c)) is not None
        ),
        _first_day(c for c in single if _names_day(c)),
    )


def common(a: Signs, facts: Collection[Fact], parties: Collection[str]) -> float:
    """What a report shares with figures and parties: 1 for each telling figure, less for small ones and for parties."""
    figures = sum(1.0 if value >= TELLING else SMALL for _, value in a.facts if (_, value) in facts)
    return figures + min(PARTIES, PARTY * sum(party in parties for party in a.parties))


def _total(claim: Claim) -> Total | None:
    key = None if claim.group is None else identity(claim.group)
    since = claim.window.since
    if claim.window.kind != WindowKind.CUMULATIVE or since is None or key is None or len(since) < len("2018-09-10"):
        return None
    return claim.measure, key, since


def _victim(claim: Claim) -> str | None:
    """Those killed by their part in it (soldiers, civilians, police officers), without their nation or body."""
    key = None if claim.group is None else identity(claim.group)
    role = None if key is None else (key.rpartition("/")[2] if "/" in key else key.partition(":")[0])
    return role if role == CIVIL or armed(claim.group) or role == "police_officers" else None


def _fought(claims: Iterable[Claim]) -> int | None:
    """The first day that a text itself names for the death of fighters."""
    return _first_day(claim for claim in claims if _names_day(claim) and armed(claim.group))


def _first_day(claims: Iterable[Claim]) -> int | None:
    days = [claim.as_of[:10] for claim in claims if claim.as_of and claim.measure == "killed"]
    try:
        return date.fromisoformat(min(days)).toordinal() if days else None
    except ValueError:
        return None


def _names_day(claim: Claim) -> bool:
    return any(field == "as_of" and why.startswith(NAMED_DAY) for field, why in claim.because)
