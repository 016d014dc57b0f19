"""Rankings out of PostgreSQL: each telling word asks its own GIN index, rare words weigh more, common ones drop out.

PostgreSQL's own ranking reads every matching row's whole vector; here only keys are read, and of a word that stands in
more than COMMON reports of the window none are, so the cost of a question does not grow with the archive.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from psycopg import Connection

from workers.archive.fuse import Ranking

TERMS = 28
COMMON = 500
SAMPLE = 2_000
_USUAL_SIZE = 80

_ASK: LiteralString = """
WITH asked AS (SELECT * FROM unnest(%(terms)s::text[], %(weights)s::float8[]) AS asked (term, weight)),
found AS (
    SELECT asked.term, asked.weight, hit.key, hit.size FROM asked CROSS JOIN LATERAL (
        SELECT key, size FROM archive_text WHERE {match} AND {window} LIMIT %(common)s) AS hit),
told AS (SELECT term, count(*) AS reports FROM found GROUP BY term HAVING count(*) < %(common)s)
SELECT key, sum(weight * ln(1 + %(common)s / reports::float8)) / (0.4 + 0.6 * least(max(size) / %(usual)s::float8, 4))
    AS score
FROM found JOIN told USING (term) GROUP BY key ORDER BY score DESC, key LIMIT %(limit)s
"""
_WINDOW: LiteralString = "(day BETWEEN %(first)s AND %(last)s OR day = 0)"
_MATCHES: dict[str, LiteralString] = {
    "words": "words @@ ('''' || asked.term || '''')::tsquery",
    "figures": "figures @@ ('''' || asked.term || '''')::tsquery",
    "actors": "actors @> ARRAY[asked.term]",
    "places": "places @> ARRAY[asked.term]",
}
_SAMPLE: LiteralString = """
WITH sampled AS (SELECT words FROM archive_text TABLESAMPLE SYSTEM (%(share)s) LIMIT %(sample)s)
SELECT word, count(*)::float8 / (SELECT greatest(count(*), 1) FROM sampled)
FROM sampled, unnest(tsvector_to_array(words)) word
GROUP BY word HAVING count(*) > 1
"""


def prepare(connection: Connection[Any]) -> None:
    """Settings of a session that asks: the planner cannot know how rare the terms of a join are.

    It would read whole partitions, compile, and after some questions stop pruning partitions by their dates.
    """
    connection.execute("SET enable_seqscan = off; SET jit = off; SET plan_cache_mode = force_custom_plan")


class Commonness:
    """How common words are, from a sample of the archive: it picks the words worth asking for, no more."""

    def __init__(self, connection: Connection[Any]) -> None:
        row = connection.execute(
            "SELECT coalesce(sum(greatest(reltuples, 0)), 0) FROM pg_class WHERE relname LIKE 'archive\\_text\\_%%' "
            "AND relkind = 'r'"
        ).fetchone()
        self.reports = float(row[0]) if row else 0.0
        share = min(100.0, 100.0 * SAMPLE / max(1.0, self.reports))
        rows = connection.execute(_SAMPLE, {"share": share, "sample": SAMPLE}).fetchall()
        self._share: dict[str, float] = dict(rows)

    def telling(self, counts: Counter[str]) -> dict[str, float]:
        """The words that tell most of the report, with their weights."""
        rare = 1 / SAMPLE
        scored = [
            (math.log(1 + 1 / self._share.get(word, rare)) * (1 + math.log(count)), -at, word)
            for at, (word, count) in enumerate(counts.items())
        ]
        scored.sort(reverse=True)
        return {word: 1 + math.log(counts[word]) for _, _, word in scored[:TERMS]}


def ask(
    connection: Connection[Any], field: str, weights: dict[str, float], window: tuple[int, int] | None, limit: int
) -> Ranking:
    """Key and score of the reports whose `field` shares the weighed terms, best first."""
    if not weights:
        return []
    inside: LiteralString = "true" if window is None else _WINDOW
    first, last = window or (0, 0)
    values = {"terms": list(weights), "weights": list(weights.values()), "first": first, "last": last}
    bounds = {"common": COMMON, "usual": _USUAL_SIZE, "limit": limit}
    query = _ASK.replace("{match}", _MATCHES[field]).replace("{window}", inside)
    rows = connection.execute(query, {**values, **bounds}).fetchall()
    return [(int(key), float(score)) for key, score in rows]


def merged(rankings: Iterable[Ranking], limit: int) -> Sequence[tuple[int, float]]:
    """Scores of several rankings of one kind added up."""
    total: Counter[int] = Counter()
    for ranking in rankings:
        for key, score in ranking:
            total[key] += score  # type: ignore[assignment]
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
