"""Google Fact Check Tools: published fact checks (ClaimReview) by words.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from workers.fetch import Fetches
from workers.page import machine_date
from workers.sources.asking import NOTHING_ASKED, Answers, Unanswered, answers, ask_json, rows_of, text_of
from workers.sources.source import Candidate, Harvest, Problem, Query

ADDRESS = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
_PAGE = 50
_MOST_PAGES = 3
_NO_KEY = "it needs a key of its own: set TAWATUR_FACTCHECK_KEY"


@dataclass(frozen=True, slots=True)
class FactCheckSource:
    """The pages of reviews of claims that hold the words; `key` is the user's own, never shown and never stored."""

    url: str = ADDRESS
    key: str | None = None

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """Each review's page once, with its own date and publisher."""
        if self.key is None or not query.phrases:
            return Harvest(problems=(Problem(self.url, _NO_KEY if self.key is None else NOTHING_ASKED),))
        got = answers(query.limit)
        for lang, words in query.phrases:
            try:
                self._ask(lang, words, fetcher, got)
            except Unanswered as error:
                got.trouble(self.url, _without_key(error, self.key))
        return got.harvest()

    def _ask(self, lang: str, words: str, fetcher: Fetches, got: Answers) -> None:
        asked = {"query": words, "languageCode": lang, "pageSize": str(_PAGE), "key": self.key or ""}
        for _ in range(_MOST_PAGES):
            answer = ask_json(f"{self.url}?{urlencode(asked)}", fetcher)
            for candidate in _reviews(answer):
                got.add(candidate)
            asked["pageToken"] = text_of(answer, "nextPageToken")
            if not asked["pageToken"] or got.full:
                return


def _reviews(answer: dict[str, Any]) -> Iterator[Candidate]:
    for claim in rows_of(answer, "claims"):
        for review in rows_of(claim, "claimReview"):
            yield Candidate(
                url=text_of(review, "url"),
                title=text_of(review, "title") or text_of(claim, "text"),
                published=machine_date(text_of(review, "reviewDate")),
                lang=text_of(review, "languageCode")[:2] or None,
                publisher=text_of(review, "publisher", "name") or text_of(review, "publisher", "site") or None,
            )


def _without_key(error: Unanswered, key: str) -> Unanswered:
    return Unanswered(str(error).replace(key, "..."), error.retry_after)
