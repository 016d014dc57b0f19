"""Where: the place that governs the clause of a figure, else the place of the article."""

from bisect import bisect_left
from collections.abc import Sequence

from core.claims.counted import Count
from core.claims.reading import PUNCTUATION, Reading
from core.claims.reasons import HEADLINE_PLACE
from core.names import Mention, Named, place_relation
from core.text import fold

_NEAR = 160
"""Code points within which a place after a figure is taken for the figure's own."""
_FEW = 6
"""Places that are looked at on each side of a figure."""
_JOINED = frozenset("بوف")
_LEAD = 3
"""Sentences (headline and lead) whose first known place is that of the article."""


class Places:
    """The places of one text, asked for by figure; what is found out about one is kept for the next figure."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        self._reading = reading
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._events: dict[int, bool] = {}
        self._kept_article: tuple[Mention | None] | None = None

    def of(self, count: Count) -> tuple[Named | None, str]:
        """(place, rule): the next place in the figure's sentence, else the last one before it, else the article's.

        Only a place that something happens in counts ("near Baghouz", «في الباغوز»): not a subject ("Turkey said"), an
        owner, or the seat of a source ("based in Britain").
        """
        reading, text = self._reading, self._reading.text
        low, high = text.starts[count.low], text.ends[count.high - 1]
        at = count.quantity.start
        here = bisect_left(self._starts, at)
        first = max(bisect_left(self._starts, low), here - _FEW)
        last = min(bisect_left(self._starts, high), here + _FEW)
        inside = [m for m in self._mentions[first:last] if self._happens_in(m)]
        after = [m for m in inside if m.start >= at and not _another_statement(reading, at, m)]
        if after and after[0].start - at <= _NEAR:
            return after[0].named, "the next place named in the sentence"
        before = [m for m in inside if m.start < at]
        if before:
            return _finer(reading, before), "the last place named before it in the sentence"
        if after:
            return after[0].named, "the only place named in the sentence"
        article = self._article
        return (article.named, HEADLINE_PLACE) if article else (None, "no place named")

    def _happens_in(self, mention: Mention) -> bool:
        if mention.start not in self._events:
            self._events[mention.start] = happens_in(self._reading, mention)
        return self._events[mention.start]

    @property
    def _article(self) -> Mention | None:
        """The place of the article: the first known one that its head names, else the first."""
        if self._kept_article is None:
            text = self._reading.text
            sentences = text.sentences[:_LEAD]
            end = text.ends[sentences[-1][1] - 1] if sentences else 0
            told = [m for m in self._mentions[: 2 * _FEW] if m.end <= end and self._happens_in(m)]
            self._kept_article = (next((m for m in told if m.named.id is not None), told[0] if told else None),)
        return self._kept_article[0]


def _another_statement(reading: Reading, at: int, mention: Mention) -> bool:
    """«... 40 قتيلا، مؤكدين أن المعارك في حماة»: a place that stands in what is said beside the figure."""
    that = reading.lex.words["that"]
    if not that or mention.start - at > _NEAR:
        return False
    return not that.isdisjoint(reading.text.norms[reading.token_at(at) : reading.token_at(mention.start)])


def _finer(reading: Reading, places: Sequence[Mention]) -> Named:
    """ "In Taybeh in Homs", «في الطيبة شرق حمص»: of names that hang on one another, the first is the place; a first
    that no list knows is told with the one it hangs on."""
    nearest = places[-1]
    for wider in reversed(places[:-1]):
        between = reading.text.raw[wider.end : nearest.start].split()
        hangs = len(between) <= 2 and all(_locates(reading, fold(word)) for word in between)
        if not hangs and not _lies_within(reading, wider, nearest, between):
            break
        if place_relation(wider.named, nearest.named) == "whole":
            break  # "in Syria in Homs"
        if wider.named.id is None and nearest.named.id is not None:
            return Named(reading.text.raw[wider.start : nearest.end])
        nearest = wider
    return nearest.named


def _lies_within(reading: Reading, finer: Mention, wider: Mention, between: Sequence[str]) -> bool:
    """ "Near Baghouz in eastern Syria", "à Alep, dans le nord de la Syrie": the second tells where the first is."""
    words = [fold(word) for word in between if word not in PUNCTUATION]
    if not words or len(words) > _FEW or not _locates(reading, words[0]):
        return False
    return place_relation(finer.named, wider.named) == "part"


def _locates(reading: Reading, word: str) -> bool:
    """True for «شرق», and «بشرق», «وفي» with what is written together with it."""
    locative = reading.lex.words["locative"]
    return word in locative or (reading.lex.verb_first and word[:1] in _JOINED and word[1:] in locative)


def _spoken_in(reading: Reading, back: Sequence[str]) -> bool:
    """ "Told journalists in Geneva", «أمام الصحافيين في أنقرة»: where somebody spoke, nothing else happened."""
    lex = reading.lex
    if len(back) < 3 or back[-1] not in lex.words["locative"] or back[-2] not in lex.words["audience"]:
        return False
    return back[-2].startswith("لل") or any(
        w in lex.words["reporting"] or w in lex.words["spoke_to"] for w in back[:-2]
    )


def _borders(reading: Reading, back: Sequence[str]) -> bool:
    """ "Near the border with Syria", «على حدود سوريا»."""
    words = reading.lex.words
    nearest = next((word for word in reversed(back) if word not in words["border_with"]), None)
    return nearest in words["border"]


def happens_in(reading: Reading, mention: Mention) -> bool:
    """True where a locative word stands before the place, and no word for a seat before that. What lies on the border
    with a country lies in another."""
    norms, starts, words = reading.text.norms, reading.text.starts, reading.lex.words
    i = reading.token_at(mention.start)
    norm = norms[i]
    if i < len(norms) and norm.startswith(("ب", "وب")) and reading.lex.verb_first and mention.start > starts[i]:
        return True
    back = [norms[k] for k in range(max(0, i - 5), i)]
    if any(word in words["seat"] for word in back) or _spoken_in(reading, back) or _borders(reading, back):
        return False
    for word in reversed(back[-4:]):
        if _locates(reading, word):
            return True
        if word in PUNCTUATION and word not in '“”"«»(':
            return False
    return False
