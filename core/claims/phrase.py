"""The words after a number, walked once: what both orders of noun and modifier share."""

from collections.abc import Sequence

from core.claims.lexicon import Entry
from core.claims.reading import PUNCTUATION, QUOTES, Reading
from core.numbers import Quantity

Phrase = tuple[int | None, int, tuple[int, int] | None, bool]


class Walk:
    """One pass over the tokens after a number."""

    def __init__(self, r: Reading, q: Quantity, number: int, after: int, span_end: int, low: int, high: int) -> None:
        self.r, self.q, self.lex = r, q, r.lex
        self.norms: Sequence[str] = r.text.norms
        self.number, self.after, self.low, self.high = number, after, low, high
        self.span_end = span_end
        self.begin = self._past_brackets(span_end) if q.unit is not None else after
        self.others = False

    def _past_brackets(self, i: int) -> int:
        """ "2m euros (£1.7m; $2.6m) in gems": what is measured stands after the conversion."""
        if i < self.high and self.norms[i] in ")]":
            return i + 1
        if i < self.high and self.norms[i] in "([":
            for j in range(i + 1, min(i + 18, self.high)):
                if self.norms[j] in ")]":
                    return j + 1
        if i < self.high and self.norms[i] in ";,/":
            return next((j + 1 for j in range(i + 1, min(i + 7, self.high)) if self.norms[j] in ")]"), i)
        return i

    def skip_signs(self, i: int, signs: frozenset[str] = QUOTES | {"-", "–", "/", "‑"}) -> int:
        while i < self.high and self.norms[i] in signs:
            i += 1
        return i

    def event(self, i: int) -> Entry | None:
        return self.lex.events.at(self.norms, i, self.high)

    def is_noun_event(self, i: int) -> bool:
        entry = self.event(i)
        return entry is not None and "noun" in entry.forms

    def stops(self, i: int) -> bool:
        norm = self.norms[i]
        return norm in PUNCTUATION or norm in self.lex.words["stop"] or norm.isdigit()
