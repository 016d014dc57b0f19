"""One sentence as the claim grammar sees it: its counts, its event words, and what lies between them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.claims.counted import Count
from core.claims.lexicon import Entry, Lexicon
from core.claims.reading import PUNCTUATION, QUOTES, Reading
from core.text import Token


@dataclass(frozen=True)
class Clause:
    """Tokens `low:high` with the counts and the events that stand in them, keyed by their first token.

    `endings` has the events by their last token; `words` are the word lists of the language. What the searches for a
    governor have found out about a token is kept in `costs` and `fillers`: in a long list every count asks for it.
    """

    reading: Reading
    low: int
    high: int
    counts: tuple[Count, ...]
    events: Mapping[int, Entry]
    count_at: Mapping[int, int]
    norms: Sequence[str]
    endings: Mapping[int, tuple[int, Entry]]
    words: Mapping[str, frozenset[str]]
    denies: bool
    """True where it has a word without which nothing in it is denied."""
    costs: dict[int, int | None] = field(default_factory=dict, compare=False, repr=False)
    fillers: dict[int, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def tokens(self) -> Sequence[Token]:
        return self.reading.text.tokens

    def norm(self, i: int) -> str:
        return self.norms[i - self.low] if self.low <= i < self.high else ""

    def capital(self, i: int) -> bool:
        """True where token `i` is printed with a capital."""
        return self.low <= i < self.high and self.reading.text.raw[self.tokens[i].start].isupper()

    def event_ending(self, i: int) -> tuple[int, Entry] | None:
        """The event whose last word is token `i`."""
        return self.endings.get(i)

    def listed(self, name: str, i: int) -> bool:
        """True where token `i` stands in the word list `name`."""
        return self.low <= i < self.high and self.norms[i - self.low] in self.words[name]

    def attached(self, i: int) -> bool:
        """True where a conjunction has grown together with token `i` («وأصيب»)."""
        norm, lex = self.norm(i), self.reading.lex
        return bool(norm) and norm[:1] in lex.words["attached"] and len(norm) > 2 and norm not in lex.events.by_first

    def conjoined(self, count: Count) -> bool:
        """True where a conjunction or a comma stands right before the count."""
        before = self.before(count.first)
        if self.listed("conjunction", before) or self.listed("as_well", before - 1):
            return True
        norm = self.norm(count.first)
        return bool(norm) and norm[:1] in self.reading.lex.words["attached"]

    def sentenced(self, count: Count) -> bool:
        """ "Jailed for seven years", «بالسجن خمس سنوات»: the term of a sentence told in the words before it."""
        for i in range(count.first - 1, max(self.low, count.first - _TERM) - 1, -1):
            entry = self.events.get(i)
            if entry is not None or self.listed("prison", i):
                return self.listed("prison", i) or (entry is not None and entry.measure == "sentenced")
            if self.norm(i) in ".;؛":
                return False
        return False

    def counted_of(self, count: Count) -> Count | None:
        """The whole in "35 of the 61 seats", «24 من 50 ولاية»: the count after a noun-less one and "of"."""
        if count.head is not None or count.of is not None or not self.listed("of", count.last):
            return None
        if self.reading.lex.head_first and not self.reading.lex.verb_first:
            return None  # there the two counts share their noun
        i = count.last + 1
        while i < self.high and i not in self.count_at and (self.listed("determiner", i) or self.listed("total", i)):
            i += 1
        at = self.count_at.get(i)
        whole = self.counts[at] if at is not None else None
        return whole if whole is not None and whole is not count and whole.head is not None else None

    def before(self, i: int) -> int:
        """The token before `i`, quotes and dashes left out."""
        i -= 1
        while i >= self.low and self.norm(i) in QUOTES:
            i -= 1
        return i

    def directly_before(self, i: int, words: str) -> bool:
        """True where only adverbs, quotes and determiners lie between a token of list `words` and `i`."""
        j = self.before(i)
        while j >= self.low and not self.listed(words, j) and self.listed("adverb", j):
            j = self.before(j)
        return j >= self.low and self.listed(words, j)


def clause(reading: Reading, low: int, high: int, counts: Sequence[Count]) -> Clause:
    """Reads the events of tokens low:high; a number is no event, and the longest event at a place wins."""
    lex = reading.lex
    numbers = {i for c in counts for i in range(c.number, c.after) if c.head != c.number}
    norms = reading.text.norms[low:high]
    nominal = lex.words["definite_one"]
    events: dict[int, Entry] = {}
    after = low
    for i in lex.events.places(norms, low):
        if i < after or i in numbers or i in events:
            continue
        entry = lex.events.at(norms, i - low, high - low)
        if lex.verb_first and (entry is None or len(entry.words) == 1):
            events.update(_verb_apart(lex.events[norms[i - low]], lex.words["preposition"], norms, i, low))
        if entry is not None and nominal and entry.forms == _ACTIVE and i > low and norms[i - 1 - low] in nominal:
            continue  # "la sentencia", "cette capture": a noun here
        if entry is not None:
            events[i] = entry
            after = i + len(entry.words)
    if not lex.words["ward"].isdisjoint(norms):
        events.update(_carried_off(lex, norms, low, events))
    count_at = {i: n for n, c in enumerate(counts) for i in range(c.first, max(c.last, c.after))}
    denies = not lex.denying.isdisjoint(norms)
    return Clause(reading, low, high, tuple(counts), events, count_at, norms, _by_ending(events), lex.words, denies)


def _by_ending(events: Mapping[int, Entry]) -> dict[int, tuple[int, Entry]]:
    """Last token → (first token, event); the shortest where several end at one token."""
    endings: dict[int, tuple[int, Entry]] = {}
    for first, entry in events.items():
        last = first + len(entry.words) - 1
        if last not in endings or endings[last][0] < first:
            endings[last] = first, entry
    return endings


_ACTIVE = frozenset({"active"})


def _carried_off(lex: Lexicon, norms: Sequence[str], low: int, events: Container[int]) -> Iterator[tuple[int, Entry]]:
    """ "Taken to Riverside Shore Memorial Hospital": the hospital's name stands between the verb and its noun."""
    carried, ward = lex.words["carried_off"], lex.words["ward"]
    for i, norm in enumerate(norms):
        if norm not in carried or i + low in events or norms[i + 1 : i + 2] != ["to"]:
            continue
        for j in range(i + 2, min(i + 2 + _NAME, len(norms))):
            if norms[j] in ward:
                yield i + low, Entry((norm,), "injured", frozenset({"after"}))
            if norms[j] in ward or norms[j] in PUNCTUATION or j + low in events:
                break


_NAME = 7
"""Words in the name of a hospital."""


def _verb_apart(
    entries: Sequence[Entry], prepositions: Container[str], norms: Sequence[str], i: int, low: int
) -> dict[int, Entry]:
    """«قضت القوات على 50»: the subject stands between a verb and its preposition, which then carries the event."""
    for entry in entries:
        if len(entry.words) != 2 or entry.words[1] not in prepositions or not entry.takes_right():
            continue
        for j in range(i + 2, min(i + 2 + _SUBJECT, low + len(norms))):
            if norms[j - low] == entry.words[1]:
                return {j: Entry((entry.words[1],), entry.measure, entry.forms, entry.weak)}
    return {}


_TERM = 12
"""Words between a verdict and its term."""
_SUBJECT = 6
"""Words that the subject between a verb and its preposition may have."""


STOPS = frozenset(".;؛!?؟")
"""Signs after which something new is said."""


def is_sign(norm: str) -> bool:
    """True for punctuation and quotes."""
    return norm in PUNCTUATION
