"""Who the text credits for a claim: the chain of sources, nearest first (semantics §3)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from core.claims.attribution.arabic import VerbFirst
from core.claims.attribution.cue import Cue
from core.claims.attribution.lexicon import lexicon
from core.claims.attribution.subject_first import SubjectFirst
from core.claims.attribution.unnamed import is_unnamed
from core.names import Mention, Named
from core.report import Report
from core.text import Text

__all__ = ["Attribution", "Cue", "is_unnamed"]


_BEFORE, _AFTER = 12, 6
"""Cues around a claim that are looked at."""
_DIRECT = 1
"""Tokens between a figure and the credit that is its own."""


class Attribution:
    """The sources of one text. The outlet and its credit line belong to the report and are never in a chain."""

    def __init__(self, text: Text, report: Report, names: Sequence[Mention]) -> None:
        self._text = text
        self._report = report
        self.cues = _cues(text, names)
        """Every cue of the text, in order of position."""
        self._token_starts = text.starts
        self._cue_tokens = [cue.at for cue in self.cues]

    def of(self, start: int, end: int) -> tuple[tuple[Named, ...], str]:
        """The chain credited for the claim at `start:end` (code points) and why; empty where nobody is."""
        here = max(0, bisect_right(self._token_starts, start) - 1)
        past = bisect_left(self._token_starts, end)
        stated: Cue | None = None
        outer: Cue | None = None
        credit: Cue | None = None
        nearest = bisect_right(self._cue_tokens, here)
        for cue in self.cues[max(0, nearest - _BEFORE) : nearest + _AFTER]:
            if not cue.first <= here < cue.last:
                continue
            if cue.credit:
                direct = 0 <= cue.at - past <= _DIRECT  # "20 000 selon les syndicats, 8 000 selon la police"
                if credit is None or direct or abs(cue.at - here) < abs(credit.at - here):
                    credit = cue
                if direct:
                    break
            else:
                former = stated  # one step at a time: mypyc can't assign both at once where one may be None
                stated = _inner(former, cue, here)
                outer = former
        return _chain(_through(outer, stated), credit)


def _cues(text: Text, names: Sequence[Mention]) -> tuple[Cue, ...]:
    words = lexicon(text.lang)
    if words.lang == "ar":
        return tuple(VerbFirst(text, words, names).cues())
    return tuple(SubjectFirst(text, words, names).cues())


def _inner(stated: Cue | None, cue: Cue, here: int) -> Cue:
    """The verb nearest before the claim, else the credit that follows it, else one whose clause has gone by."""
    return cue if stated is None or _rank(cue, here) >= _rank(stated, here) else stated


def _rank(cue: Cue, here: int) -> tuple[int, int]:
    if cue.at > here:
        return 1, -cue.at
    return (0 if cue.first < cue.at else 2), cue.at


def _through(outer: Cue | None, stated: Cue | None) -> Cue | None:
    """An agency or outlet whose sentence holds the inner credit passed it on."""
    if outer is None or stated is None or outer is stated or not outer.reporter or outer.at > stated.at:
        return stated
    if len(outer.chain) > 1 or any(_same(outer.chain[0], named) for named in stated.chain):
        return stated
    return replace(stated, chain=(outer.chain[0], *stated.chain), reporter=True)


def _chain(stated: Cue | None, credit: Cue | None) -> tuple[tuple[Named, ...], str]:
    if stated is None and credit is None:
        return (), "nobody is credited"
    if stated is None or credit is None:
        only = stated or credit
        assert only is not None  # noqa: S101  # for the type checker: one of the two is a cue
        return only.chain, f"{only.rule}: {only.words}"
    why = f"{stated.rule}: {stated.words}; {credit.rule}: {credit.words}"
    if _same(stated.chain[-1], credit.chain[-1]):
        return max(stated.chain, credit.chain, key=len), why
    if credit.reporter:
        return (*credit.chain, *stated.chain), why
    return (*stated.chain, *credit.chain), why


def _same(a: Named, b: Named) -> bool:
    return (a.id is not None and a.id == b.id) or a.surface == b.surface
