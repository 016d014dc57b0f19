"""Reporting grammar where the verb comes first: «قال X لرويترز إن ...», «بحسب X», «نقلت Y عن X قوله إن ...»."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.claims.attribution.cue import Cue
from core.claims.attribution.lexicon import Lexicon
from core.claims.attribution.source import REPORTERS, source_of
from core.names import Mention, Named
from core.names.stems import bare, is_definite
from core.text import Text

_COMMAS = frozenset({"،", ","})
_QUOTES = frozenset("\"'«»“”‘’‚„‹›″′`")
_FAR = 40


@dataclass
class VerbFirst:
    """Finds the cues of one text, sentence by sentence, remembering who spoke last."""

    text: Text
    words: Lexicon
    names: Sequence[Mention]

    def __post_init__(self) -> None:
        self._starts = [m.start for m in self.names]
        self._spoke: Cue | None = None

    def cues(self) -> Iterator[Cue]:
        """Every cue in text order."""
        for number, (first, last) in enumerate(self.text.sentences):
            if number == 0:
                yield from self._headline(first, last)
            index = first
            while index < last:
                cue = self._at(index, first, last)
                if cue is None:
                    index += 1
                    continue
                yield cue
                if not cue.credit or cue.chain:
                    self._spoke = cue
                index = max(index + 1, min(cue.first, last))

    def _at(self, index: int, first: int, last: int) -> Cue | None:
        norm = self.text.tokens[index].norm
        verb = norm if self._is_verb(norm) else norm[1:] if norm[:1] in "وف" and self._is_verb(norm[1:]) else None
        if verb is not None:
            return self._verb(index, verb, first, last)
        plain = norm[1:] if norm[:1] == "و" and len(norm) > 3 else norm
        if plain in self.words.credits:
            return self._credit(index, index + 1, first, last)
        if plain in self.words.credits_with_preposition:
            return self._credit(index, index + 1, first, last)
        if plain in self.words.participles and self._spoke is not None and self._spoke.at >= first:
            covered = self._complement(index + 1, min(index + 4, last))
            if covered is not None:
                return replace(self._spoke, at=index, first=covered, last=last, rule="participle", credit=False)
        return None

    def _is_verb(self, norm: str) -> bool:
        return norm in self.words.say or norm in self.words.quote or norm in self.words.count

    def _verb(self, index: int, verb: str, first: int, last: int) -> Cue | None:
        begin, end = self._phrase(index + 1, last)
        complement = self._complement(end, min(end + _FAR, last))
        chain = self._named(begin, end) if end > begin else ()
        if verb in self.words.quote:
            return self._quoted(index, begin, end, last)
        before = self.text.tokens[index - 1].norm if index > first else ""
        if before in self.words.credits_then_what or before[1:] in self.words.credits_then_what:
            return self._backward(index - 1, first, last, chain)
        if not chain:
            chain = self._subject_before(index, first, complement)
        if not chain:
            return None
        if complement is None:
            return self._nominal(index, end, last, chain)
        chain = self._through(begin, complement, chain)
        return self._cue(index, complement, last, chain, "reporting verb")

    def _phrase(self, index: int, last: int) -> tuple[int, int]:
        """The noun phrase after a verb, with a short apposition between commas."""
        tokens = self.text.tokens
        while index < last and (self.words.is_("stops", tokens[index].norm) or tokens[index].norm in {"(", ")"}):
            index += 1
            if tokens[index - 1].norm in {"عن", "الي", "علي"}:
                return index - 1, index - 1
        begin = index
        while index < last and not self._ends_phrase(index, begin, last):
            index += 1
        if index < last and tokens[index].norm in _COMMAS and index > begin:
            end = self._apposition(index + 1, last)
            if end is not None:
                return begin, end
        return begin, index

    def _ends_phrase(self, index: int, begin: int, last: int) -> bool:
        norm = self.text.tokens[index].norm
        words = self.words
        if norm in {".", ":", "(", ")", ";", "؛", "!", "؟", "-", "–"} or norm in _COMMAS or norm.isdigit():
            return True
        if any(words.is_(kind, norm) for kind in ("complement", "saying", "relative", "stops", "events", "breaks")):
            return True
        if norm in words.participles or (norm[:1] == "ب" and words.is_("events", norm[1:])):
            return True
        if norm in _QUOTES:
            return index > begin and not self._in_name(index)
        if norm == "في" and index + 1 < last:
            return words.is_("after_in", self.text.tokens[index + 1].norm)
        if norm[:1] == "ل" and index > begin and self._mention_at(index, REPORTERS) is not None:
            return True
        return norm in {"ل", "لـ"} and index > begin

    def _apposition(self, index: int, last: int) -> int | None:
        """The end of «، الاسم الكامل،» at `index`; None where it isn't one."""
        end = index
        while end < last and end - index <= 4 and not self._ends_phrase(end, index, last):
            end += 1
        if not 1 <= end - index <= 4 or end >= last:
            return None
        norm = self.text.tokens[end].norm
        return end if norm in _COMMAS or self.words.is_("complement", norm) or norm in {":", "في"} else None

    def _complement(self, index: int, last: int) -> int | None:
        """The first token of what is said: after أن, a colon or an opening quote; None where none follows."""
        for at in range(index, last):
            norm = self.text.tokens[at].norm
            if self.words.is_("complement", norm) or norm == ":" or self.words.is_("saying", norm):
                return at + 1
            if norm in {"“", '"', "«"} and not self._in_name(at):
                return at + 1
            if norm in _COMMAS and at + 1 < last and self.text.tokens[at + 1].norm in {"ولكن", "لكن", "فيما", "بينما"}:
                return None
        return None

    def _named(self, begin: int, end: int) -> tuple[Named, ...]:
        tokens = self.text.tokens
        while begin < end and tokens[begin].norm in _QUOTES:
            begin += 1
        if begin >= end:
            return ()
        inside = self._inside(begin, end)
        words = [t.norm for t in tokens[begin:end] if t.norm.isalnum()]
        if not words:
            return ()
        again = self._again(words, inside)
        if again is not None:
            return again
        cut = end
        if (
            inside
            and inside[0].kind not in {"nationality", "country", "group"}
            and inside[0].start <= tokens[begin].start + 1
        ):
            while (
                cut > begin
                and tokens[cut - 1].start >= inside[0].end
                and "،" not in [t.norm for t in tokens[begin:end]]
            ):
                cut -= 1
            if end - cut > 3 or self._is_title(words[0]) is False:
                end = cut
        named = source_of(self.text, begin, end, inside, self.words)
        return (named,) if named else ()

    def _is_title(self, word: str) -> bool:
        return bare(word) in self.words.nouns

    def _again(self, words: list[str], inside: Sequence[Mention]) -> tuple[Named, ...] | None:
        """The last chain, where the phrase only points back to it: «المصدر», «البيان», a surname."""
        if self._spoke is None or not self._spoke.chain or len(words) > 2:
            return None
        spoken = {bare(t) for name in (self._spoke.chain[-1],) for t in _norms(name.surface)}
        stems_ = [bare(word) for word in words]
        anaphor = self.words.is_("anaphors", stems_[0]) and is_definite(words[0])
        if len(words) == 1 and anaphor and (not inside or stems_[0] in spoken):
            return self._spoke.chain
        if not inside and all(stem in spoken for stem in stems_) and not self.words.nouns.get(stems_[0]):
            return self._spoke.chain
        return None

    def _through(self, begin: int, complement: int, chain: tuple[Named, ...]) -> tuple[Named, ...]:
        """Adds the agency or outlet the source spoke to («لوكالة فرانس برس»), nearest first."""
        for mention in self._inside(begin, complement):
            if mention.kind in REPORTERS and mention.named.id != chain[0].id:
                return (mention.named, *chain)
        return chain

    def _subject_before(self, index: int, first: int, complement: int | None) -> tuple[Named, ...]:
        """Who the verb's subject is when none follows: «تنظيم X أعلن», «X التي قالت إن», else the last speaker."""
        tokens = self.text.tokens
        at = index - 1
        if at >= first and self.words.is_("relative", tokens[at].norm):
            at -= 1
        mentions = self._inside(max(first, at - 5), at + 1)
        near = [m for m in mentions if m.kind not in {"country", "nationality", "group"}]
        if near and tokens[at].end <= near[-1].end + 3:
            return (near[-1].named,)
        if self._spoke is None or complement is None:
            return ()
        if tokens[index].norm[:1] in "وف" or at < index - 1 or index == first or self._spoke.at >= first:
            return self._spoke.chain
        return ()

    def _nominal(self, index: int, end: int, last: int, chain: tuple[Named, ...]) -> Cue | None:
        """«أعلنت X مقتل 5»: what is said is a noun; a new clause ends it."""
        until = end
        tokens = self.text.tokens
        while until < last:
            norm = tokens[until].norm
            if norm in _COMMAS and until + 1 < last and self.words.is_("breaks", tokens[until + 1].norm):
                break
            if self.words.is_("breaks", norm) and until > end + 1:
                break
            until += 1
        return self._cue(index, end, until, chain, "reporting verb, noun")

    def _quoted(self, index: int, begin: int, end: int, last: int) -> Cue | None:
        """«نقلت X عن Y قوله إن»: Y is the source, X passed it on."""
        outer = self._named(begin, end)
        at = end
        while at < min(end + 12, last) and self.text.tokens[at].norm != "عن":
            at += 1
        if at >= last or self.text.tokens[at].norm != "عن":
            return None
        inner_begin, inner_end = self._phrase(at + 1, last)
        inner = self._named(inner_begin, inner_end)
        complement = self._complement(inner_end, min(inner_end + _FAR, last)) or inner_end
        chain = (*outer, *inner)
        return self._cue(index, complement, last, chain, "quoted by") if chain else None

    def _credit(self, index: int, at: int, first: int, last: int) -> Cue | None:
        tokens = self.text.tokens
        if at < last and tokens[at].norm in {"ما", "مااعلن"}:
            at += 1
        if at < last and self._is_verb(tokens[at].norm):
            at += 1
        if at < last and tokens[at].norm in {"ل", "عن", "الي", "به"}:
            at += 1
        begin, end = self._phrase(at, last)
        chain = self._named(begin, end)
        return self._backward(index, first, last, chain, end)

    def _backward(
        self, index: int, first: int, last: int, chain: tuple[Named, ...], end: int | None = None
    ) -> Cue | None:
        """A credit covers its own sentence: what stands before it, and what follows unless it closes a clause."""
        if not chain:
            return None
        start = first
        if self._spoke is not None and self._spoke.credit and first <= self._spoke.at < index:
            start = self._spoke.at + 1
        return self._cue(index, start, last, chain, "credit", credit=True)

    def _headline(self, first: int, last: int) -> Iterator[Cue]:
        """«وزارة X: ...» opens a headline."""
        for at in range(first + 1, min(first + 7, last)):
            if self.text.tokens[at].norm == ":":
                inside = self._inside(first, at)
                quoted = self.text.tokens[first].norm in _QUOTES
                if quoted or any(m.kind not in {"country", "nationality", "group"} for m in inside):
                    named = source_of(self.text, first, at, inside, self.words)
                    if named is not None:
                        yield self._cue(first, at + 1, last, (named,), "headline: source before the colon")
                return

    def _cue(self, at: int, first: int, last: int, chain: tuple[Named, ...], rule: str, credit: bool = False) -> Cue:
        tokens = self.text.tokens
        last = max(last, self._quote_end(first, last))
        words = self.text.raw[tokens[at].start : tokens[min(at + 8, len(tokens)) - 1].end].replace("\n", " ")
        reporter = self._kind(chain[0]) in REPORTERS
        return Cue(at, first, last, chain, rule, words, credit, reporter)

    def _kind(self, named: Named) -> str | None:
        return next((m.kind for m in self.names if m.named.id == named.id), None) if named.id else None

    def _quote_end(self, first: int, last: int) -> int:
        """A quotation that opens in what is said runs over sentence ends, not over paragraphs."""
        tokens, raw = self.text.tokens, self.text.raw
        depth = 0
        for at in range(max(first - 1, 0), last):
            depth += _turn(tokens[at].norm, depth)
        at = last
        while depth > 0 and at < len(tokens) and at - last < 400:
            if "\n" in raw[tokens[at - 1].end : tokens[at].start]:
                return at
            depth += _turn(tokens[at].norm, depth)
            at += 1
        return at

    def _inside(self, begin: int, end: int) -> list[Mention]:
        if end <= begin:
            return []
        tokens = self.text.tokens
        low = bisect_left(self._starts, tokens[begin].start)
        out = []
        while low < len(self.names) and self.names[low].start < tokens[end - 1].end:
            out.append(self.names[low])
            low += 1
        return out

    def _mention_at(self, index: int, kinds: frozenset[str]) -> Mention | None:
        token = self.text.tokens[index]
        at = bisect_left(self._starts, token.start)
        if at < len(self.names) and self.names[at].start < token.end and self.names[at].kind in kinds:
            return self.names[at]
        return None

    def _in_name(self, index: int) -> bool:
        """True where a quote sign stands inside or against a known name («تنظيم "داعش"»)."""
        token = self.text.tokens[index]
        at = bisect_left(self._starts, token.start)
        near = self.names[max(at - 1, 0) : at + 1]
        return any(m.start <= token.end + 1 and token.start <= m.end + 1 for m in near)


def _turn(norm: str, depth: int) -> int:
    if norm in {"“", "«"}:
        return 1
    if norm in {"”", "»"}:
        return -1 if depth > 0 else 0
    if norm == '"':
        return -1 if depth > 0 else 1
    return 0


def _norms(surface: str) -> list[str]:
    return [t.norm for t in Text(surface, "ar").tokens if t.norm.isalnum()]
