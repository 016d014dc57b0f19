"""A site's own search page: a template of its address, and which links on it are results."""

from dataclasses import dataclass
from urllib.parse import quote_plus, urljoin

from bs4 import BeautifulSoup
from soupsieve import SelectorSyntaxError

from workers.fetch import Fetches
from workers.page import decode
from workers.sources.asking import NOTHING_ASKED, Answers, Unanswered, answers
from workers.sources.source import Candidate, Harvest, Problem, Query

HOLE = "{query}"
_MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class SearchPageSource:
    """`template` is the address with `{query}` in it; `selector` a CSS selector of the links, or of what holds them."""

    template: str
    selector: str

    def candidates(self, query: Query, fetcher: Fetches) -> Harvest:
        """The links that the site's search gives for the words in each language; their dates are unknown."""
        if not query.phrases:
            return Harvest(problems=(Problem(self.template, NOTHING_ASKED),))
        got = answers(query.limit)
        for words in dict.fromkeys(words for _, words in query.phrases):
            try:
                self._ask(words, fetcher, got)
            except Unanswered as error:
                got.trouble(self.template, error)
        return got.harvest()

    def _ask(self, words: str, fetcher: Fetches, got: Answers) -> None:
        answer = fetcher.fetch(self.template.replace(HOLE, quote_plus(words)))
        if not answer.ok:
            raise Unanswered(answer.reason, answer.retry_after)
        soup = BeautifulSoup(decode(answer.body, answer.content_type)[0], "lxml")
        try:
            chosen = soup.select(self.selector, limit=_MOST_LINKS)
        except SelectorSyntaxError:
            raise Unanswered(f"{self.selector!r} is no CSS selector; one such as h2 a or .result a is") from None
        for tag in chosen:
            link = tag if tag.name == "a" else tag.find("a", href=True)
            if link is None or not link.get("href"):
                continue
            try:
                address = urljoin(answer.final_url, str(link["href"]).strip())
            except ValueError:
                continue
            got.add(Candidate(address.partition("#")[0], " ".join(link.get_text(" ").split())))
