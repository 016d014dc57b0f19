"""Arabic, French and Spanish noun phrases: the noun, then its adjectives, then whose they are."""

from core.claims.lexicon import Entry
from core.claims.phrase import Phrase, Walk
from core.claims.reading import PUNCTUATION, QUOTES
from core.numbers import Precision

_PAST = 3
_VERB = 5
"""Letters that a verb known by its ending has more than."""


class HeadFirst(Walk):
    """Arabic, French, Spanish: the noun, then its adjectives, then «من»/de and whose they are."""

    def phrase(self) -> Phrase:
        before = self._noun_before()
        if before is not None:
            return before, self._adjectives(self.after), None, False
        noun = self.norms[self.number] in self.lex.words["person"]
        if (noun or self.q.precision in (Precision.DUAL, Precision.IMPLICIT_ONE)) and self.q.unit is None:
            self.others = self.norms[self.number] in self.lex.words["others"]
            construct = self.q.precision is Precision.DUAL and not self.norms[self.number].endswith("ن")
            owner = 1 if construct and self.after < self.high and not self.stops(self.after) else 0
            last = self._adjectives(self.after + owner)
            return self.number, last, self._of_range(last), self.others
        i = self._skip_others(self.skip_signs(self.begin))
        if i < self.high and self._of_word(i):
            return self._of_phrase(i)
        if self.q.unit is not None:
            return None, self.begin, None, False  # what follows a unit without «من»/de is no longer its noun phrase
        if (self.others and self.lex.verb_first) or (i < self.high and self._prefixed(i)):
            return None, i if self.others else self.begin, None, self.others
        if i >= self.high or self._finite(i) or (self.stops(i) and not self.is_noun_event(i)) or self._opens_clause(i):
            return None, max(self.begin, i if self.others else self.begin), None, self.others
        entry = self.event(i)
        if not self.lex.verb_first and self._verb(i, entry):
            return None, max(self.begin, i if self.others else self.begin), None, self.others
        size = len(entry.words) if entry is not None and "noun" in entry.forms else 1
        last = self._adjectives(i + size)
        return i, last, self._of_range(self._past_bound(last)), self.others

    def _verb(self, i: int, entry: Entry | None) -> bool:
        """ "Un centenar cayó al mar", "les arrivées ..., 900 atteignent": a verb right after the number, no noun."""
        if entry is not None:
            return "finite" in entry.forms and entry.forms.isdisjoint(("noun", "adjective", "after"))
        norm = self.norms[i]
        ending = len(norm) > _VERB and norm.endswith(self.lex.verb_endings)
        return norm in self.lex.words["reporting"] or ending

    def _noun_before(self) -> int | None:
        """«الغارات الأربع», «روسيين اثنين»: the numeral is an adjective after its noun."""
        norm, before = (
            self.norms[self.number],
            self.norms[self.number - 1] if self.number > self.low else "",
        )
        if not before or before in PUNCTUATION or before in self.lex.words["stop"]:
            return None
        if norm in self.lex.words["postposed_vague"]:
            nothing = (
                self.after >= self.high or self.stops(self.after) or self.norms[self.number - 1] in self.lex.time_units
            )
            return self.number - 1 if nothing else None
        if before in self.lex.words["magnitude"]:
            return self.number - 1  # "un séisme de magnitude 6,3"
        both_definite = (
            norm.startswith("ال") and before.startswith("ال") and norm not in self.lex.words["never_definite"]
        )
        if both_definite:
            return self.number - 1
        if norm not in self.lex.words["postposed_numerals"] or self.lex.events[before]:
            return None
        return self.number - 1 if self.q.value == 1 or before.endswith(("ين", "ان")) else None

    def _skip_others(self, i: int) -> int:
        if i < self.high and self.norms[i] in self.lex.words["others"]:
            self.others = True
            return self.skip_signs(i + 1)
        before = range(max(self.low, self.number - 1), self.number)
        self.others = any(self.norms[k] in self.lex.words["others"] for k in before)
        return i

    def _prefixed(self, i: int) -> bool:
        """A word with a preposition grown on is no counted noun: «مقتل 30 بانفجار», «سبعة بالسجن»."""
        norm, value = self.norms[i], self.q.value
        if not self.lex.verb_first or norm[:1] not in ("ب", "ل"):
            return False
        singular_accusative = norm.endswith(("ا", "ه"))
        return norm.startswith(("بال", "لل")) or (value is not None and 11 <= value <= 99 and not singular_accusative)

    def _of_word(self, i: int) -> bool:
        return self.norms[i] in self.lex.words["of"]

    def _opens_clause(self, i: int) -> bool:
        """«43 وأصيب»: a conjunction grown together with a verb opens a new clause."""
        norm = self.norms[i]
        if norm[:1] not in self.lex.words["attached"] or norm in self.lex.events.by_first:
            return False
        return norm[1:] in self.lex.words["stop"] or self.event(i) is not None

    def _finite(self, i: int) -> bool:
        """«مليون يعملون», «12 قتلوا»: a verb in the plural, known by its ending."""
        norm = self.norms[i]
        if not self.lex.verb_first:
            return False
        past = norm.endswith("وا") and len(norm) > _PAST
        return past or (norm[:1] == "ي" and norm.endswith("ون") and not norm.endswith("يون"))

    def _ends_noun(self, i: int) -> bool:
        """A verb of the clause, alone or with a conjunction grown on, ends the noun phrase."""
        norm = self.norms[i]
        entry = self.event(i)
        verb = entry is not None and entry.forms.isdisjoint(("noun", "adjective"))
        return verb or self.lex.is_verb(norm) or self.lex.opens_clause(norm) or self._opens_clause(i)

    def _adjectives(self, i: int) -> int:
        for _ in range(3):
            j = self.skip_signs(i, QUOTES)
            if j >= self.high or self.stops(j):
                return i
            norm, entry = self.norms[j], self.event(j)
            deed = entry is not None and "adjective" not in entry.forms
            if norm in self.lex.words["others"]:
                self.others = True
            elif deed or not self._adjective(norm):
                return i
            i = j + 1
        return i

    def _adjective(self, norm: str) -> bool:
        return (
            len(norm) > 3
            and norm.endswith(tuple(self.lex.words["adjective_endings"]))
            and norm[:1] not in self.lex.words["attached"]
        )

    def _of_phrase(self, i: int) -> Phrase:
        of = self._of_range(i)
        if of is None or self._no_noun(of[0]):
            return None, self.begin, None, self.others
        return of[0], of[1], of, self.others

    def _no_noun(self, i: int) -> bool:
        """ "31 de la veille", "los 65 del mismo periodo": when, not of whom."""
        norm = self.norms[i]
        listed = self.lex.words
        return not self.lex.verb_first and (norm in listed["same"] or norm in listed["daytime"])

    def _past_bound(self, last: int) -> int:
        """«34 مسلحا على الأقل من ...», "34 muertos al menos de ...": a bound stands between the noun and its owner."""
        return self.span_end if last < self.span_end < self.high else last

    def _of_range(self, i: int) -> tuple[int, int] | None:
        """The words after «من»/de: a name, or a noun with its adjectives."""
        if i >= self.high or not self._of_word(i):
            return None
        i = self.skip_signs(i + 1)
        while i < self.high and self.norms[i] in self.lex.words["determiner"]:
            i = self.skip_signs(i + 1)
        if i < self.high and (self.norms[i].isdigit() or self.norms[i] in self.lex.words["total"]):
            return None  # «24 من 50 ولاية», «9 من أصل 40»: a count of its own
        end = i
        while end < self.high and end - i < 4:
            norm = self.norms[end]
            if norm not in QUOTES and (self.stops(end) or (end > i and self._ends_noun(end))):
                break
            end += 1
        while end > i and self.norms[end - 1] in QUOTES:
            end -= 1
        return (i, end) if end > i else None
