"""English noun phrases: modifiers first, the noun last."""

from core.claims.phrase import Phrase, Walk
from core.claims.reading import QUOTES
from core.numbers import Kind, Precision

MODIFIERS = 6


class HeadLast(Walk):
    """English: modifiers, then the noun; the noun is the first plural, else the last word before a stop."""

    def phrase(self) -> Phrase:
        if self.q.precision is Precision.IMPLICIT_ONE and self.q.unit is None:
            return self.number, self.after, None, False
        i = self._skip_others(self.skip_signs(self.begin))
        if i + 1 < self.high and self.q.unit is not None and self._opens_measured(i):
            of = self._of_range(i + 2 if self.norms[i + 1] in self.lex.words["of"] else i + 1)
            return None, self.begin, of, False
        if i < self.high and self.norms[i] in self.lex.words["of"]:
            return self._of_phrase(i)
        head, last = self._head(i)
        if head is None and self.others and i > self.begin:
            head, last = i - 1, i
        of = None
        if head is not None and last < self.high and self.norms[last] in self.lex.words["of"]:
            of = self._of_range(last + 1)
        return head, last, of, self.others

    def _opens_measured(self, i: int) -> bool:
        """ "$136M worth of diamonds", "2m euros in gems"."""
        norm, following = self.norms[i], self.norms[i + 1]
        if norm in self.lex.words["worth"] and following in self.lex.words["of"]:
            return True
        plain = self.r.text.raw[self.r.starts[i + 1]].islower() and not self.stops(i + 1)
        plain = plain and following not in self.lex.words["one"]
        return norm in self.lex.words["measured_in"] and plain and self.q.kind is Kind.MONEY

    def _skip_others(self, i: int) -> int:
        while i < self.high and self.norms[i] in self.lex.words["others"]:
            self.others = True
            i += 1
        if any(self.norms[k] in self.lex.words["others"] for k in range(max(self.low, self.number - 2), self.number)):
            self.others = self.others or self.norms[self.number - 1] != "than"
        return i

    def _head(self, i: int) -> tuple[int | None, int]:
        words: list[int] = []
        while i < self.high and len(words) < MODIFIERS:
            if not words and self.is_noun_event(i):
                entry = self.event(i)
                assert entry is not None  # noqa: S101 - is_noun_event has just found it
                return i + len(entry.words) - 1, i + len(entry.words)
            norm = self.norms[i]
            if norm in QUOTES or (norm in "-–" and words) or self._joins_modifiers(i, words):
                i += 1
                continue
            if len(norm) == 1 and norm.isalpha() and i + 1 < self.high and self.norms[i + 1] == ".":
                i += 2  # an abbreviation: "two U.N. aircraft"
                continue
            if self.stops(i) and not (not words and norm in self.lex.words["plural"]):
                break
            words.append(i)
            if self._plural(norm) and not self._describes(i):
                return i, i + 1
            i += 1
        return self._singular(words)

    def _describes(self, i: int) -> bool:
        """ "Two young boys": a word for people that may stand before its noun, and does."""
        describes = self.norms[i] in self.lex.words["people_adjective"] and i + 1 < self.high
        return describes and not self.stops(i + 1) and self._plural(self.norms[i + 1]) and not self.event(i + 1)

    def _singular(self, words: list[int]) -> tuple[int | None, int]:
        """No plural in sight: a singular where one is counted, a nationality ("30,000 Sudanese"), or nothing."""
        if not words or (len(words) == 1 and self._verbal(self.norms[words[0]])):
            return None, self.begin
        if self.q.value == 1 or self.q.unit is not None or self.q.precision is Precision.ZERO:
            keep = [w for k, w in enumerate(words) if k == 0 or not self._verbal(self.norms[w])]
            named = next((w for w in keep if self.norms[w] in self.lex.words["person"]), keep[-1])
            return named, named + 1
        stem = [w for w in words if not self._verbal(self.norms[w])]
        good = [w for w in stem if self.norms[w].endswith(("ese", "ish", "ch", "i", "an")) and not self.event(w)]
        head = good[-1] if good else None
        return (head, head + 1) if head is not None else (None, self.begin)

    def _joins_modifiers(self, i: int, words: list[int]) -> bool:
        """ "Burning or smoking cars": a conjunction between two participles."""
        if not words or i + 1 >= self.high or self.norms[i] not in ("or", "and"):
            return False
        return self._verbal(self.norms[words[-1]]) and self._verbal(self.norms[i + 1])

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

    def _names_people(self, i: int) -> bool:
        """ "The dead", "the wounded", whatever verb follows."""
        return any(len(entry.words) == 1 and "noun" in entry.forms for entry in self.lex.events[self.norms[i]])

    def _of_range(self, i: int) -> tuple[int, int] | None:
        while i < self.high and self.norms[i] in self.lex.words["determiner"] | QUOTES:
            i += 1
        end = i
        while end < self.high and end - i < MODIFIERS and not self.stops(end):
            end += 1
        if end == i < self.high and self.norms[i - 1] == "the" and self._names_people(i):
            return i, i + 1  # "twelve of the wounded"
        return (i, end) if end > i else None
