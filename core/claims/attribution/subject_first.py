"""Reporting grammar where the subject comes first or the credit trails: "X said that", "..., police told AFP"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.claims.attribution.cue import Cue
from core.claims.attribution.lexicon import Lexicon
from core.claims.attribution.source import REPORTERS, source_of
from core.names import Mention, Named
from core.text import Text

_STOPS = frozenset(".;:!?()[]—–,…")
_QUOTES = frozenset("\"'«»“”‘’‚„‹›″′`")
_BE = frozenset({"was", "were", "be", "is", "been", "are", "being", "fue", "fueron", "ete", "est", "sont", "etre"})
_UNSPOKEN = frozenset({"group", "nationality", "country"})


@dataclass
class SubjectFirst:
    """Finds the cues of one text, sentence by sentence, remembering who spoke last."""

    text: Text
    words: Lexicon
    names: Sequence[Mention]

    def __post_init__(self) -> None:
        self._starts = [m.start for m in self.names]
        self._spoke: Cue | None = None
        self._openings = {p[0]: [q for q in self.words.phrases if q[0] == p[0]] for p in self.words.phrases}

    def cues(self) -> Iterator[Cue]:
        """Every cue in text order."""
        for first, last in self.text.sentences:
            floor = first
            for index in range(first, last):
                if index < floor:
                    continue
                cue = self._at(index, floor, first, last)
                if cue is not None:
                    yield cue
                    self._spoke = cue
                    floor = max(index + 1, cue.at + 1)

    def _at(self, index: int, floor: int, first: int, last: int) -> Cue | None:
        norm = self.text.tokens[index].norm
        if norm in self.words.say or norm in self.words.count or norm in self.words.quote:
            return self._verb(index, floor, first, last)
        for phrase in self._openings.get(norm, ()):
            if tuple(t.norm for t in self.text.tokens[index : index + len(phrase)]) == phrase:
                return self._credit(index, index + len(phrase), first, last)
        return None

    def _verb(self, index: int, floor: int, first: int, last: int) -> Cue | None:
        tokens = self.text.tokens
        before = index - 1
        while before >= floor and self.words.is_("adverbs", tokens[before].norm):
            before -= 1
        if before >= floor and (tokens[before].norm in _BE or tokens[before].norm == "to"):
            return None
        begin, end = self._subject(before, floor)
        chain = self._named(begin, end)
        after = index + 1
        if not chain and self._may_invert(index, first):
            after_begin, after_end = self._object(index + 1, last)
            chain = self._named(after_begin, after_end)
            begin, after = index, after_end
        if not chain:
            return None
        told, after = self._told(after, last, chain)
        trailing = self._trails(begin, after, first, last)
        start = (floor if floor > first else first) if trailing else after
        return self._cue(index, start, last, told, "credited after" if trailing else "reporting verb")

    def _subject(self, before: int, floor: int) -> tuple[int, int]:
        """The noun phrase that ends at `before`; over an apposition between commas to the name in front of it."""
        tokens = self.text.tokens
        if before >= floor and tokens[before].norm == ",":
            comma = before - 1
            while comma > floor and before - comma <= 12 and tokens[comma].norm != ",":
                comma -= 1
            if comma > floor and tokens[comma].norm == ",":
                before = comma - 1
            else:
                return before, before
        begin = before
        while begin >= floor and before - begin < 12 and not self._bounds(begin):
            begin -= 1
        return begin + 1, before + 1

    def _bounds(self, index: int) -> bool:
        norm = self.text.tokens[index].norm
        if norm in _STOPS or norm in {'"', "“", "”", "«", "»"}:
            return not self._in_name(index)
        if self.words.is_("boundaries", norm) and not self._in_name(index):
            return True
        return norm in self.words.say and not self._in_name(index)

    def _object(self, index: int, last: int) -> tuple[int, int]:
        tokens = self.text.tokens
        end = index
        while end < last and end - index < 10:
            norm = tokens[end].norm
            if (norm in _STOPS or self.words.is_("stops", norm) or self.words.is_("complement", norm)) and not (
                self._in_name(end)
            ):
                break
            end += 1
        return index, end

    def _may_invert(self, index: int, first: int) -> bool:
        """ "..." , said X: only after a comma or a closing quote."""
        return index > first and self.text.tokens[index - 1].norm in {",", '"', "”", "»", "'", "’"}

    def _told(self, after: int, last: int, chain: tuple[Named, ...]) -> tuple[tuple[Named, ...], int]:
        """The agency or outlet spoken to ("told AFP"), put in front."""
        tokens = self.text.tokens
        begin, end = self._object(after, min(after + 6, last))
        for mention in self._inside(begin, end):
            if mention.kind in REPORTERS and mention.start <= tokens[min(after + 2, len(tokens) - 1)].start:
                if mention.named.id != chain[0].id:
                    return (mention.named, *chain), end
                break
        return chain, after

    def _trails(self, begin: int, after: int, first: int, last: int) -> bool:
        """True for "5 died, police said on Monday.": a comma or quote before, nothing said after."""
        tokens = self.text.tokens
        if begin - first < 3 or tokens[begin - 1].norm not in {",", '"', "”", "»", "'", "’", "-", "–", "—"}:
            return False
        at = after
        while at < last and at - after < 10:
            norm = tokens[at].norm
            if self.words.is_("complement", norm) and norm != "as":
                return False
            if norm in {".", ",", "!", "?", ";"}:
                return True
            at += 1
        return at >= last

    def _credit(self, index: int, after: int, first: int, last: int) -> Cue | None:
        begin, end = self._object(after, last)
        chain = self._named(begin, end)
        if not chain:
            return None
        return self._cue(index, first, last, chain, "credit", credit=True)

    def _named(self, begin: int, end: int) -> tuple[Named, ...]:
        tokens = self.text.tokens
        while begin < end and (tokens[begin].norm in _QUOTES or self.words.is_("articles", tokens[begin].norm)):
            begin += 1
        while end > begin and not tokens[end - 1].norm.isalnum():
            end -= 1
        words = [t.norm for t in tokens[begin:end] if t.norm.isalnum()]
        if not words or any(word.isdigit() for word in words):
            return ()
        if self.words.is_("pronouns", words[-1]) and len(words) == 1:
            return self._spoke.chain if self._spoke else ()
        if self.words.is_("not_sources", words[-1]) and len(words) == 1:
            return ()
        inside = self._inside(begin, end)
        again = self._again(words, inside)
        if again is not None:
            return again
        if not self._plausible(begin, end, inside):
            return ()
        named = source_of(self.text, begin, end, inside, self.words)
        return (named,) if named else ()

    def _plausible(self, begin: int, end: int, inside: Sequence[Mention]) -> bool:
        """A source is a known body, a noun of speakers, or a name in capitals."""
        tokens, raw = self.text.tokens, self.text.raw
        if any(m.kind not in _UNSPOKEN for m in inside):
            return True
        if any(t.norm in self.words.nouns for t in tokens[begin:end]):
            return True
        last = tokens[end - 1]
        return raw[last.start].isupper() and not self.words.is_("not_sources", last.norm)

    def _again(self, words: list[str], inside: Sequence[Mention]) -> tuple[Named, ...] | None:
        """The last chain, where the phrase only points back to it: "the official", a surname."""
        if self._spoke is None or len(words) > 3:
            return None
        spoken = {t.norm for t in Text(self._spoke.chain[-1].surface, "en").tokens}
        if words[0] in {"mr", "mrs", "ms", "dr", "señor"}:
            words = words[1:]
        if not inside and words and words[-1] in spoken and words[-1] not in self.words.nouns:
            return self._spoke.chain
        if len(words) == 1 and self.words.is_("anaphors", words[0]) and words[0] in spoken:
            return self._spoke.chain
        return None

    def _cue(self, at: int, first: int, last: int, chain: tuple[Named, ...], rule: str, credit: bool = False) -> Cue:
        tokens = self.text.tokens
        words = self.text.raw[tokens[max(at - 3, 0)].start : tokens[min(at + 6, len(tokens)) - 1].end]
        kind = next((m.kind for m in self.names if m.named.id == chain[0].id), None) if chain[0].id else None
        return Cue(at, first, last, chain, rule, words.replace("\n", " "), credit, kind in REPORTERS)

    def _inside(self, begin: int, end: int) -> list[Mention]:
        if end <= begin:
            return []
        tokens = self.text.tokens
        low = max(bisect_left(self._starts, tokens[begin].start), 0)
        out = []
        while low < len(self.names) and self.names[low].start < tokens[end - 1].end:
            out.append(self.names[low])
            low += 1
        return out

    def _in_name(self, index: int) -> bool:
        token = self.text.tokens[index]
        at = bisect_left(self._starts, token.start)
        near = self.names[max(at - 1, 0) : at + 1]
        return any(m.start <= token.start and token.end <= m.end for m in near)
