"""The Arabic noun phrase after a reporting verb, and where what is said begins."""

from dataclasses import dataclass

from core.claims.attribution.lexicon import Lexicon
from core.claims.attribution.passage import COMMAS, QUOTES, REACH, Passage
from core.claims.attribution.source import REPORTERS
from core.names.stems import bare, is_definite

_ENDS = frozenset({".", ":", "(", ")", ";", "؛", "!", "؟", "-", "–", "#", "/"})
_AWAY = frozenset({"عن", "الي", "علي"})
_CONTRAST = frozenset({"ولكن", "لكن", "فيما", "بينما"})
_LONGEST_NAME = 4
_NAME_IN_QUOTES = 5
_SHOWING = frozenset({"هذا", "هذه", "ذلك", "تلك"})


@dataclass
class VerbPhrase:
    """Reads phrases of one passage; every method takes and gives token indices."""

    passage: Passage
    words: Lexicon

    def is_verb(self, norm: str) -> bool:
        """True for a reporting verb without a prefix."""
        words = self.words
        return norm in words.say or norm in words.quote or norm in words.count

    def starts_cue(self, norm: str) -> bool:
        """True where a reporting verb, a credit or a participle begins."""
        return norm in self.words.starts

    def subject(self, index: int, last: int) -> tuple[int, int]:
        """The noun phrase at `index`, with a short apposition between commas; empty where none starts there."""
        at = self.passage.norm
        while index < last and (self.words.is_("stops", at(index)) or at(index) in {"(", ")"}):
            if at(index) in _AWAY:
                return index, index
            index += 1
        deed = self.words.is_deed(at(index)) and not self.passage.in_name(index)
        if deed or self._opens_speech(index) or self._is_prepositional(index):
            return index, index
        begin, index = index, self.end_of(index, last)
        if index < last and at(index) in COMMAS and index > begin:
            end = self._apposition(index + 1, last)
            if end is not None:
                return begin, end
        return begin, index

    def end_of(self, begin: int, last: int) -> int:
        """The end of the phrase that begins at `begin`."""
        index = begin
        while index < last:
            if self.ends(index, begin, last):
                closing = self._quoted_name(index, begin)
                if closing is None:
                    break
                index = closing
            index += 1
        return index

    def to_bearer(self, norm: str) -> bool:
        """True for «لوكالة», «لصحيفة»: to an agency, to a paper."""
        return norm[:1] == "ل" and self.words.is_("bearers", norm[1:])

    def _quoted_name(self, index: int, begin: int) -> int | None:
        """The closing sign of «صحيفة "الخبر"», «حركة (الأمل)» at its opening one; None where no name stands so."""
        opening = self.passage.norm(index)
        if index <= begin or not (opening in QUOTES or opening == "("):
            return None
        if not self.words.is_("bearers", bare(self.passage.norm(index - 1))):
            return None
        closing = frozenset({")"}) if opening == "(" else QUOTES
        return next((at for at in range(index + 2, index + 6) if self.passage.norm(at) in closing), None)

    def _opens_speech(self, index: int) -> bool:
        """A quotation straight after the verb is what is said, unless a known name stands in the quotes."""
        return self.passage.norm(index) in QUOTES and not self.passage.in_name(index)

    def _is_prepositional(self, index: int) -> bool:
        """«اعترف بتورطه», «بالقرب من»: a phrase that opens with a preposition is no subject."""
        norm = self.passage.norm(index)
        if norm in {"ب", "ل", "في", "من", "مع", "بين"} or self.to_bearer(norm) or norm.startswith("لل"):
            return True
        if norm[:1] not in {"ب", "ك"} or len(norm) < 4 or self.passage.in_name(index):
            return False
        owned = norm.endswith(("ه", "ها", "هم")) and len(norm) > 5
        return norm[1:3] == "ال" or owned or self.words.is_("events", norm[1:]) or self.words.is_deed(norm[1:])

    def ends(self, index: int, begin: int, last: int) -> bool:
        """True where the phrase that began at `begin` is over before token `index`."""
        norm = self.passage.norm(index)
        words = self.words
        if norm == "." and len(self.passage.norm(index - 1)) == 1 and index > begin:
            return False  # «د. سامي»
        if norm in _ENDS or norm in COMMAS or norm.isdigit():
            return True
        if words.is_("events", norm):
            return not (index > begin and words.is_("held", bare(self.passage.norm(index - 1))))
        if norm == "علي" and index > begin and words.is_("over", bare(self.passage.norm(index - 1))):
            return False
        if any(words.is_(kind, norm) for kind in ("complement", "saying", "relative", "stops", "breaks")):
            return True
        if index > begin and self._opens_object(index):
            return True
        if index > begin and self.starts_cue(norm):
            return True
        if norm[:1] in {"ب", "ل"} and (words.is_("events", norm[1:]) or words.is_("complement", norm[1:])):
            return True
        if norm in QUOTES:
            return index > begin and not self.passage.in_name(index)
        if norm == "في" and index + 1 < last:
            return words.is_("after_in", self.passage.norm(index + 1))
        if norm[:1] == "ل" and index > begin:
            if (
                norm == "ل"
                or self.to_bearer(norm)
                or self.words.is_("listeners", norm.removeprefix("لل").removeprefix("ل"))
            ):
                return True
            return self.passage.mention_at(index, REPORTERS) is not None
        return False

    def _opens_object(self, index: int) -> bool:
        """«أعلنت الوزارة اكتمال ...», «أكدت الهيئة حرصها»: what is said, after a subject that is complete."""
        norm, before = self.passage.norm(index), self.passage.norm(index - 1)
        if norm in _SHOWING:
            return True
        complete = is_definite(before) or self.passage.within(index - 1)
        if not complete or norm.startswith("ال") or self.passage.within(index):
            return False
        owned = norm.endswith(("ها", "هم", "هما")) and len(norm) > 4 and norm[0] not in "ولب"
        return owned or self.words.is_deed(norm)

    def _apposition(self, index: int, last: int) -> int | None:
        """The end of «، الاسم الكامل،» at `index`; None where it isn't one («، جنوب البلاد،» says where)."""
        if self.words.is_("directions", self.passage.norm(index)):
            return None
        end = index
        while end < last and end - index <= _LONGEST_NAME and not self.ends(end, index, last):
            end += 1
        if not 1 <= end - index <= _LONGEST_NAME or end >= last or self.passage.norm(index)[:1] == "و":
            return None
        norm = self.passage.norm(end)
        return end if norm in COMMAS or self.words.is_("complement", norm) or norm in {":", "في"} else None

    def complement(self, index: int, last: int) -> int | None:
        """The first token of what is said: after أن, a colon or an opening quote; None where it is a mere noun."""
        past = index
        for at in range(index, last):
            norm = self.passage.norm(at)
            if at > index and self.starts_cue(norm):
                return None
            if self.words.is_("events", norm) or (norm[:1] in "لب" and self.words.is_("events", norm[1:])):
                return None
            if self.words.is_("complement", norm) or norm == ":" or self.words.is_("saying", norm):
                return at + 1
            if at < past:
                continue
            if norm in {"“", '"', "«"} and not self.passage.in_name(at):
                past = self._past_title(at, last)
                if past == at:
                    return at + 1
            if norm in COMMAS and self.passage.norm(at + 1) in _CONTRAST:
                return None
        return None

    def _past_title(self, opening: int, last: int) -> int:
        """Past «لـ "المدينة" أن»: a name in quotes, after which what is said begins; else `opening`."""
        for at in range(opening + 2, min(opening + _NAME_IN_QUOTES + 1, last - 1)):
            if self.passage.norm(at) in QUOTES:
                return at + 1 if self.words.is_("complement", self.passage.norm(at + 1)) else opening
        return opening

    def noun_end(self, end: int, last: int) -> int:
        """Where the noun that is said («مقتل 5 ...») ends: a new clause after a comma, or a contrast."""
        at = end
        last = min(last, end + REACH)
        while at < last:
            norm = self.passage.norm(at)
            if norm in COMMAS and self.words.is_("breaks", self.passage.norm(at + 1)):
                return at
            if self.words.is_("breaks", norm) and at > end + 1:
                return at
            at += 1
        return at
