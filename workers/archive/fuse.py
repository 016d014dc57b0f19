"""One order out of several: what shares words, meaning and names, gated by date and place, with the reasons.

Scores of different indexes do not compare, ranks do: each ranking gives a report 1 / (PATIENCE + rank), times its
weight. Similar text is not the same occurrence, so a report that names other places only is put behind.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from workers.archive.entry import Hit
from workers.archive.facts import Fact

Ranking = Sequence[tuple[int, float]]
"""Key and score, best first."""

PATIENCE = 60
WEIGHTS = {"text": 1.0, "figures": 0.7, "meaning": 0.7, "names": 0.5}
OTHER_PLACE = 0.85
EQUAL = 1e-6
_SHOWN = 4
_SPARE = 50


class Fused:
    """Several rankings as one. Facts are asked for the front of it alone: `front` says whose, `hits` answers."""

    def __init__(self, rankings: Mapping[str, Ranking], limit: int) -> None:
        self._limit = limit
        self._ranks = {name: _ranks(ranking) for name, ranking in rankings.items()}
        scores: dict[int, float] = defaultdict(float)
        for name, ranked in self._ranks.items():
            weight = WEIGHTS[name]
            for key, rank in ranked.items():
                scores[key] += weight / (PATIENCE + rank)
        best = sorted(scores, key=scores.__getitem__, reverse=True)[: limit + max(_SPARE, limit // 4)]
        self._front = {key: scores[key] for key in best}

    @property
    def front(self) -> list[int]:
        """The keys that may be among the hits: a quarter more than were asked for."""
        return list(self._front)

    def hits(self, asked: Fact, facts: Mapping[int, Fact], window: tuple[int, int] | None) -> list[Hit]:
        """The best of the front, best first; `asked` itself and reports outside the window are left out."""
        gated = [
            (-score * _gate(asked, facts[key]), facts[key].report_id, key)
            for key, score in self._front.items()
            if key in facts and _inside(facts[key], asked, window)
        ]
        return [
            Hit(report_id, -score, _because(self._ranks, key, asked, facts[key]))
            for score, report_id, key in sorted(gated)[: self._limit]
        ]


def _ranks(ranking: Ranking) -> dict[int, float]:
    """Key and rank from 1; equals share the middle of their ranks, else one country in common would order a month."""
    ranks: dict[int, float] = {}
    first = 0
    for at, (_, score) in enumerate(ranking):
        if at + 1 == len(ranking) or score - ranking[at + 1][1] > EQUAL:
            middle = (first + at) / 2 + 1
            ranks.update((tied, middle) for tied, _ in ranking[first : at + 1])
            first = at + 1
    return ranks


def _inside(fact: Fact, asked: Fact, window: tuple[int, int] | None) -> bool:
    if fact.report_id == asked.report_id:
        return False
    return window is None or fact.day is None or window[0] <= fact.day <= window[1]


def _gate(asked: Fact, fact: Fact) -> float:
    return OTHER_PLACE if asked.places and fact.places and asked.places.isdisjoint(fact.places) else 1.0


def _because(ranks: Mapping[str, Mapping[int, float]], key: int, asked: Fact, fact: Fact) -> str:
    reasons = [f"{name} {ranked[key]:g}" for name, ranked in ranks.items() if key in ranked]
    shared = [*sorted(asked.places & fact.places), *sorted(asked.actors & fact.actors)]
    if shared:
        more = f" and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""
        reasons.append(f"shares {', '.join(shared[:_SHOWN])}{more}")
    elif asked.places and fact.places:
        reasons.append("other places")
    if asked.day is not None and fact.day is not None:
        apart = abs(asked.day - fact.day)
        reasons.append("same day" if not apart else f"{apart} day{'s' if apart > 1 else ''} apart")
    return "; ".join(reasons)
