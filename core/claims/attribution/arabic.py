"""Reporting grammar where the verb comes first: «قال X لرويترز إن ...», «بحسب X», «نقلت Y عن X قوله إن ...»."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, count

from core.claims.attribution.cue import Cue
from core.claims.attribution.lexicon import Lexicon
from core.claims.attribution.passage import COMMAS, QUOTES, REACH, TURNS, Passage
from core.claims.attribution.source import REPORTERS, source_of
from core.claims.attribution.verb_phrase import VerbPhrase
from core.names import Mention, Named
from core.names.stems import bare, is_definite
from core.text import Text, tokenise

_FAR = 40
_BEFORE_VERB = frozenset({"قد", "كما", "فيما", "بينما", "كذلك", "ايضا", "حيث", "لقد", "وقد", "كان", "كانت", "وكان"})
_NOT_VERB = frozenset(
    {"عن", "من", "بعد", "علي", "تم", "جري", "يتم", "الي", "قبل", "مع", "دون", "عند", "اثناء", "خلال", "فور", "رغم"}
    | {"مجرد", "بدون"}
)
_REACH_BACK = 14
_SEMICOLONS = 3
_SILENT = frozenset({"country", "nationality", "group"})


@dataclass
class VerbFirst:
    """Finds the cues of one text, sentence by sentence, remembering who spoke last."""

    text: Text
    words: Lexicon
    names: Sequence[Mention]
    passage: Passage = field(init=False)
    phrase: VerbPhrase = field(init=False)

    def __post_init__(self) -> None:
        self.passage = Passage(self.text, self.names)
        self.phrase = VerbPhrase(self.passage, self.words)
        self._spoke: Cue | None = None

    def cues(self) -> Iterator[Cue]:
        """Every cue in text order."""
        starts = self.words.starts
        for number, (first, last) in enumerate(self.text.sentences):
            if number == 0:
                yield from self._headline(first, last)
            for index in compress(count(first), map(starts.__contains__, self.text.norms[first:last])):
                cue = self._at(index, first, last, number == 0)
                if cue is not None:
                    yield cue
                    self._spoke = cue

    def _at(self, index: int, first: int, last: int, headline: bool) -> Cue | None:
        norm = self.text.norms[index]
        verb = norm if self.phrase.is_verb(norm) else norm[1:]
        if self.phrase.is_verb(verb):
            return self._verb(index, verb, first, last, headline)
        plain = norm[1:] if norm[:1] in "وف" and norm not in self.words.credits else norm
        if plain in self.words.participles:
            return self._participle(index, first, last)
        return self._credit(index, index + 1, first, last)

    def _participle(self, index: int, first: int, last: int) -> Cue | None:
        """«مضيفا أن ...»: the speaker of the sentence goes on."""
        if self._spoke is None or self._spoke.at < first:
            return None
        covered = self.phrase.complement(index + 1, min(index + 5, last)) or index + 1
        return replace(self._spoke, at=index, first=covered, last=last, rule="participle", credit=False)

    def _verb(self, index: int, verb: str, first: int, last: int, headline: bool) -> Cue | None:
        before = self.passage.norm(index - 1) if index > first else ""
        if before in _NOT_VERB:
            return None  # a noun of the same spelling («عن رصد», «تم توقيف»)
        begin, end = self._pluperfect(index, first) or self.phrase.subject(index + 1, last)
        if verb in self.words.quote:
            return self._quoted(index, begin, end, last)
        if self._promises(index, verb):
            begin = end = index + 1  # what is promised follows the verb, who promises stands before it
        chain = self._named(begin, end, verb in self.words.count or verb in self.words.unsure)
        if before in self.words.credits_then_what or before[1:] in self.words.credits_then_what:
            return self._backward(index - 1, first, last, chain)
        bare_verb = self.passage.norm(index) == verb
        if verb in self.words.count and bare_verb and before.isalpha() and before not in _BEFORE_VERB:
            return self._documented(index, first, last, chain)
        complement = self.phrase.complement(max(end, index + 1), min(end + _FAR, last))
        if not chain:
            near = complement is not None and complement - index <= 5
            chain = self._subject_before(index, first, near, headline)
            if chain and complement is None and headline:
                complement = end
        if not chain:
            return None
        if complement is None:
            return self._cue(index, end, self.phrase.noun_end(end, last), chain, "reporting verb, noun")
        chain = self._through(begin, complement, chain)
        return self._cue(index, complement, self._said_until(complement, last), chain, "reporting verb")

    def _pluperfect(self, index: int, first: int) -> tuple[int, int] | None:
        """«كان القائد فلان قد صرح»: the subject between the two verbs."""
        at = index - 1
        if at > first and self.passage.norm(at) == "قد":
            at -= 1
        for back in range(at, max(first, at - _REACH_BACK) - 1, -1):
            norm = self.passage.norm(back)
            if norm in COMMAS or norm in {":", "؛"}:
                return None
            if self.words.is_("pluperfect", norm):
                begin, end = self.phrase.subject(back + 1, at + 1)
                return (begin, end) if end > begin else None
        return None

    def _promises(self, index: int, verb: str) -> bool:
        """«يتعهد بإنهاء ...»: the verb takes its object with «ب», and no name that begins so stands there."""
        object_follows = self.passage.norm(index + 1).startswith("ب") and not self.passage.inside(index + 1, index + 2)
        return object_follows and self.words.is_("takes_ba", verb)

    def _said_until(self, complement: int, last: int) -> int:
        """A direct quotation ends where it closes; what «أن» opens runs to the end of the sentence."""
        opening = complement - 1
        while opening < complement + 1 and self.passage.norm(opening) == ":":
            opening += 1
        if self.passage.norm(opening) not in {"“", '"', "«"} or self.passage.in_name(opening):
            return last
        depth = 0
        for at in range(opening, min(last, opening + REACH)):
            if self.passage.norm(at) not in TURNS:
                continue
            depth += self.passage.turn(at, depth)
            if depth == 0 and at > opening:
                return last if self.phrase.starts_cue(self.passage.norm(at + 2)) else at + 1
        return last

    def _named(self, begin: int, end: int, known_only: bool = False) -> tuple[Named, ...]:
        while begin < end and self.passage.norm(begin) in QUOTES:
            begin += 1
        inside = self.passage.inside(begin, end)
        words = [norm for norm in self.text.norms[begin:end] if norm.isalnum()]
        if not words or self._accusative(begin):
            return ()
        again = self._again(words, inside)
        if again is not None:
            return again
        if self.words.is_("inanimate", bare(words[0])) or self.words.is_("inanimate", words[0].removeprefix("لل")):
            known = [m for m in inside if m.kind not in _SILENT]
            return (known[-1].named,) if known and self.words.is_("statement", bare(words[0])) else ()
        leading = inside and inside[0].start <= self.text.starts[begin] + 1 and inside[0].kind not in _SILENT
        if leading:
            return self._leading(begin, end, inside)
        if known_only and not self._speaks(words[0], inside):
            return ()
        named = source_of(self.text, begin, end, inside, self.words)
        return (named,) if named else ()

    def _speaks(self, head: str, inside: Sequence[Mention]) -> bool:
        """True for a known body or its fighters, a noun of speakers, or a post."""
        known = any(m.kind not in _SILENT or "/" in (m.named.id or "") for m in inside)
        return known or bare(head) in self.words.nouns or self.words.is_("posts", bare(head))

    def _accusative(self, begin: int) -> bool:
        """«بطلاً»: an object, no subject."""
        token = self.text.tokens[begin]
        return self.text.raw[token.start : token.end].endswith(("اً", "ًا"))

    def _leading(self, begin: int, end: int, inside: Sequence[Mention]) -> tuple[Named, ...]:
        """A phrase that opens with a known name: the name, and one joined to it by «و»."""
        first = inside[0]
        if first.kind in REPORTERS and len(inside) == 1:
            rest = next((i for i in range(begin, end) if self.text.starts[i] >= first.end), end)
            while rest < end and self.passage.norm(rest) in QUOTES:
                rest += 1
            if rest < end and bare(self.passage.norm(rest)) in self.words.nouns:
                return (first.named, *self._named(rest, end))  # «أبلغت الصحيفة مصادر ...»
        after = [m for m in inside[1:] if m.kind not in _SILENT and m.start <= first.end + 3]
        if after and self.text.raw[first.end : after[0].start + 1].strip(' "“”«»').startswith("و"):
            return (first.named, after[0].named)
        if any(self.passage.norm(i) in COMMAS for i in range(begin, end)):
            named = source_of(self.text, begin, end, inside, self.words)
            return (named,) if named else ()
        return (first.named,)

    def _again(self, words: list[str], inside: Sequence[Mention]) -> tuple[Named, ...] | None:
        """The last chain, where the phrase only points back to it: «المصدر», «البيان», a surname."""
        if self._spoke is None or len(words) > 2:
            return None
        if words[0].endswith("نا") and len(words[0]) > 4 and not inside:
            return self._spoke.chain  # «معلوماتنا»: those of the speaker
        spoken = {bare(t.norm) for t in tokenise(self._spoke.chain[-1].surface)}
        roots = [bare(word) for word in words]
        pointing = self.words.is_("anaphors", roots[0]) and is_definite(words[0]) and not inside
        if len(words) == 1 and (pointing or self.words.is_("pronouns", words[0])):
            return self._spoke.chain
        if not inside and all(root in spoken for root in roots) and roots[0] not in self.words.nouns:
            return self._spoke.chain
        return None

    def _through(self, begin: int, complement: int, chain: tuple[Named, ...]) -> tuple[Named, ...]:
        """Adds the agency spoken to («لوكالة فرانس برس») in front, and who issued the statement behind."""
        for mention in self.passage.inside(begin, complement):
            if mention.kind in REPORTERS and all(mention.named.id != named.id for named in chain):
                chain = (mention.named, *chain)
                break
        else:
            chain = (*self._spoken_to(begin, complement), *chain)
        for at in range(begin, complement - 2):
            if self.words.is_("issued", self.passage.norm(at)) and self.passage.norm(at + 1) == "عن":
                start, end = self.phrase.subject(at + 2, complement)
                issuer = self._named(start, end)
                if self.words.is_("statement", self.passage.norm(begin)):
                    return issuer or chain
                return (*chain, *issuer)
        return chain

    def _spoken_to(self, begin: int, complement: int) -> tuple[Named, ...]:
        """An agency or paper that is not in the book of names: «لوكالة أنباء المدينة»."""
        for at in range(begin + 1, complement):
            if self.phrase.to_bearer(self.passage.norm(at)):
                start, end = at, at + 1
                while end < complement and not self.phrase.ends(end, start, complement):
                    end += 1
                return (Named(self.passage.words(start, end)[1:].strip(" ـ")),) if end - start > 1 else ()
        return ()

    def _subject_before(self, index: int, first: int, near: bool, headline: bool) -> tuple[Named, ...]:
        """Who the verb's subject is when none follows: «تنظيم X أعلن», «X التي قالت إن», else the last speaker."""
        at = index - 1
        if at >= first and self.words.is_("relative", self.passage.norm(at)):
            at -= 1
        window = first if headline else max(first, at - 5)
        spoken = [m for m in self.passage.inside(window, at + 1) if m.kind not in _SILENT]
        if headline:
            return (spoken[0].named,) if spoken else self._quoted_name(first)
        if spoken and self.text.ends[at] <= spoken[-1].end + 3 and not self._parted(spoken[-1], at):
            return (spoken[-1].named,)
        if self._spoke is None or not near:
            return ()
        prefixed = self.passage.norm(index)[:1] in "وف"
        follows = prefixed or at < index - 1 or index == first or self._spoke.at >= first
        return self._spoke.chain if follows else ()

    def _parted(self, mention: Mention, at: int) -> bool:
        """A quotation closes, or a comma stands, between a name and the verb: another's deed («...»، وثقت)."""
        return any(sign in self.text.raw[mention.end : self.text.ends[at]] for sign in "»”")

    def _quoted_name(self, first: int) -> tuple[Named, ...]:
        """A headline that opens with a name in quotes."""
        if self.passage.norm(first) not in QUOTES or self.passage.norm(first + 2) not in QUOTES:
            return ()
        return (Named(self.passage.words(first + 1, first + 2)),)

    def _quoted(self, index: int, begin: int, end: int, last: int) -> Cue | None:
        """«نقلت X عن Y قوله إن»: Y is the source, X passed it on."""
        at = end
        while at < min(end + 12, last) and self.passage.norm(at) != "عن":
            at += 1
        if self.passage.norm(at) != "عن" or at >= last or self.passage.norm(at + 1) == "طريق":
            return None
        start, stop = self.phrase.subject(at + 1, last)
        chain = (*self._named(begin, end), *self._named(start, stop))
        complement = self.phrase.complement(stop, min(stop + _FAR, last)) or stop
        return self._cue(index, complement, last, chain, "quoted by") if chain else None

    def _credit(self, index: int, at: int, first: int, last: int) -> Cue | None:
        if self.passage.norm(at) == "ما":
            at += 2  # «بحسب ما أوردته»
        elif self.phrase.is_verb(self.passage.norm(at)):
            at += 1
        if self.passage.norm(at) in {"ل", "عن", "الي", "به"}:
            at += 1
        begin, end = self._past_prefix(index, at, last)
        return self._backward(index, first, last, self._without_prefix(index, begin, self._named(begin, end)))

    def _past_prefix(self, index: int, at: int, last: int) -> tuple[int, int]:
        """«وفقا لصحيفة ...», «وفقا للوزارة»: here the word with «ل» is the source itself."""
        begin, end = self.phrase.subject(at, last)
        if begin == end and at == index + 1 and self.passage.norm(at)[:1] == "ل":
            end = self.phrase.end_of(at, last)
        return begin, end

    def _without_prefix(self, index: int, begin: int, chain: tuple[Named, ...]) -> tuple[Named, ...]:
        """«وفقا للزهراني»: the name without the preposition that the credit asks for."""
        norm, surface = self.passage.norm(begin), chain[0].surface if chain else ""
        if begin != index + 1 or norm[:1] != "ل" or not surface.startswith("ل"):
            return chain
        rest = surface.removeprefix("لـ").removeprefix("ل").strip(' "“«')
        return (replace(chain[0], surface=f"ا{rest}" if norm.startswith("لل") else rest), *chain[1:])

    def _backward(self, index: int, first: int, last: int, chain: tuple[Named, ...]) -> Cue | None:
        """A credit covers its own sentence from the credit before it."""
        if not chain:
            return None
        start = first
        if self._spoke is not None and self._spoke.credit and first <= self._spoke.at < index:
            start = self._spoke.at + 1
        return self._cue(index, start, last, chain, "credit", credit=True)

    def _documented(self, index: int, first: int, last: int, chain: tuple[Named, ...]) -> Cue | None:
        """«37 مدنيا وثق المرصد مقتلهم»: the clause before is credited."""
        start = index
        while start > max(first, index - REACH) and self.passage.norm(start - 1) not in COMMAS:
            start -= 1
        return self._cue(index, start, last, chain, "documented by", credit=True) if chain else None

    def _headline(self, first: int, last: int) -> Iterator[Cue]:
        """«وزارة X: ...» opens a headline."""
        for at in range(first + 1, min(first + 7, last)):
            if self.passage.norm(at) == ":":
                inside = self.passage.inside(first, at)
                if self.passage.norm(first) in QUOTES or any(m.kind not in _SILENT for m in inside):
                    named = source_of(self.text, first, at, inside, self.words)
                    if named is not None:
                        yield self._cue(first, at + 1, last, (named,), "headline: source before the colon")
                return

    def _cue(self, at: int, first: int, last: int, chain: tuple[Named, ...], rule: str, credit: bool = False) -> Cue:
        if not credit:
            last = max(self._over_semicolons(last), self.passage.quote_end(max(first - 1, 0), last))
        reporter = self.passage.kind(chain[0]) in REPORTERS
        return Cue(at, first, last, chain, rule, self.passage.words(at, at + 8), credit, reporter)

    def _over_semicolons(self, last: int) -> int:
        """A sentence after «؛» goes on with what is said in the one before."""
        for _ in range(_SEMICOLONS):
            if self.passage.norm(last - 1) != "؛":
                break
            number = bisect_right(self.text.sentences, (last, last - 1))
            if number >= len(self.text.sentences):
                break
            last = self.text.sentences[number][1]
        return last
