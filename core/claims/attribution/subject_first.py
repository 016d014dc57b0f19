"""Reporting grammar where the subject comes first or the credit trails: "X said that", "..., police told AFP"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.claims.attribution.cue import Cue
from core.claims.attribution.lexicon import Lexicon
from core.claims.attribution.noun_phrase import STOPS, NounPhrase
from core.claims.attribution.passage import QUOTES, Passage
from core.claims.attribution.source import REPORTERS, source_of
from core.names import Mention, Named
from core.text import Text, tokenise

_SPOKEN = frozenset({",", '"', "”", "»", "'", "’"})
_APOSTROPHES = frozenset("'’")
_HYPHENS = frozenset("-‑")
_SHORT = 6
_MADE_BY = 8
_HEADLINE_SIGNS = frozenset({":", "-", "–", "—"})
_ISSUED = 12
"""Words from a credit to whoever gave out the report it names."""
_EYES = frozenset({"reporter", "correspondent", "journalist", "witness", "witnesses", "reporters", "journalists"})
_UNSPOKEN = frozenset({"group", "nationality", "country"})


@dataclass
class SubjectFirst:
    """Finds the cues of one text, sentence by sentence, remembering who spoke last."""

    text: Text
    words: Lexicon
    names: Sequence[Mention]
    passage: Passage = field(init=False)
    phrase: NounPhrase = field(init=False)

    def __post_init__(self) -> None:
        self.passage = Passage(self.text, self.names)
        self.phrase = NounPhrase(self.passage, self.words)
        self._spoke: Cue | None = None
        self._first = 0
        self._openings = {p[0]: [q for q in self.words.phrases if q[0] == p[0]] for p in self.words.phrases}

    def cues(self) -> Iterator[Cue]:
        """Every cue in text order."""
        norms = self.text.norms
        starts = self.words.starts | self.words.witness | frozenset(self._openings)
        for number, (first, last) in enumerate(self.text.sentences):
            floor = self._first = first
            if number == 0 and (cue := self._headline(first, last)) is not None:
                yield cue
            for index in range(first, last):
                if norms[index] not in starts or index < floor:
                    continue
                cue = self._at(index, floor, first, last)
                if cue is not None:
                    yield cue
                    self._spoke = cue
                    floor = max(index + 1, cue.at + 1)

    def _headline(self, first: int, last: int) -> Cue | None:
        """ "Five dead in blast: police", "UN: 3 million fled": a source beside a colon or dash of a headline."""
        if last >= len(self.text.norms) or "\n" not in self.phrase.gap(last):
            return None
        signs = [
            at
            for at in range(first + 1, last - 1)
            if self.passage.norm(at) in _HEADLINE_SIGNS and self.phrase.apart(at)
        ]
        for at in signs[-1:]:
            chain = self._named(at + 1, last) if last - at <= _SHORT and self._speaks(at + 1, last) else ()
            if chain:
                return self._cue(at, first, at, chain, "headline: source after the sign")
        for at in signs[:1]:
            chain = self._named(first, at) if at - first <= _SHORT and self._speaks(first, at) else ()
            if chain:
                return self._cue(first, at + 1, last, chain, "headline: source before the sign")
        return None

    def _speaks(self, begin: int, end: int) -> bool:
        """True for a known body or a noun of speakers; a place before a colon is none."""
        known = any(m.kind not in _UNSPOKEN for m in self.passage.inside(begin, end))
        return known or any(self.passage.norm(at) in self.words.nouns for at in range(begin, end))

    def _at(self, index: int, floor: int, first: int, last: int) -> Cue | None:
        norm = self.text.norms[index]
        words = self.words
        if norm in words.say or norm in words.count or norm in words.quote or norm in words.witness:
            return self._verb(index, floor, first, last)
        for phrase in self._openings.get(norm, ()):
            if tuple(self.text.norms[index : index + len(phrase)]) == phrase:
                return self._credit(index, index + len(phrase), first, last)
        return None

    def _verb(self, index: int, floor: int, first: int, last: int) -> Cue | None:
        norms = self.text.norms
        before = index - 1
        while before >= floor and self.words.is_("adverbs", norms[before]):
            before -= 1
        if (
            self._counts(index)
            or self.passage.within(index)
            or self.words.is_("reflexive", self.passage.norm(index - 1))  # "el balance se elevó a 72 muertos"
            or (before >= floor and self.words.is_("not_active", norms[before]))
        ):
            return None
        begin, after = before + 1, index + 1
        chain: tuple[Named, ...] = ()
        behind = self._joined_pronoun(index, before, first)
        if behind is not None:
            spoke = self._spoke
            return None if spoke is None else self._cue(index, floor, self._goes_on(behind, last), spoke.chain, "said")
        if before >= first and norms[before] in _SPOKEN and norms[index] not in self.words.tell:
            chain, after = self._inverted(index, last)
        if not chain:
            begin, end = self._past_date(*self.phrase.subject(before, floor))
            chain = (
                self._named(begin, end)
                or self._antecedent(begin, end, floor)
                or self._dropped(index, before, begin, end)
            )
            begin = before + 1 if begin >= end else begin
        if not chain or (norms[index] in self.words.witness and not self._sees(chain[-1])):
            return None
        told, after = self._told(after, last, chain)
        if norms[index] in self.words.quote:
            told = (*told, *self._named(*self.phrase.object(after, last)))
        if not self._trails(begin, after, first, last):
            return self._cue(index, after, self.passage.quote_end(after, last), told, "reporting verb")
        return self._cue(index, floor, self._goes_on(after, last), told, "credited after")

    def _joined_pronoun(self, index: int, before: int, first: int) -> int | None:
        """The token after "..., dit-il", "..., a-t-elle précisé": the last speaker goes on; None for any other verb."""
        norm = self.passage.norm
        if norm(index + 1) in _HYPHENS and before >= first and norm(before) in _SPOKEN:
            at = index + 1
            while norm(at) in _HYPHENS or norm(at) == "t":
                at += 1
            return at + 1 if self.words.is_("pronouns", norm(at)) else None
        at = before
        while at > first and (
            norm(at) in _HYPHENS or any(self.words.is_(k, norm(at)) for k in ("pronouns", "adverbs"))
        ):
            at -= 1
        joined = before - at > 1 and norm(before - 1) in _HYPHENS and self.words.is_("pronouns", norm(before))
        return index + 1 if joined and norm(at) in _SPOKEN else None

    def _past_date(self, begin: int, end: int) -> tuple[int, int]:
        """ "Since 10 September the ministry", "LONDON, March 16 - The minister": the subject stands after the date."""
        for at in range(end - 1, begin - 1, -1):
            norm = self.passage.norm(at)
            if norm.isdigit() or self.words.is_("months", norm):
                return at + 1, end
        return begin, end

    def _counts(self, index: int) -> bool:
        """ "The war has claimed 120 lives": the verb of a toll."""
        if self.passage.norm(index) not in self.words.words.get("tolls", ()):
            return False
        after = self.passage.norm(index + 1)
        return after.isdigit() or after in {"more", "at", "the", "lives", "nearly", "about", "some", "dozens"}

    def _inverted(self, index: int, last: int) -> tuple[tuple[Named, ...], int]:
        """The subject after the verb ("..., said Jane Doe, a nurse."), a name or noun of speakers, and its end."""
        start = index + 1
        while start < last and (self.words.is_("adverbs", self.passage.norm(start)) or self.phrase.dated(start)):
            start += 1
        begin, end = self.phrase.object(start, last, self.words.words.get("articles", frozenset()))
        after = self.passage.norm(end)
        over = (
            end >= last
            or after in STOPS
            or after in QUOTES
            or self.words.is_("after_name", after)
            or self.phrase.is_weekday(after)
        )
        if not 0 < end - begin <= 9 or not over or self.words.is_("pronouns", self.passage.norm(begin)):
            return (), index + 1
        final = self.text.tokens[end - 1]
        named = self.text.raw[final.start].isupper() or self.passage.within(end - 1)
        spoken = any(self.passage.norm(at) in self.words.nouns for at in range(begin, end))
        return (self._named(begin, end), end) if named or spoken else ((), index + 1)

    def _dropped(self, index: int, last: int, begin: int, end: int) -> tuple[Named, ...]:
        """«Añadió que ...»: no subject at all, the last speaker goes on (Spanish drops the pronoun)."""
        if self._spoke is None or begin < end:
            return ()
        after, before = self.passage.norm(index + 1), self.passage.norm(last)
        if self.words.is_("joining", before):  # "l'armée a nié ... et évoque des dizaines de morts"
            return self._spoke.chain if self.text.sentences and self._spoke.at >= self._first else ()
        says = after in {"que", ":"} or (before in _SPOKEN and after in STOPS)  # "..., precisó."
        return self._spoke.chain if says and self.words.is_("drops_subject", "yes") else ()

    def _antecedent(self, begin: int, end: int, floor: int) -> tuple[Named, ...]:
        """ "five aid workers, all of whom said": the noun before the relative pronoun."""
        if end <= begin and self.words.is_("whom", self.passage.norm(end - 1)) and self.passage.norm(end - 2) == ",":
            begin, end = end - 1, end  # "la plataforma, que dice contar con ..."
        if end <= begin or not self.words.is_("whom", self.passage.norm(end - 1)):
            return ()
        at = begin - 1 if self.passage.norm(begin - 1) == "," else end - 1
        low = max(floor, at - 8)
        known = self.passage.inside(low, at)
        if known:
            return (known[-1].named,)
        nouns = [i for i in range(low, at) if self.passage.norm(i) in self.words.nouns]
        return self._named(nouns[-1], nouns[-1] + 1) if nouns else ()

    def _sees(self, named: Named) -> bool:
        """Reporters and witnesses tell what they saw; others only do what the sentence says."""
        return any(self.words.nouns.get(t.norm) in _EYES for t in tokenise(named.surface))

    def _goes_on(self, after: int, last: int) -> int:
        """ "A," he said. "B.": the quotation that opens after the verb is the same speaker's."""
        at = after
        while at < last + 2 and self.passage.norm(at) in {".", ","}:
            at += 1
        if at == after or self.passage.norm(at) not in {'"', "“", "«"}:
            return last
        closing = at + 1
        limit = min(len(self.text.norms), at + 160)
        while closing < limit and self.passage.norm(closing) not in {'"', "”", "»"}:
            closing += 1
        return closing if closing < limit else last

    def _told(self, after: int, last: int, chain: tuple[Named, ...]) -> tuple[tuple[Named, ...], int]:
        """The agency or outlet spoken to ("told AFP"), put in front."""
        norms, starts = self.text.norms, self.text.starts
        begin = after
        while begin < last and self._heard_at(self.passage.norm(begin)):
            begin += 1
        begin, end = self.phrase.object(begin, min(begin + 6, last))
        for mention in self.passage.inside(begin, end):
            if mention.kind in REPORTERS and mention.start <= starts[min(begin + 2, len(norms) - 1)]:
                if mention.named.id != chain[0].id:
                    return (mention.named, *chain), end
                break
        return chain, after

    def _heard_at(self, norm: str) -> bool:
        return norm in _APOSTROPHES or self.words.is_("heard_at", norm)

    def _trails(self, begin: int, after: int, first: int, last: int) -> bool:
        """True for "5 died, police said on Monday.": a comma or quote before, nothing said after."""
        norms = self.text.norms
        if begin - first < 3 or norms[begin - 1] not in {",", '"', "”", "»", "'", "’", "-", "–", "—"}:
            return False
        at = after
        while at < last and at - after < 10:
            norm = norms[at]
            if self.words.is_("complement", norm) and norm != "as":
                return False
            if norm in {".", ",", "!", "?", ";"}:
                return True
            at += 1
        return at >= last

    def _credit(self, index: int, after: int, first: int, last: int) -> Cue | None:
        begin, end = self.phrase.object(after, last)
        maker = self._maker(begin, min(last, begin + _MADE_BY))
        if maker is not None:
            begin, end = self.phrase.object(maker, last)
        chain = self._issuer(begin, last) or self._named(begin, end)
        if not chain:
            return None
        return self._cue(index, first, last, chain, "credit", credit=True)

    def _maker(self, begin: int, end: int) -> int | None:
        """ "According to a first estimate by the agency": whoever made the estimate is the source."""
        made = [at for at in range(begin, end) if self.words.is_("made", self.passage.norm(at))]
        if not made:
            return None
        return next((at + 1 for at in range(made[0], end) if self.words.is_("maker", self.passage.norm(at))), None)

    def _issuer(self, begin: int, last: int) -> tuple[Named, ...]:
        """ "Selon un bilan communiqué dimanche par le ministère": who gave out the report that is credited."""
        seen = False
        for at in range(begin, min(begin + _ISSUED, last)):
            norm = self.passage.norm(at)
            if norm in STOPS or self.words.is_("complement", norm):
                break
            seen = seen or self.words.is_("reports", norm)
            if seen and self.words.is_("agent", norm):
                return self._named(*self.phrase.object(at + 1, last))
        return self._maker_named(begin, last) if seen else ()

    def _maker_named(self, begin: int, last: int) -> tuple[Named, ...]:
        """ "Selon un sondage Ifop publié dimanche": a name in capitals right behind the report."""
        starts, raw = self.text.starts, self.text.raw
        for at in range(begin, min(begin + _ISSUED, last) - 1):
            if not self.words.is_("reports", self.passage.norm(at)):
                continue
            end = at + 1
            while end < last and raw[starts[end]].isupper():
                end += 1
            return self._named(at + 1, end) if end > at + 1 else ()
        return ()

    def _named(self, begin: int, end: int) -> tuple[Named, ...]:
        norms = self.text.norms
        while begin < end and (self.phrase.is_opening(begin) or self.passage.norm(begin) in {"-", "–"}):
            begin += 1
        while end > begin and not norms[end - 1].isalnum():
            end -= 1
        words = [norm for norm in norms[begin:end] if norm.isalnum()]
        if not words or any(word.isdigit() for word in words):
            return ()
        if self.words.is_("pronouns", words[-1]) and (len(words) == 1 or not self.passage.within(end - 1)):
            return self._spoke.chain if self._spoke else ()
        if self.words.is_("not_sources", words[-1]) and len(words) == 1:
            return ()
        inside = self.passage.inside(begin, end)
        again = self._again(words, inside)
        if again is not None:
            return again
        if not self._plausible(begin, end, inside):
            return ()
        named = source_of(self.text, begin, end, inside, self.words)
        return (named,) if named else ()

    def _plausible(self, begin: int, end: int, inside: Sequence[Mention]) -> bool:
        """A source is a known body, a noun of speakers, or a name in capitals."""
        tokens, norms, raw = self.text.tokens, self.text.norms, self.text.raw
        if any(m.kind not in _UNSPOKEN for m in inside):
            return True
        start, stop = self.text.starts[begin], self.text.ends[end - 1]
        if any(m.kind == "group" and m.start <= start and m.end >= stop for m in inside):
            return True
        if any(norm in self.words.nouns for norm in norms[begin:end]):
            return True
        if any(m.kind in _UNSPOKEN for m in inside) and self.words.is_("articles", self.passage.norm(begin - 1)):
            return norms[begin].isalpha()  # "selon la marine tunisienne"
        last = tokens[end - 1]
        return raw[last.start].isupper() and not self.words.is_("not_sources", last.norm)

    def _again(self, words: list[str], inside: Sequence[Mention]) -> tuple[Named, ...] | None:
        """The last chain, where the phrase only points back to it: "the official", a surname."""
        if self._spoke is None or len(words) > 3:
            return None
        spoken = {t.norm for t in tokenise(self._spoke.chain[-1].surface)}
        if self.words.is_("honorifics", words[0]):
            words = words[1:]
        if not inside and words and words[-1] in spoken and words[-1] not in self.words.nouns:
            return self._spoke.chain
        if any(self.words.is_("same", word) for word in words[:-1]) and self.words.is_("anaphors", words[-1]):
            return self._spoke.chain
        if len(words) == 1 and self.words.is_("anaphors", words[0]) and words[0] in spoken:
            return self._spoke.chain
        return None

    def _cue(self, at: int, first: int, last: int, chain: tuple[Named, ...], rule: str, credit: bool = False) -> Cue:
        words = self.passage.words(at - 3, at + 6)
        return Cue(at, first, last, chain, rule, words, credit, self.passage.kind(chain[0]) in REPORTERS)
