"""What a running total belongs to: not the happening of the day, but all that went on in a country since a day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from core.claims import Claim, WindowKind
from core.coverage.naming import country_of

OWN_START = 7
"""Days before the first report of a happening within which a total's start is that of the happening itself."""


def campaigns(claims: Sequence[Claim]) -> dict[int, str]:
    """For the claims of one report that count since a day, by number: the day and the country, "2018-09-10|SY". Claims
    of no told country have the one that most of the report's claims name; where there is none they have no campaign."""
    named = Counter(code for c in claims if (code := country_of(c.place)) is not None)
    most = max(named, key=lambda code: (named[code], code), default=None)
    found: dict[int, str] = {}
    for claim in claims:
        since, country = claim.window.since, country_of(claim.place) or most
        if claim.window.kind == WindowKind.CUMULATIVE and _ordinal(since) is not None and country is not None:
            found[claim.n] = f"{since}|{country}"
    return found


def is_apart(campaign: str, first_report: str | None) -> bool:
    """True where a campaign began well before the first report of a happening: a total since then covers more than the
    happening. Where it began with it (the floods since mid-July), the total is the happening's own."""
    since, first = _ordinal(campaign.partition("|")[0]), _ordinal((first_report or "")[:10])
    return since is not None and first is not None and first - since > OWN_START


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day and len(day) == len("2018-09-10") else None
    except ValueError:
        return None
