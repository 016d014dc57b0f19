"""One happening judged: its distinct figures, their relations, findings, flags and tally.

Relations stand between figures; a pair of reports is derived from them. Judging is deterministic, idempotent and
incremental: a new report is compared only with the figures of its own happening, once for each new figure, and only
what its figures touch is found again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.compare.dimensions import measure_kinship
from core.compare.figure import Figure, figures, grown
from core.compare.findings import Finding, Neighbours, findings
from core.compare.flags import Flag, flag, ranked
from core.compare.relations import Rel, Relation, relate
from core.compare.reported import Reported
from core.compare.tally import Tally, codebook, tally

Pair = tuple[str, str]
"""Ids of two figures."""
Around = Mapping[str, Mapping[str, Relation]]
"""For every figure id the comparable figures, and how it relates to each."""
Raised = Mapping[str, Mapping[str, Flag]]
"""For every figure id the flags on it, by the other figure."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`figures` by id; `around` their relations (a pair that is missing is incomparable); `findings` by figure id,
    the headline first; `raised` the flags by figure; `tally` under the codebook that was asked for. `every` holds the
    relations before people's rulings (`bound`) took some away, so that a revised ruling can bring them back; `now`
    is the moment that the flags' ranks are of."""

    figures: Mapping[str, Figure]
    around: Around
    findings: Mapping[str, tuple[Finding, ...]]
    raised: Raised
    tally: tuple[Tally, ...]
    every: Around = field(default_factory=dict, compare=False, repr=False)
    bound: frozenset[Pair] = field(default=frozenset(), compare=False, repr=False)
    now: str | None = field(default=None, compare=False, repr=False)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Every flag once, highest rank first."""
        return ranked([found for a, others in self.raised.items() for b, found in others.items() if a < b])

    @property
    def relations(self) -> dict[tuple[str, str], Relation]:
        """Every pair of comparable figures once, as (a, b) where a acts on b; symmetric ones by the smaller id."""
        return {
            (a, b): relation
            for a in sorted(self.around)
            for b, relation in sorted(self.around[a].items())
            if relation.forward and (a < b or not self.around[b][a].forward)
        }


EMPTY = Judgement({}, {}, {}, {}, ())


def judge(
    occurrence: Sequence[Reported],
    *,
    now: str | None = None,
    book: str = "ucdp",
    before: Judgement = EMPTY,
    bound: Mapping[tuple[str, str], str] | None = None,
) -> Judgement:
    """Judges the claims of one happening. `now` (ISO) only ages the ranks of flags; `book` names the codebook of the
    tally ("ucdp", "acled", "ibc"). With `before`, `occurrence` holds the claims of the reports that arrived since;
    the answer equals that of judging everything from scratch. A report that was judged before changes nothing.
    `bound` holds what people ruled: pairs of figure ids that are about different things, and in which dimension
    (core.judgement.bound); such a pair is never related again."""
    known, fresh, changed = _take_in(before.figures, figures(occurrence))
    web = _Web(before.every)
    _relate(known, fresh, web)
    ties = frozenset(bound or ())
    touched = changed | web.touched | {name for pair in ties ^ before.bound for name in pair}
    around = _without(web.near, ties)
    return _answer(known, around, touched & known.keys(), before, (now, book, ties, web.near))


def relation_between(judgement: Judgement, a: str, b: str) -> Relation | None:
    """How figure `a` relates to figure `b`; None where they are incomparable."""
    return judgement.around.get(a, {}).get(b)


class _Web:
    """Relations that are copied only where they change: what was judged before is shared, never altered."""

    def __init__(self, near: Around) -> None:
        self.near: dict[str, Mapping[str, Relation]] = dict(near)
        self._own: dict[str, dict[str, Relation]] = {}

    @property
    def touched(self) -> set[str]:
        """The figures whose relations changed."""
        return set(self._own)

    def of(self, name: str) -> dict[str, Relation]:
        """The relations of one figure, to be changed."""
        if name not in self._own:
            self._own[name] = dict(self.near.get(name, {}))
            self.near[name] = self._own[name]
        return self._own[name]

    def clear(self, name: str) -> None:
        """Forget all relations of one figure."""
        for other in list(self.of(name)):
            self.of(other).pop(name, None)
        self.of(name).clear()

    def note(self, a: str, b: str, relation: Relation) -> None:
        """Take down how `a` relates to `b`, on both sides."""
        if relation.kind != Rel.INCOMPARABLE:
            self.of(a)[b] = relation
            self.of(b)[a] = relation.mirrored()


def _take_in(
    before: Mapping[str, Figure], arrived: Mapping[str, Figure]
) -> tuple[dict[str, Figure], list[str], set[str]]:
    """All figures; the ids of those whose relations have to be worked out (again); of those that changed at all."""
    known = dict(before)
    for name, figure in arrived.items():
        known[name] = grown(known[name], figure) if name in known else figure
    told_apart = frozenset[tuple[str, str]]().union(*(f.told.levels for f in known.values()))
    for name, figure in known.items():
        if figure.told.levels != told_apart:
            known[name] = replace(figure, told=replace(figure.told, levels=told_apart))
    changed = {name for name, figure in known.items() if before.get(name) is not figure}
    changed = {name for name in changed if before.get(name) != known[name]}
    fresh = sorted(n for n in changed if n not in before or before[n].told != known[n].told)
    return dict(sorted(known.items())), fresh, changed


def _relate(known: Mapping[str, Figure], fresh: Sequence[str], web: _Web) -> None:
    done: set[str] = set()
    for name in fresh:
        web.clear(name)
    for name in fresh:
        done.add(name)
        for other, figure in known.items():
            if other not in done and _worth_relating(known[name], figure):
                web.note(name, other, relate(known[name].told, figure.told))


def _worth_relating(a: Figure, b: Figure) -> bool:
    """Counts of different things meet only where one number may have been told of the wrong one."""
    if a.frame.measure == b.frame.measure or a.facts.value == b.facts.value:
        return True
    return measure_kinship(a.frame.measure, b.frame.measure) != "different"


def _answer(
    known: dict[str, Figure],
    around: Mapping[str, Mapping[str, Relation]],
    touched: set[str],
    before: Judgement,
    asked: tuple[str | None, str, frozenset[Pair], Around],
) -> Judgement:
    """Findings and flags anew for what was touched and for its neighbours, whose support may have changed."""
    now, book, ties, every = asked
    affected = touched.union(*(around.get(name, {}) for name in touched))
    near = {name: _neighbours(name, known, around) for name in affected.union(*(around.get(n, {}) for n in affected))}
    found = {n: findings(f, near[n]) if n in affected else before.findings[n] for n, f in known.items()}
    if now == before.now or before is EMPTY:
        raised = _raised(known, around, affected, before.raised, near, now)
    else:
        whole = {name: _neighbours(name, known, around) for name in known}
        raised = _raised(known, around, set(known), {}, whole, now)
    rows = tally(known.values(), codebook(book), frozenset(_parts_by_place(around)))
    ordered = {name: around.get(name, {}) for name in known}
    return Judgement(known, ordered, found, raised, rows, every, ties, now)


def _neighbours(name: str, known: Mapping[str, Figure], around: Around) -> Neighbours:
    return [(known[other], relation) for other, relation in sorted(around.get(name, {}).items(), key=_by_id)]


def _by_id(pair: tuple[str, Relation]) -> str:
    return pair[0]


def _raised(
    known: Mapping[str, Figure],
    around: Around,
    affected: set[str],
    before: Raised,
    near: Mapping[str, Neighbours],
    now: str | None,
) -> dict[str, dict[str, Flag]]:
    raised = {name: {} if name in affected else dict(others) for name, others in before.items()}
    for name in affected:
        for other in before.get(name, {}):
            raised[other].pop(name, None)
    for name in sorted(affected):
        for other, relation in around.get(name, {}).items():
            if other in affected and other < name:
                continue
            found = flag(known[name], known[other], relation, near, now)
            if found is not None:
                raised.setdefault(name, {})[other] = found
                raised.setdefault(other, {})[name] = found
    return {name: others for name, others in sorted(raised.items()) if others}


def _without(around: Mapping[str, Mapping[str, Relation]], bound: frozenset[Pair]) -> dict[str, Mapping[str, Relation]]:
    """The relations less the pairs that people ruled to be about different things."""
    left = dict(around)
    for name in {name for pair in bound for name in pair}:
        kept = around.get(name, {}).items()
        left[name] = {b: relation for b, relation in kept if (name, b) not in bound and (b, name) not in bound}
    return left


def _parts_by_place(around: Around) -> Iterable[str]:
    for name, others in around.items():
        if any(r.kind == Rel.PART_OF and r.forward and r.because.dimension == "place" for r in others.values()):
            yield name
