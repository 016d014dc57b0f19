"""Which reports a query asks for: dates first, then whether one of its terms is there."""

import re
from collections.abc import Iterable

from workers.page import fold_text
from workers.sources.source import Candidate, Query


class Selection:
    """A query made ready once, and then asked of one candidate after the other."""

    def __init__(self, query: Query) -> None:
        self._query = query
        terms = [fold_text(term).strip() for term in query.terms if term.strip()]
        # A term begins at a word's edge, after at most an Arabic conjunction, preposition or article: «والباغوز».
        edge = r"(?<!\w)(?:[وف]?[بكل]?(?:ال|ل)?)?"
        alternatives = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
        self._terms = re.compile(f"{edge}(?:{alternatives})") if terms else None

    def wants(self, candidate: Candidate, about: str = "") -> bool:
        """Whether a candidate falls into the query's dates (or has none) and it, or `about`, holds one of its terms."""
        day = (candidate.published or "")[:10]
        if day and not ((self._query.since or "")[:10] <= day <= (self._query.until or "9999")[:10]):
            return False
        if self._terms is None:
            return True
        return self._terms.search(fold_text(f"{candidate.title}\n{candidate.document or ''}\n{about}")) is not None

    def of(self, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
        """The wanted ones among `candidates`, at most as many as the query asks for."""
        found: list[Candidate] = []
        for candidate in candidates:
            if len(found) >= self._query.limit:
                break
            if self.wants(candidate):
                found.append(candidate)
        return tuple(found)
