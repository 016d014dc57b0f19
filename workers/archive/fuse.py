"""One order out of several: what shares words, meaning and names, gated by date and place, with the reasons.

Scores of different indexes do not compare, ranks do: each ranking gives a report 1 / (PATIENCE + rank), times its
weight. Similar text is not the same occurrence, so a report that names other places only is put behind.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import partial
from heapq import nlargest
from math import inf
from operator import itemgetter

from workers.archive.entry import Hit
from workers.archive.facts import Fact

Ranking = Sequence[tuple[int, float]]
"""Key and score, best first."""

PATIENCE = 60
WEIGHTS = {"text": 1.0, "figures": 0.7, "meaning": 0.7, "names": 1.0}
OTHER_PLACE = 0.85
EQUAL = 1e-6
_SHOWN = 4
_SPARE = 40


class Fused:
    """Several rankings as one. Facts are asked for the front of it alone: `front` says whose, `hits` answers."""

    def __init__(self, rankings: Mapping[str, Ranking], limit: int) -> None:
        self._limit = limit
        self._ranks = {name: _ranks(ranking) for name, ranking in rankings.items()}
        scores: dict[int, float] = {}
        known = scores.get
        for name, ranked in self._ranks.items():
            weight = WEIGHTS[name]
            for key, rank in ranked.items():
                scores[key] = known(key, 0.0) + weight / (PATIENCE + rank)
        self._front = dict(nlargest(limit + _SPARE, scores.items(), key=itemgetter(1)))

    @property
    def front(self) -> list[int]:
        """The keys that may be among the hits: some more than were asked for, as gates drop some."""
        return list(self._front)

    def hits(self, asked: Fact, facts: Mapping[int, Fact], window: tuple[int, int] | None) -> list[Hit]:
        """The best of the front, best first; `asked` itself and reports outside the window are left out."""
        gated = [
            (-score * _gate(asked, fact), fact.report_id, key)
            for key, score in self._front.items()
            if (fact := facts.get(key)) is not None and _inside(fact, asked, window)
        ]
        return [
            Hit(report_id, -score, partial(_because, self._ranks, key, asked, facts[key]))
            for score, report_id, key in sorted(gated)[: self._limit]
        ]


def _ranks(ranking: Ranking) -> dict[int, float]:
    """Key and rank from 1; equals share the middle of their ranks, else one country in common would order a month."""
    ranks: dict[int, float] = {}
    keys: list[int] = []
    first, before = 0, inf
    for at, (key, score) in enumerate(ranking):
        if before - score > EQUAL:
            if at - first > 1:
                _share(ranks, keys, first)
            first = at
        ranks[key] = at + 1
        keys.append(key)
        before = score
    _share(ranks, keys, first)
    return ranks


def _share(ranks: dict[int, float], keys: Sequence[int], first: int) -> None:
    """The keys from number `first` on are equals."""
    ranks.update(dict.fromkeys(keys[first:], (first + 1 + len(keys)) / 2))


def _inside(fact: Fact, asked: Fact, window: tuple[int, int] | None) -> bool:
    if fact.report_id == asked.report_id:
        return False
    return window is None or fact.day is None or window[0] <= fact.day <= window[1]


def _gate(asked: Fact, fact: Fact) -> float:
    return OTHER_PLACE if asked.places and fact.places and asked.places.isdisjoint(fact.places) else 1.0


def _because(ranks: Mapping[str, Mapping[int, float]], key: int, asked: Fact, fact: Fact) -> str:
    reasons = [f"{name} {rank:g}" for name, ranked in ranks.items() if (rank := ranked.get(key)) is not None]
    if not (asked.places.isdisjoint(fact.places) and asked.actors.isdisjoint(fact.actors)):
        shared = [*_shown(_narrowest(asked.places & fact.places)), *_shown(asked.actors & fact.actors)]
        more = f" and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""
        reasons.append(f"shares {', '.join(shared[:_SHOWN])}{more}")
    elif asked.places and fact.places:
        reasons.append("other places")
    if asked.day is not None and fact.day is not None:
        apart = abs(asked.day - fact.day)
        reasons.append("same day" if not apart else f"{apart} day{'s' if apart > 1 else ''} apart")
    return "; ".join(reasons)


def _narrowest(places: Set[str]) -> set[str]:
    """Without those that another one of them lies in: the town says its province and country."""
    around = {
        "/".join(parts[:count]) for place in places if (parts := place.split("/")) for count in range(1, len(parts))
    }
    return set(places) - around


def _shown(ids: Iterable[str]) -> list[str]:
    """Ids as words: "country:SY/07/baghouz" as "baghouz", "mazloum_abdi" as "mazloum abdi"; codes stay whole."""
    plain = (name.removeprefix("country:") for name in sorted(ids))
    return [(last if (last := name.rpartition("/")[2]).islower() else name).replace("_", " ") for name in plain]
