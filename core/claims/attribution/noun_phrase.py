"""The noun phrases around a reporting verb where the subject comes first."""

from dataclasses import dataclass

from core.claims.attribution.lexicon import Lexicon
from core.claims.attribution.passage import QUOTES, Passage

STOPS = frozenset(".;:!?()[]—–,…")


_BRACKET = 6


@dataclass
class NounPhrase:
    """Reads phrases of one passage; every method takes and gives token indices."""

    passage: Passage
    words: Lexicon

    def subject(self, before: int, floor: int) -> tuple[int, int]:
        """The noun phrase that ends at `before`; over an apposition between commas to the name in front of it."""
        norms, starts = self.passage.text.norms, self.passage.text.starts
        if before >= floor and norms[before] == ")":  # "the Syrian Democratic Forces (SDF) said"
            opener = next((at for at in range(before, max(floor, before - _BRACKET), -1) if norms[at] == "("), None)
            before = opener - 1 if opener is not None and opener > floor else before
        if before >= floor and norms[before] == ",":
            comma = before - 1
            while comma > floor and before - comma <= 25 and norms[comma] != ",":
                comma -= 1
            if comma <= floor or norms[comma] != ",":
                return before, before
            if before - comma <= 5 and self.passage.text.raw[starts[comma + 1]].isupper():
                return comma + 1, before  # "the governor, Jane Doe, said"
            before = comma - 1
        begin = before
        while begin >= floor and before - begin < 12 and not self.bounds(begin):
            begin -= 1
        return begin + 1, before + 1

    def bounds(self, index: int) -> bool:
        """True where no subject reaches over token `index`."""
        norm = self.passage.text.norms[index]
        if norm in STOPS or norm in {'"', "“", "”", "«", "»"}:
            return not self.passage.within(index)
        if self.words.is_("boundaries", norm) and not self.passage.within(index):
            return True
        return norm in self.words.say and not self.passage.within(index)

    def object(self, index: int, last: int, through: frozenset[str] = frozenset()) -> tuple[int, int]:
        """The noun phrase from `index` to the next sign or word that ends one, other than those of `through`."""
        end = index
        while end < last and end - index < 10:
            norm = self.passage.norm(end)
            ends = norm in STOPS or self.words.is_("stops", norm) or self.words.is_("complement", norm)
            if ends and norm not in through and not self.passage.within(end):
                break
            end += 1
        return index, end

    def is_weekday(self, norm: str) -> bool:
        """True for a day or another word that may follow a name ("said Jane Doe Monday")."""
        return self.words.is_("adverbs", norm) or self.words.is_("relative", norm)

    def dated(self, index: int) -> bool:
        """An article before a day ("el lunes")."""
        return self.words.is_("articles", self.passage.norm(index)) and self.is_weekday(self.passage.norm(index + 1))

    def is_opening(self, index: int) -> bool:
        """A quote or an article in front of a name, unless the name holds it ("Le Monde")."""
        norm = self.passage.norm(index)
        return norm in QUOTES or (self.words.is_("articles", norm) and not self.passage.within(index))

    def gap(self, index: int) -> str:
        """What stands between token `index` and the one before."""
        norms, starts, ends = self.passage.text.norms, self.passage.text.starts, self.passage.text.ends
        return self.passage.text.raw[ends[index - 1] : starts[index]] if 0 < index < len(norms) else ""

    def apart(self, index: int) -> bool:
        """True for a sign with a space on either side, unlike a hyphen."""
        return bool(self.gap(index) or self.gap(index + 1))
