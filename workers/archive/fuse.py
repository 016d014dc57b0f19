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
WEIGHTS = {"text": 1.0, "figures": 0.7, "meaning": 0.7, "names": 0.7}
OTHER_PLACE = 0.6
_SHOWN = 4


def fuse(
    asked: Fact, rankings: Mapping[str, Ranking], facts: Mapping[int, Fact], window: tuple[int, int] | None, limit: int
) -> list[Hit]:
    """The best `limit` reports of all rankings; `asked` itself and reports outside the window are left out."""
    scores: dict[int, float] = defaultdict(float)
    ranks: dict[int, list[str]] = defaultdict(list)
    for name, ranking in rankings.items():
        place = 0
        for key, _ in ranking:
            if not _inside(facts.get(key), asked, window):
                continue
            place += 1
            scores[key] += WEIGHTS[name] / (PATIENCE + place)
            ranks[key].append(f"{name} {place}")
    gated = [(score * _gate(asked, facts[key]), key) for key, score in scores.items()]
    gated.sort(key=lambda pair: (-pair[0], facts[pair[1]].report_id))
    return [Hit(facts[key].report_id, score, _because(ranks[key], asked, facts[key])) for score, key in gated[:limit]]


def _inside(fact: Fact | None, asked: Fact, window: tuple[int, int] | None) -> bool:
    if fact is None or fact.report_id == asked.report_id:
        return False
    return window is None or fact.day is None or window[0] <= fact.day <= window[1]


def _gate(asked: Fact, fact: Fact) -> float:
    here, there = _places(asked), _places(fact)
    return OTHER_PLACE if here and there and not here & there else 1.0


def _places(fact: Fact) -> set[str]:
    return {name for name in fact.names if name.startswith("p:")}


def _because(ranks: Sequence[str], asked: Fact, fact: Fact) -> str:
    reasons = list(ranks)
    shared = sorted(asked.names & fact.names)
    if shared:
        named = ", ".join(name[2:] for name in shared[:_SHOWN])
        reasons.append(f"shares {named}" + (f" and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""))
    elif _gate(asked, fact) < 1:
        reasons.append("other places")
    if asked.day is not None and fact.day is not None:
        apart = abs(asked.day - fact.day)
        reasons.append("same day" if not apart else f"{apart} day{'s' if apart > 1 else ''} apart")
    return "; ".join(reasons)
