"""The counted noun phrase around a number: «34 مسلحا من داعش», "at least 12 wounded soldiers", "seven of the bombs"."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.claims.lexicon import Entry, Lexicon
from core.numbers import Kind, Precision, Quantity
from core.text import Text, Token

QUOTES = frozenset("\"'“”«»„‟`´‘’[]*_")
PUNCTUATION = frozenset(".,;:!?()-–—/|…،؛؟%&+=<>{}#\\~·•") | QUOTES
_MODIFIERS = 6


@dataclass(frozen=True)
class Reading:
    """One text with what the claim grammar asks of it again and again. Token indices are into `text.tokens`."""

    text: Text
    lex: Lexicon

    @cached_property
    def starts(self) -> list[int]:
        return [t.start for t in self.text.tokens]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [end for _, end in self.text.sentences]

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or follows code point `offset`."""
        i = bisect_right(self.starts, offset) - 1
        tokens = self.text.tokens
        return i if i >= 0 and tokens[i].end > offset else i + 1

    def token_after(self, offset: int) -> int:
        """Index of the first token that starts at or after code point `offset`."""
        return bisect_left(self.starts, offset)

    def sentence_of(self, index: int) -> tuple[int, int, int]:
        """(number, first, end) of the sentence of token `index`."""
        n = min(bisect_right(self._sentence_ends, index), len(self._sentence_ends) - 1)
        first, end = self.text.sentences[n]
        return n, first, end

    def words(self, first: int, end: int) -> str:
        """The raw words of tokens first:end, without the signs around them."""
        tokens = self.text.tokens
        while first < end and tokens[first].norm in PUNCTUATION:
            first += 1
        while end > first and tokens[end - 1].norm in PUNCTUATION:
            end -= 1
        return self.text.raw[tokens[first].start : tokens[end - 1].end] if first < end else ""


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity in its noun phrase. All indices are tokens, ends exclusive.

    `first` opens the wording (bound included), `number:after` is the number, `head` the counted noun (None: not
    printed), `noun` opens the words of the noun phrase, `of` the genitive or partitive after it, `last` the end of the phrase. `others`: "21 others", «آخرين».
    """

    quantity: Quantity
    sentence: int
    low: int
    high: int
    first: int
    number: int
    after: int
    head: int | None
    last: int
    of: tuple[int, int] | None = None
    others: bool = False
    noun: int = 0


def counted(reading: Reading, quantity: Quantity) -> Count:
    """The noun phrase that `quantity` counts, within its sentence."""
    number = reading.token_at(quantity.start)
    after = max(number + 1, reading.token_after(quantity.end))
    sentence, low, high = reading.sentence_of(number)
    after = min(after, max(high, number + 1))
    first = max(low, min(number, reading.token_at(quantity.span_start)))
    span_end = max(after, min(high, reading.token_after(quantity.span_end)))
    walk = _HeadFirst if reading.lex.head_first else _HeadLast
    walked = walk(reading, quantity, number, after, span_end, low, high)
    head, last, of, others = walked.phrase()
    if head is not None and head < first:
        first = head
    if walked.begin > span_end:
        last = span_end  # the noun stands after a conversion in brackets: it is no part of this wording
    return Count(
        quantity, sentence, low, high, first, number, after, head, max(last, span_end), of, others, walked.begin
    )


Phrase = tuple[int | None, int, tuple[int, int] | None, bool]


class _Walk:
    """One pass over the tokens after a number."""

    def __init__(self, r: Reading, q: Quantity, number: int, after: int, span_end: int, low: int, high: int) -> None:
        self.r, self.q, self.lex = r, q, r.lex
        self.tokens: Sequence[Token] = r.text.tokens
        self.number, self.after, self.low, self.high = number, after, low, high
        self.begin = self._past_brackets(span_end) if q.unit is not None else after
        self.others = False

    def _past_brackets(self, i: int) -> int:
        """ "2m euros (£1.7m; $2.6m) in gems": what is measured stands after the conversion."""
        if i < self.high and self.tokens[i].norm in ")]":
            return i + 1
        if i < self.high and self.tokens[i].norm in "([":
            for j in range(i + 1, min(i + 18, self.high)):
                if self.tokens[j].norm in ")]":
                    return j + 1
        if i < self.high and self.tokens[i].norm in ";,/":
            return next((j + 1 for j in range(i + 1, min(i + 7, self.high)) if self.tokens[j].norm in ")]"), i)
        return i

    def skip_signs(self, i: int, signs: frozenset[str] = QUOTES | {"-", "–", "/", "‑"}) -> int:
        while i < self.high and self.tokens[i].norm in signs:
            i += 1
        return i

    def event(self, i: int) -> Entry | None:
        return self.lex.events.at(self.tokens, i, self.high)

    def is_noun_event(self, i: int) -> bool:
        entry = self.event(i)
        return entry is not None and "noun" in entry.forms

    def stops(self, i: int) -> bool:
        norm = self.tokens[i].norm
        return norm in PUNCTUATION or norm in self.lex.words["stop"] or norm.isdigit()


class _HeadLast(_Walk):
    """English: modifiers, then the noun; the noun is the first plural, else the last word before a stop."""

    def phrase(self) -> Phrase:
        if self.q.precision is Precision.IMPLICIT_ONE and self.q.unit is None:
            return self.number, self.after, None, False
        i = self._skip_others(self.skip_signs(self.begin))
        if i + 1 < self.high and self.q.unit is not None and self._opens_measured(i):
            of = self._of_range(i + 2 if self.tokens[i + 1].norm in self.lex.words["of"] else i + 1)
            return None, self.begin, of, False
        if i < self.high and self.tokens[i].norm in self.lex.words["of"]:
            return self._of_phrase(i)
        head, last = self._head(i)
        if head is None and self.others:
            head, last = max(self.begin, i - 1), i
        of = None
        if head is not None and last < self.high and self.tokens[last].norm in self.lex.words["of"]:
            of = self._of_range(last + 1)
        return head, last, of, self.others

    def _opens_measured(self, i: int) -> bool:
        """ "$136M worth of diamonds", "2m euros in gems"."""
        norm, following = self.tokens[i].norm, self.tokens[i + 1].norm
        if norm in self.lex.words["worth"] and following in self.lex.words["of"]:
            return True
        plain = self.r.text.raw[self.tokens[i + 1].start].islower() and not self.stops(i + 1)
        plain = plain and following not in self.lex.words["one"]
        return norm in self.lex.words["measured_in"] and plain and self.q.kind is Kind.MONEY

    def _skip_others(self, i: int) -> int:
        while i < self.high and self.tokens[i].norm in self.lex.words["others"]:
            self.others = True
            i += 1
        if any(
            self.tokens[k].norm in self.lex.words["others"] for k in range(max(self.low, self.number - 2), self.number)
        ):
            self.others = self.others or self.tokens[self.number - 1].norm != "than"
        return i

    def _head(self, i: int) -> tuple[int | None, int]:
        words: list[int] = []
        while i < self.high and len(words) < _MODIFIERS:
            if not words and self.is_noun_event(i):
                entry = self.event(i)
                assert entry is not None  # noqa: S101 - is_noun_event has just found it
                return i + len(entry.words) - 1, i + len(entry.words)
            norm = self.tokens[i].norm
            if norm in QUOTES or (norm in "-–" and words) or self._joins_modifiers(i, words):
                i += 1
                continue
            if len(norm) == 1 and norm.isalpha() and i + 1 < self.high and self.tokens[i + 1].norm == ".":
                i += 2  # an abbreviation: "two U.N. aircraft"
                continue
            if self.stops(i) and not (not words and norm in self.lex.words["plural"]):
                break
            words.append(i)
            if self._plural(norm):
                return i, i + 1
            i += 1
        return self._singular(words)

    def _singular(self, words: list[int]) -> tuple[int | None, int]:
        """No plural in sight: a singular where one is counted, a nationality ("30,000 Sudanese"), or nothing."""
        if not words or (len(words) == 1 and self._verbal(self.tokens[words[0]].norm)):
            return None, self.begin
        if self.q.value == 1 or self.q.unit is not None or self.q.precision is Precision.ZERO:
            keep = [w for k, w in enumerate(words) if k == 0 or not self._verbal(self.tokens[w].norm)]
            named = next((w for w in keep if self.tokens[w].norm in self.lex.words["person"]), keep[-1])
            return named, named + 1
        stem = [w for w in words if not self._verbal(self.tokens[w].norm)]
        good = [w for w in stem if self.tokens[w].norm.endswith(("ese", "ish", "ch", "i", "an"))]
        head = good[-1] if good else None
        return (head, head + 1) if head is not None else (None, self.begin)

    def _joins_modifiers(self, i: int, words: list[int]) -> bool:
        """ "Burning or smoking cars": a conjunction between two participles."""
        if not words or i + 1 >= self.high or self.tokens[i].norm not in ("or", "and"):
            return False
        return self._verbal(self.tokens[words[-1]].norm) and self._verbal(self.tokens[i + 1].norm)

    @staticmethod
    def _verbal(norm: str) -> bool:
        return norm.endswith(("ed", "ing", "ly"))

    def _plural(self, norm: str) -> bool:
        if norm in self.lex.words["plural"]:
            return True
        return len(norm) > 3 and norm.endswith("s") and not norm.endswith(("ss", "us", "is", "ous"))

    def _of_phrase(self, i: int) -> Phrase:
        of = self._of_range(i + 1)
        if of is None:
            return None, self.begin, None, self.others
        head, last = self._head(of[0])
        return head, max(last, i + 1) if head is not None else i, of, self.others

    def _of_range(self, i: int) -> tuple[int, int] | None:
        while i < self.high and self.tokens[i].norm in self.lex.words["determiner"] | QUOTES:
            i += 1
        end = i
        while end < self.high and end - i < _MODIFIERS and not self.stops(end):
            end += 1
        return (i, end) if end > i else None


class _HeadFirst(_Walk):
    """Arabic, French, Spanish: the noun, then its adjectives, then «من»/de and whose they are."""

    def phrase(self) -> Phrase:
        before = self._noun_before()
        if before is not None:
            return before, self._adjectives(self.after), None, False
        if self.q.precision in (Precision.DUAL, Precision.IMPLICIT_ONE) and self.q.unit is None:
            self.others = self.tokens[self.number].norm in self.lex.words["others"]
            construct = self.q.precision is Precision.DUAL and not self.tokens[self.number].norm.endswith("ن")
            owner = 1 if construct and self.after < self.high and not self.stops(self.after) else 0
            last = self._adjectives(self.after + owner)
            return self.number, last, self._of_range(last), self.others
        i = self._skip_others(self.skip_signs(self.begin))
        if i < self.high and self._of_word(i):
            return self._of_phrase(i)
        if self.others and self.lex.verb_first or (i < self.high and self._prefixed(i)):
            return None, i if self.others else self.begin, None, self.others
        if i >= self.high or (self.stops(i) and not self.is_noun_event(i)) or self._opens_clause(i):
            return None, max(self.begin, i if self.others else self.begin), None, self.others
        entry = self.event(i)
        size = len(entry.words) if entry is not None and "noun" in entry.forms else 1
        last = self._adjectives(i + size)
        return i, last, self._of_range(last), self.others

    def _noun_before(self) -> int | None:
        """«الغارات الأربع», «روسيين اثنين»: the numeral is an adjective after its noun."""
        norm, before = (
            self.tokens[self.number].norm,
            self.tokens[self.number - 1].norm if self.number > self.low else "",
        )
        if not before or before in PUNCTUATION or before in self.lex.words["stop"]:
            return None
        if norm in self.lex.words["postposed_vague"]:
            nothing = (
                self.after >= self.high
                or self.stops(self.after)
                or self.tokens[self.number - 1].norm in self.lex.time_units
            )
            return self.number - 1 if nothing else None
        both_definite = norm.startswith("ال") and before.startswith("ال")
        if both_definite:
            return self.number - 1
        if norm not in self.lex.words["postposed_numerals"] or self.lex.events.starting(before):
            return None
        return self.number - 1 if self.q.value == 1 or before.endswith(("ين", "ان")) else None

    def _skip_others(self, i: int) -> int:
        if i < self.high and self.tokens[i].norm in self.lex.words["others"]:
            self.others = True
            return self.skip_signs(i + 1)
        before = range(max(self.low, self.number - 1), self.number)
        self.others = any(self.tokens[k].norm in self.lex.words["others"] for k in before)
        return i

    def _prefixed(self, i: int) -> bool:
        """A word with a preposition grown on is no counted noun: «مقتل 30 بانفجار», «سبعة بالسجن»."""
        norm, value = self.tokens[i].norm, self.q.value
        if not self.lex.verb_first or norm[:1] not in ("ب", "ل"):
            return False
        singular_accusative = norm.endswith(("ا", "ه"))
        return norm.startswith(("بال", "لل")) or (value is not None and 11 <= value <= 99 and not singular_accusative)

    def _of_word(self, i: int) -> bool:
        return self.tokens[i].norm in self.lex.words["of"]

    def _opens_clause(self, i: int) -> bool:
        """«43 وأصيب»: a conjunction grown together with a verb opens a new clause."""
        norm = self.tokens[i].norm
        if norm[0] not in self.lex.words["attached"] or norm in self.lex.events.by_first:
            return False
        return norm[1:] in self.lex.words["stop"] or self.event(i) is not None

    def _adjectives(self, i: int) -> int:
        for _ in range(3):
            j = self.skip_signs(i, QUOTES)
            if j >= self.high or self.stops(j):
                return i
            norm = self.tokens[j].norm
            if norm in self.lex.words["others"]:
                self.others = True
            elif self.event(j) is not None and "adjective" not in self.event(j).forms:  # type: ignore[union-attr]
                return i
            elif not self._adjective(norm):
                return i
            i = j + 1
        return i

    def _adjective(self, norm: str) -> bool:
        return (
            len(norm) > 3
            and norm.endswith(tuple(self.lex.words["adjective_endings"]))
            and norm[0] not in self.lex.words["attached"]
        )

    def _of_phrase(self, i: int) -> Phrase:
        of = self._of_range(i)
        if of is None:
            return None, self.begin, None, self.others
        return of[0], of[1], of, self.others

    def _of_range(self, i: int) -> tuple[int, int] | None:
        """The words after «من»/de: a name, or a noun with its adjectives; nothing where «من» opens a place or a cause."""
        if i >= self.high or not self._of_word(i):
            return None
        i = self.skip_signs(i + 1)
        while i < self.high and self.tokens[i].norm in self.lex.words["determiner"]:
            i = self.skip_signs(i + 1)
        end = i
        while end < self.high and end - i < 4:
            norm = self.tokens[end].norm
            if norm not in QUOTES and (self.stops(end) or (end > i and self._opens_clause(end))):
                break
            end += 1
        while end > i and self.tokens[end - 1].norm in QUOTES:
            end -= 1
        return (i, end) if end > i else None
