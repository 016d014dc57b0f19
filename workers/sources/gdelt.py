"""GDELT DOC 2.0: news of the last three months in 65 languages, by keyword.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from workers.fetch import Fetches
from workers.sources.asking import NOTHING_ASKED, Unanswered, answers, ask_json, rows_of, text_of
from workers.sources.source import Candidate, Harvest, Problem, Query

ADDRESS = "https://api.gdeltproject.org/api/v2/doc/doc"
MOST = 250
"""Records that one answer holds at most."""
# "The specified phrase is too short": GDELT refuses words below three letters.
_SHORTEST = 3
_NAMES, _ALIASES = 2, 8
_LANGUAGES = {"Arabic": "ar", "English": "en", "French": "fr", "Spanish": "es"}


@dataclass(frozen=True, slots=True)
class GdeltSource:
    """One question for all languages at once: GDELT takes one in five seconds and answers 429 to more."""

    url: str = ADDRESS

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """Articles that hold one alias of each chief name. GDELT dates an article by its visit, which is no date of
        publication: candidates have none."""
        words = _question(query)
        if not words:
            return Harvest(problems=(Problem(self.url, NOTHING_ASKED),))
        got = answers(query.limit)
        try:
            articles = rows_of(ask_json(f"{self.url}?{urlencode(_parameters(words, query))}", fetcher), "articles")
        except Unanswered as error:
            got.trouble(self.url, error)
            return got.harvest()
        for row in articles:
            lang = _LANGUAGES.get(text_of(row, "language"))
            got.add(Candidate(text_of(row, "url"), text_of(row, "title"), lang=lang, publisher=text_of(row, "domain")))
        return got.harvest()


def _question(query: Query) -> str:
    groups = [_either(names) for names in query.names[:_NAMES]]
    return " ".join(group for group in groups if group) or _either(query.terms)


def _either(names: tuple[str, ...]) -> str:
    wanted = [name.replace('"', " ").strip() for name in names]
    wanted = [f'"{name}"' if not name.isalnum() else name for name in wanted if len(name) >= _SHORTEST][:_ALIASES]
    return f"({' OR '.join(wanted)})" if len(wanted) > 1 else "".join(wanted)


def _parameters(words: str, query: Query) -> dict[str, str]:
    found = {"query": words, "mode": "artlist", "format": "json", "sort": "hybridrel"}
    found["maxrecords"] = str(min(MOST, query.limit))
    for name, day, clock in (("startdatetime", query.since, "000000"), ("enddatetime", query.until, "235959")):
        if day:
            found[name] = day[:10].replace("-", "") + clock
    return found
