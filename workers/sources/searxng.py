"""A SearXNG instance that allows the JSON format. https://docs.searxng.org/dev/search_api.html"""

from dataclasses import dataclass
from urllib.parse import urlencode

from workers.fetch import Fetches
from workers.page import machine_date
from workers.sources.asking import NOTHING_ASKED, Unanswered, answers, ask_json, rows_of, text_of
from workers.sources.source import Candidate, Harvest, Problem, Query


@dataclass(frozen=True, slots=True)
class SearxngSource:
    """One question for each language, in the category news; `url` is the instance's own address."""

    url: str

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """What the instance's engines found; engines that did not answer are a problem only when nothing was found."""
        if not query.phrases:
            return Harvest(problems=(Problem(self.url, NOTHING_ASKED),))
        got = answers(query.limit)
        silent: dict[str, None] = {}
        for lang, words in query.phrases:
            asked = urlencode({"q": words, "format": "json", "language": lang, "categories": "news"})
            try:
                answer = ask_json(f"{self.url.rstrip('/')}/search?{asked}", fetcher)
            except Unanswered as error:
                got.trouble(self.url, _with_advice(error))
                continue
            for row in rows_of(answer, "results"):
                published = machine_date(text_of(row, "publishedDate"))
                got.add(Candidate(text_of(row, "url"), text_of(row, "title"), published))
            engines = answer.get("unresponsive_engines")
            silent.update((str(e[0]), None) for e in (engines if isinstance(engines, list) else ()) if e)
        if silent and not got.found:
            got.trouble(self.url, Unanswered(f"none of its engines answered ({', '.join(silent)[:120]}); see its log"))
        return got.harvest()


def _with_advice(error: Unanswered) -> Unanswered:
    if "answered 403" not in str(error):
        return error
    return Unanswered("the instance refused: add json to search.formats in its settings.yml", error.retry_after)
