"""One happening judged: its distinct figures, their relations, findings, flags and tally.

Relations stand between figures; a pair of reports is derived from them. Judging is deterministic, idempotent and
incremental: a new report is compared only with the figures of its own happening, once for each new figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.compare.dimensions import measure_kinship
from core.compare.figure import Figure, figures, grown
from core.compare.findings import Finding, findings
from core.compare.flags import Flag, flag, ranked
from core.compare.relations import Rel, Relation, relate
from core.compare.reported import Reported
from core.compare.tally import Tally, codebook, tally

Around = Mapping[str, Mapping[str, Relation]]
"""For every figure id the comparable figures, and how it relates to each."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`figures` by id; `around` their relations (a pair that is missing is incomparable); `findings` by figure id,
    the headline first; `flags` highest rank first; `tally` under the codebook that was asked for. `every` holds the
    relations before people's rulings took some away, so that a revised ruling can bring them back."""

    figures: Mapping[str, Figure]
    around: Around
    findings: Mapping[str, tuple[Finding, ...]]
    flags: tuple[Flag, ...]
    tally: tuple[Tally, ...]
    every: Around = field(default_factory=dict, compare=False, repr=False)

    @property
    def relations(self) -> dict[tuple[str, str], Relation]:
        """Every pair of comparable figures once, as (a, b) where a acts on b; symmetric ones by the smaller id."""
        return {
            (a, b): relation
            for a in sorted(self.around)
            for b, relation in sorted(self.around[a].items())
            if relation.forward and (a < b or not self.around[b][a].forward)
        }


EMPTY = Judgement({}, {}, {}, (), ())


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
    known, fresh = _take_in(before.figures, figures(occurrence))
    around = {name: dict(near) for name, near in (before.every or before.around).items()}
    _relate(known, fresh, around)
    return _answer(known, around, set(bound or ()), now, book)


def relation_between(judgement: Judgement, a: str, b: str) -> Relation | None:
    """How figure `a` relates to figure `b`; None where they are incomparable."""
    return judgement.around.get(a, {}).get(b)


def _take_in(before: Mapping[str, Figure], arrived: Mapping[str, Figure]) -> tuple[dict[str, Figure], list[str]]:
    """All figures, and the ids of those whose relations have to be worked out (again)."""
    known = dict(before)
    fresh: set[str] = set()
    for name, figure in arrived.items():
        known[name] = grown(known[name], figure) if name in known else figure
        if name not in before or before[name].told != known[name].told:
            fresh.add(name)
    told_apart = frozenset[tuple[str, str]]().union(*(f.told.levels for f in known.values()))
    for name, figure in known.items():
        if figure.told.levels != told_apart:
            known[name] = replace(figure, told=replace(figure.told, levels=told_apart))
            if name not in before or before[name].told.levels != told_apart:
                fresh.add(name)
    return dict(sorted(known.items())), sorted(fresh)


def _relate(known: Mapping[str, Figure], fresh: Sequence[str], around: dict[str, dict[str, Relation]]) -> None:
    done: set[str] = set()
    for name in fresh:
        near = around.setdefault(name, {})
        for other in near:
            around[other].pop(name, None)
        near.clear()
    for name in fresh:
        done.add(name)
        for other, figure in known.items():
            if other not in done and _worth_relating(known[name], figure):
                _note(name, other, relate(known[name].told, figure.told), around)


def _worth_relating(a: Figure, b: Figure) -> bool:
    """Counts of different things meet only where one number may have been told of the wrong one."""
    if a.frame.measure == b.frame.measure or a.facts.value == b.facts.value:
        return True
    return measure_kinship(a.frame.measure, b.frame.measure) != "different"


def _note(a: str, b: str, relation: Relation, around: dict[str, dict[str, Relation]]) -> None:
    if relation.kind != Rel.INCOMPARABLE:
        around.setdefault(a, {})[b] = relation
        around.setdefault(b, {})[a] = relation.mirrored()


def _answer(
    known: dict[str, Figure],
    around: dict[str, dict[str, Relation]],
    bound: set[tuple[str, str]],
    now: str | None,
    book: str,
) -> Judgement:
    every = {name: dict(sorted(around.get(name, {}).items())) for name in known}
    ordered = _without(every, bound) if bound else every
    near = {name: [(known[other], r) for other, r in ordered[name].items()] for name in known}
    found = {name: findings(figure, near[name]) for name, figure in known.items()}
    raised = (
        flag(known[a], known[b], relation, near, now)
        for a, others in ordered.items()
        for b, relation in others.items()
        if a < b
    )
    parts = frozenset(_parts_by_place(ordered))
    rows = tally(known.values(), codebook(book), parts)
    return Judgement(known, ordered, found, ranked([f for f in raised if f is not None]), rows, every)


def _without(around: dict[str, dict[str, Relation]], bound: set[tuple[str, str]]) -> dict[str, dict[str, Relation]]:
    return {
        a: {b: relation for b, relation in near.items() if (a, b) not in bound and (b, a) not in bound}
        for a, near in around.items()
    }


def _parts_by_place(around: Around) -> Iterable[str]:
    for name, others in around.items():
        if any(r.kind == Rel.PART_OF and r.forward and r.because.dimension == "place" for r in others.values()):
            yield name
