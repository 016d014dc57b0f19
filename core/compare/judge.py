"""One happening judged: its distinct figures, their relations, findings, flags and tally.

Relations stand between figures; a pair of reports is derived from them. Judging is deterministic, idempotent and
incremental: a new report is compared only with the figures of its own happening, once for each new figure, and only
what its figures touch is found again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.compare.alike import Pair, Sides, one_flag_each, spread
from core.compare.courses import Stale, courses, stale_figures
from core.compare.figure import Figure, figures, grown
from core.compare.findings import Finding, Neighbours, findings
from core.compare.flags import STANDS_WITH, Flag, Side, flag, ranked, side
from core.compare.relations import Rel, Relation
from core.compare.reported import Reported
from core.compare.tally import Tally, codebook, tally
from core.compare.totals import taken_back, totals_apart
from core.compare.web import Around, Touched, Web, weave

Raised = Mapping[str, Mapping[str, Flag]]
"""For every figure id the flags on it, by the other figure."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`figures` by id; `around` their relations (a pair that is missing is incomparable); `findings` by figure id,
    the headline first; `raised` the flags by figure; `tally` under the codebook that was asked for;
    `totals` the flags on running tolls: totals that don't add up, corrections that were taken back. `every` holds the
    relations before people's rulings (`bound`) took some away, so that a revised ruling can bring them back; `now`
    is the moment that the flags' ranks are of."""

    figures: Mapping[str, Figure]
    around: Around
    findings: Mapping[str, tuple[Finding, ...]]
    raised: Raised
    tally: tuple[Tally, ...]
    totals: tuple[Flag, ...] = ()
    every: Around = field(default_factory=dict, compare=False, repr=False)
    bound: frozenset[Pair] = field(default=frozenset(), compare=False, repr=False)
    now: str | None = field(default=None, compare=False, repr=False)
    stale: Mapping[str, Stale] = field(default_factory=dict, compare=False, repr=False)
    parts: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Every flag once, one for all figures that read the same, highest rank first."""
        pairs = [found for a, others in self.raised.items() for b, found in others.items() if a < b]
        return ranked([*one_flag_each(pairs, Sides(self.figures, self.around)), *self.totals])

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
_HEARD = frozenset(Rel) - {Rel.PART_OF, Rel.INCOMPARABLE}
"""Relations on which a finding may rest: where a figure comes, goes or has other carriers, those it stands in such a
relation to are found again."""


def judge(
    occurrence: Sequence[Reported],
    *,
    now: str | None = None,
    book: str = "ucdp",
    before: Judgement = EMPTY,
    stale: Collection[str] = (),
    bound: Mapping[tuple[str, str], str] | None = None,
) -> Judgement:
    """Judges the claims of one happening. `now` (ISO) only ages the ranks of flags; `book` names the codebook of the
    tally ("ucdp", "acled", "ibc"). With `before`, `occurrence` holds the claims of the reports that arrived since;
    the answer equals that of judging everything from scratch. A report that was judged before changes nothing.
    `stale` are ids of figures of `before` that no longer stand as they were: they are forgotten, and what is left of
    their claims is given again in `occurrence` (core.compare.again finds them out).
    `bound` holds what people ruled: pairs of figure ids that are about different things, and in which dimension
    (core.judgement.bound); such a pair, or one that reads the same, is never related again."""
    kept = before.figures if not stale else {n: f for n, f in before.figures.items() if n not in stale}
    known, fresh, changed = _take_in(kept, figures(occurrence))
    web = Web(before.every)
    web.forget(stale)
    weave(known, fresh, web)
    ties = spread(bound, known, web.near) if bound else frozenset[Pair]()
    tied = {name for pair in ties ^ before.bound for name in pair}
    touched = Touched(changed | set(fresh) | (tied & known.keys()) | set(stale), web.touched & known.keys())
    around = _without(web.near, ties)
    return _answer(known, around, touched, before, (now, book, ties, web.near))


def relation_between(judgement: Judgement, a: str, b: str) -> Relation | None:
    """How figure `a` relates to figure `b`; None where they are incomparable."""
    return judgement.around.get(a, {}).get(b)


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


def _answer(
    known: dict[str, Figure],
    around: Mapping[str, Mapping[str, Relation]],
    touched: Touched,
    before: Judgement,
    asked: tuple[str | None, str, frozenset[Pair], Around],
) -> Judgement:
    """Findings and flags anew for what was touched and for those neighbours whose support may have changed."""
    now, book, ties, every = asked
    running = courses(known.values())
    stale = stale_figures(running)
    heard = touched.figures | touched.neighbours(_HEARD, around, before.around)
    heard |= {n for n in stale.keys() | before.stale.keys() if stale.get(n) != before.stale.get(n)}
    found = {
        n: findings(f, _neighbours(n, known, around), stale.get(n)) if n in heard else before.findings[n]
        for n, f in known.items()
    }
    if now == before.now or before is EMPTY:
        moved = touched.figures | touched.neighbours(STANDS_WITH, around, before.around)
        raised = _raised(known, around, moved & known.keys(), _among(known, before.raised), now)
    else:
        raised = _raised(known, around, set(known), {}, now)
    sides = _Sides(known, around)
    totals = (*totals_apart(known.values(), sides, now), *taken_back(running, sides, now))
    again = touched.figures | touched.relations
    parts = frozenset((before.parts - again) & known.keys()).union(_parts_by_place(again, around))
    rows = tally(known.values(), codebook(book), parts)
    ordered = {name: around.get(name, {}) for name in known}
    return Judgement(known, ordered, found, raised, rows, totals, every, ties, now, stale, parts)


def _neighbours(name: str, known: Mapping[str, Figure], around: Around) -> Neighbours:
    return [(known[other], relation) for other, relation in around.get(name, {}).items()]


def _among(known: Mapping[str, Figure], raised: Raised) -> Raised:
    """The flags less those on figures that are forgotten."""
    if raised.keys() <= known.keys():
        return raised
    left = {a: {b: f for b, f in others.items() if b in known} for a, others in raised.items() if a in known}
    return {name: others for name, others in left.items() if others}


def _raised(
    known: Mapping[str, Figure], around: Around, moved: set[str], before: Raised, now: str | None
) -> dict[str, Mapping[str, Flag]]:
    raised: dict[str, dict[str, Flag]] = {name: {} for name in moved}
    for name in moved:
        for other in before.get(name, {}):
            if other not in raised:
                raised[other] = dict(before[other])
            raised[other].pop(name, None)
    sides = _Sides(known, around)
    for name in sorted(moved):
        for other, relation in around.get(name, {}).items():
            if other in moved and other < name:
                continue
            found = flag(known[name], known[other], relation, sides, now)
            if found is not None:
                raised[name][other] = found
                raised.setdefault(other, dict(before.get(other, {})))[name] = found
    return {name: others for name, others in sorted({**before, **raised}.items()) if others}


class _Sides(dict[str, Side]):
    """Who stands with a figure, worked out when it is first asked for."""

    def __init__(self, known: Mapping[str, Figure], around: Around) -> None:
        super().__init__()
        self._known, self._around = known, around

    def __missing__(self, name: str) -> Side:
        self[name] = side(self._known[name], _neighbours(name, self._known, self._around))
        return self[name]


def _without(around: Mapping[str, Mapping[str, Relation]], bound: frozenset[Pair]) -> dict[str, Mapping[str, Relation]]:
    """The relations less the pairs that people ruled to be about different things."""
    left = dict(around)
    for name in {name for pair in bound for name in pair}:
        kept = around.get(name, {}).items()
        left[name] = {b: relation for b, relation in kept if (name, b) not in bound and (b, name) not in bound}
    return left


def _parts_by_place(names: Iterable[str], around: Around) -> Iterable[str]:
    """Those of these figures that count a part of another one's place."""
    for name in names:
        others = around.get(name, {}).values()
        if any(r.kind == Rel.PART_OF and r.forward and r.because.dimension == "place" for r in others):
            yield name
