"""Who first gave a figure. Independence is counted by origin, never by address (semantics §4, §5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.claims import Claim
from core.coverage.naming import identity, split, vocabulary
from core.names import Named
from core.names.book import standard
from core.report import Report


@dataclass(frozen=True, slots=True)
class Origin:
    """`key` is equal for equal origins and None where nobody knows who gave the figure. `label` is the name as given,
    `chain` everyone whom the text credits, nearest first. `texts` names the groups of copied wording that the claim
    stands in: two claims of one wording have one origin even where neither names it. `party` marks a source that may
    itself be a party to the events."""

    key: str | None = None
    label: str = ""
    chain: tuple[str, ...] = ()
    texts: frozenset[str] = frozenset()
    party: bool = False

    def same(self, other: "Origin") -> bool | None:
        """True, False, or None where it can't be told. Symmetric."""
        if self.key is not None and other.key is not None:
            return self.key == other.key
        if self.texts and not self.texts.isdisjoint(other.texts):
            return True
        return None

    @property
    def counted(self) -> str | None:
        """The name under which support is counted: the key, else the copied wording, else nothing."""
        return self.key or min(self.texts, default=None)


NOBODY = Origin()

NAMELESS = frozenset({"officials", "authorities", "media", "sources", "journalists", "people"})
"""Ids of sources that name nobody."""
_NO_PARTY = frozenset({"agency", "outlet", "ngo", "monitor", "un_body"})


@lru_cache(maxsize=65536)
def source_key(name: Named) -> str | None:
    """The identity of a source; None for unnamed officials, authorities, sources and media."""
    key = identity(name)
    if key is not None and not key.startswith("nationals"):
        return None if key.partition(":")[0] in NAMELESS else key
    lists = vocabulary()
    words = split(name.surface)
    for index, word in enumerate(words):
        if word in lists["spokesperson"] and index > 0:
            words = words[:index]
            break
    kept = [w for w in words if w not in lists["stop"]]
    generic = any(w in lists["unnamed"] for w in kept)
    if not kept or (generic and not any(w in lists["institution"] for w in kept)):
        return None
    return " ".join(kept)


def origin(claim: Claim, report: Report, texts: frozenset[str] = frozenset()) -> Origin:
    """The origin of one claim: the last of its attribution chain, else the agency that the page credits, else the
    wording that it shares with others; unknown where none of these is known."""
    chain = claim.attribution or ((Named(report.credit),) if report.credit else ())
    labels = tuple(name.label or name.surface for name in chain)
    if not chain:
        return Origin(texts=texts)
    last = _speaks_for(chain)
    return Origin(source_key(last), last.label or last.surface, labels, texts, _is_party(last))


def _speaks_for(chain: Sequence[Named]) -> Named:
    """A judge, colonel or the like who ends a chain speaks for the body named before."""
    lists = vocabulary()
    last = chain[-1]
    if len(chain) > 1 and split(last.surface)[:1] and split(last.surface)[0] in lists["person"]:
        before = split(chain[-2].surface)
        if any(w in lists["institution"] for w in before):
            return chain[-2]
    return last


def _is_party(name: Named) -> bool:
    key = identity(name)
    entry = None if key is None else standard().entries.get(key.partition(":")[0])
    if entry is not None and entry.kind in _NO_PARTY:
        return False
    named = not vocabulary()["party"].isdisjoint(split(name.label or name.surface))
    return named or (entry is not None and entry.party)


def origins(
    report: Report, claims: Sequence[Claim], texts: Mapping[int, frozenset[str]] | None = None
) -> dict[int, Origin]:
    """The origin of each claim of one report, by `n`. A headline figure that names nobody has the origin of the
    body's same figure. `texts` gives, by `n`, the groups of copied wording that a claim stands in."""
    shared = texts or {}
    found = {c.n: origin(c, report, shared.get(c.n, frozenset())) for c in claims}
    for claim in claims:
        if claim.in_headline and not claim.attribution:
            body = _body_of(claim, claims)
            if body is not None:
                mine = found[body.n]
                found[claim.n] = Origin(mine.key, mine.label, mine.chain, found[claim.n].texts, mine.party)
    return found


def _body_of(headline: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The body's claim that a headline figure takes up: same measure and unit, attributed, nearest in value."""
    fitting = [
        c
        for c in claims
        if c.attribution and not c.in_headline and c.measure == headline.measure and _near(c, headline)
    ]
    return min(fitting, key=lambda c: (c.value != headline.value, c.n), default=None)


def _near(a: Claim, b: Claim) -> bool:
    if a.unit != b.unit or a.part_of is not None:
        return False
    if a.value is None or b.value is None:
        return a.interval.overlaps(b.interval)
    return abs(a.value - b.value) * 10 <= max(abs(a.value), abs(b.value))
