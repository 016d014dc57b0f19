"""Counts with a source between them and their verb: "20 000 selon les syndicats, 8 000 selon la police, ont ..."."""

from collections.abc import Mapping
from functools import cache

from core.claims.attribution.lexicon import lexicon as sources
from core.claims.clause import Clause, is_sign
from core.claims.reading import QUOTES

_LONGEST = 12
"""Tokens that the name of a source may have."""


@cache
def _openings(lang: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The credit phrases of a language by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sources(lang).phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(listed, key=len, reverse=True)) for first, listed in found.items()}


def credit_at(clause: Clause, i: int) -> int | None:
    """The token after the credit phrase that opens at token `i` ("selon", "a juicio de"); None where none does."""
    for phrase in _openings(clause.reading.lex.lang).get(clause.norm(i), ()):
        if all(clause.norm(i + k) == word for k, word in enumerate(phrase)):
            return i + len(phrase)
    return None


def past_credit(clause: Clause, i: int) -> int:
    """The token after the credit at token `i` and the name in it; `i` where there is no credit."""
    at = credit_at(clause, i)
    if at is None:
        return i
    end = at
    while end < clause.high and end - at < _LONGEST and end not in clause.count_at:
        norm = clause.norm(end)
        if (is_sign(norm) and norm not in QUOTES) or clause.listed("conjunction", end) or clause.listed("be", end):
            break
        if clause.listed("have", end):
            break
        end += 1
    return end
