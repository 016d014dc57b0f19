"""What the evidence says of one figure, with its reasons (semantics §5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.claims import Claim, Stance
from core.compare.because import Because
from core.compare.courses import Stale
from core.compare.figure import Figure
from core.compare.measures import lies_in
from core.compare.nearness import same_number, shown
from core.compare.relations import Rel, Relation
from core.compare.reported import Facts
from core.coverage.naming import group_kinship, identity
from core.names import Named


class FindingKind(StrEnum):
    """In the order in which the first that holds is the headline."""

    DENIED = "denied"
    MISQUOTED = "misquoted"
    DISPUTED = "disputed"
    OUTDATED = "outdated"
    CITED_NOT_FOUND = "cited_not_found"
    CHANGED_SILENTLY = "changed_silently"
    CORROBORATED = "corroborated"
    SINGLE_ORIGIN = "single_origin"
    UNCONFIRMED = "unconfirmed"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Finding:
    """`against` are the ids of the figures it rests on, sorted."""

    kind: FindingKind
    because: Because
    against: tuple[str, ...] = ()


Neighbours = Sequence[tuple[Figure, Relation]]
"""The other figures and how the one in question relates to each: `forward` means that it acts on the other."""

_OPEN = frozenset({Stance.ASSERTED, Stance.DENIED, Stance.WITHDRAWN})
_SUPPORT = frozenset({Rel.AGREES, Rel.COMPATIBLE})
_ALONE = frozenset({Rel.PART_OF, Rel.INCOMPARABLE})


def findings(figure: Figure, neighbours: Neighbours, stale: Stale | None = None) -> tuple[Finding, ...]:
    """Every finding that holds, the headline first. Never empty. `stale` tells that the figure is an old one of its
    origin, printed again."""
    if figure.facts.stance not in _OPEN:
        return (Finding(FindingKind.NOT_CHECKABLE, _because("not a count", figure, str(figure.facts.stance))),)
    held = [rule(figure, neighbours) for rule in _RULES]
    if stale is not None and not any(finding is not None and finding.kind == FindingKind.OUTDATED for finding in held):
        held.append(Finding(FindingKind.OUTDATED, stale.because, (stale.newer,)))
    found = tuple(sorted((finding for finding in held if finding is not None), key=lambda f: _ORDER[f.kind]))
    return found or (Finding(FindingKind.UNCONFIRMED, _because("no known origin confirms", figure)),)


def _denied(figure: Figure, neighbours: Neighbours) -> Finding | None:
    against = [
        other
        for other, relation in neighbours
        if not relation.forward and (relation.kind == Rel.DENIES or relation.because.rule == "withdrawn by its origin")
    ]
    return _found(FindingKind.DENIED, "denied by", figure, against)


def _misquoted(figure: Figure, neighbours: Neighbours) -> Finding | None:
    rivals = [o for o, relation in neighbours if relation.kind == Rel.MISQUOTES and not figure.told_by_one(o)]
    others = len({report for rival in rivals for report, _ in rival.carriers})
    alike = [other for other, relation in neighbours if relation.kind == Rel.REPEATS]
    if others <= len({report for one in (figure, *alike) for report, _ in one.carriers}):
        return None
    return _found(FindingKind.MISQUOTED, "most give another", figure, rivals, (("n", str(others)),))


def _disputed(figure: Figure, neighbours: Neighbours) -> Finding | None:
    rivals = [o for o, r in neighbours if r.kind == Rel.DISAGREES and o.origin.key is not None]
    return _found(FindingKind.DISPUTED, "another origin disagrees", figure, rivals)


def _outdated(figure: Figure, neighbours: Neighbours) -> Finding | None:
    later = [o for o, r in neighbours if r.kind in (Rel.UPDATES, Rel.REVISES) and not r.forward]
    return _found(FindingKind.OUTDATED, "a later figure replaces it", figure, later)


def _corroborated(figure: Figure, neighbours: Neighbours) -> Finding | None:
    if any(r.kind == Rel.DISAGREES and o.origin.key is not None for o, r in neighbours):
        return None
    support = [o for o, r in neighbours if r.kind in _SUPPORT and o.origin.counted is not None]
    keys = independent([figure, *support])
    if len(keys) < 2:
        return None
    return _found(FindingKind.CORROBORATED, "origins agree", figure, support, (("n", str(len(keys))),))


def _single_origin(figure: Figure, neighbours: Neighbours) -> Finding | None:
    same = [o for o, r in neighbours if r.kind == Rel.REPEATS]
    reports = len({report for one in (figure, *same) for report, _ in one.carriers})
    if figure.origin.counted is None or reports < 2:
        return None
    support = [o for o, r in neighbours if r.kind in _SUPPORT]
    if len(independent([figure, *support])) > 1:
        return None
    because = _because("one origin", figure, params=(("n", str(reports)), ("origin", figure.origin.label)))
    return Finding(FindingKind.SINGLE_ORIGIN, because, _ids(same))


def _unconfirmed(figure: Figure, neighbours: Neighbours) -> Finding | None:
    if figure.reports > 1 or any(r.kind not in _ALONE for _, r in neighbours):
        return None
    return Finding(FindingKind.UNCONFIRMED, _because("no other report", figure))


_ORDER = {kind: place for place, kind in enumerate(FindingKind)}
_RULES = (_denied, _misquoted, _disputed, _outdated, _corroborated, _single_origin, _unconfirmed)


def independent(figures: Iterable[Figure]) -> frozenset[str]:
    """The known origins among the figures: support is their number, never the number of reports."""
    return frozenset(o for o in (f.origin.counted for f in figures) if o is not None)


def cited_not_found(claim: Claim, archive: Mapping[str, Sequence[Claim]]) -> Finding | None:
    """A finding where the report that the claim credits is at hand and doesn't give the figure.

    `archive` holds, by the folded name of an outlet or agency, the claims of its report on the same happening.
    Only the nearest source of the chain is looked up: that is the text the writer had.
    """
    if not claim.attribution:
        return None
    nearest = claim.attribution[0]
    theirs = archive.get(cited_name(nearest.label or nearest.surface))
    if not theirs:
        return None
    mine = Facts(claim, None)
    if _gives(mine, [Facts(c, None) for c in theirs]):
        return None
    told = nearest.label or nearest.surface
    return Finding(FindingKind.CITED_NOT_FOUND, Because("not in the cited report", None, shown(mine), told))


def _gives(figure: Facts, told: Sequence[Facts]) -> bool:
    """True where the number stands there, or is the sum of two that do: of two groups, or of the killed and injured.

    Whom it counts may be told in coarser words there; the number of the same measure is the figure.
    """
    if any(same_number(figure, facts) and figure.measure == facts.measure for facts in told):
        return True
    if figure.value is None:
        return False
    parts = [
        (f.value, f) for f in told if f.value and f.unit == figure.unit and f.stance == Stance.ASSERTED and not f.part
    ]
    return any(
        other.measure == one.measure == figure.measure or _both(one.measure, other.measure, figure.measure)
        for index, (left, one) in enumerate(parts[:_SUMMED])
        for right, other in parts[index + 1 : _SUMMED]
        if left + right == figure.value and one.said != other.said
    )


_SUMMED = 60
"""Figures of a report of which sums are looked at."""


def _both(one: str, other: str, whole: str) -> bool:
    return one != other and lies_in(one, whole) and lies_in(other, whole)


def cited_name(name: str) -> str:
    """The key under which an outlet's report is looked up: its id where the name is known, in whatever language."""
    return identity(Named(name)) or " ".join(name.casefold().split())


def changed_silently(
    before: Sequence[Claim], after: Sequence[Claim], says_so: bool
) -> tuple[tuple[Claim, Finding], ...]:
    """Claims of a later revision whose figure differs from the earlier revision's claim in the same place of the
    story, where the text doesn't say that it was corrected or updated (`says_so`)."""
    if says_so:
        return ()
    found: list[tuple[Claim, Finding]] = []
    earlier = [(claim, Facts(claim, None)) for claim in before]
    for claim in after:
        facts = Facts(claim, None)
        twins = [(c, f) for c, f in earlier if _one_question(claim, facts, c, f)]
        if twins and not any(same_number(facts, f) and facts.bound == f.bound for _, f in twins):
            because = Because("changed without a word", None, shown(twins[0][1]), shown(facts))
            found.append((claim, Finding(FindingKind.CHANGED_SILENTLY, because)))
    return tuple(found)


def _one_question(a: Claim, fa: Facts, b: Claim, fb: Facts) -> bool:
    return (
        (fa.measure, fa.window, fa.unit, fa.stance, a.place) == (fb.measure, fb.window, fb.unit, fb.stance, b.place)
        and a.in_headline == b.in_headline
        and (a.group == b.group or group_kinship(a.group, b.group) == "same")
    )


def _found(
    kind: FindingKind,
    rule: str,
    figure: Figure,
    others: Sequence[Figure],
    params: tuple[tuple[str, str], ...] = (),
) -> Finding | None:
    if not others:
        return None
    told = ", ".join(sorted({other.label for other in others})[:3])
    return Finding(kind, _because(rule, figure, told, params), _ids(others))


def _because(rule: str, figure: Figure, right: str = "", params: tuple[tuple[str, str], ...] = ()) -> Because:
    return Because(rule, None, shown(figure.facts), right, params)


def _ids(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(sorted({f.id for f in figures}))
