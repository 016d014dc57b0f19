"""The window of a figure: one occurrence, cumulative since a day, a period, or something else."""

from collections.abc import Sequence

from core.claims.claim import Window, WindowKind
from core.claims.timing.lexicon import TimeWords
from core.claims.timing.moments import Moment, match
from core.text import Text, Token


def window_of(
    text: Text, words: TimeWords, sentence: tuple[int, int], span: tuple[int, int], found: Sequence[Moment]
) -> tuple[Window, str]:
    """The window of the claim at code points `span` in the tokens `sentence`, and the rule that set it."""
    first, last = sentence
    tokens = text.tokens
    begin, end = _inside(tokens, first, last, span)
    if any(_plain(t.norm) in words.words["timeless"] for t in tokens[begin : end + 1]):
        return Window(WindowKind.OTHER, text="timeless"), "a distance has no window"
    for rule in (_duration, _since, _period, _stock):
        window = rule(text, words, (first, last), (begin, end), found)
        if window is not None:
            return window, f"{rule.__name__.strip('_')}: {window.text or window.since or ''}".strip()
    return Window(), "one occurrence: nothing else is said"


def _plain(norm: str) -> str:
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


def _inside(tokens: Sequence[Token], first: int, last: int, span: tuple[int, int]) -> tuple[int, int]:
    begin = next((i for i in range(first, last) if tokens[i].end > span[0]), first)
    end = next((i for i in range(begin, last) if tokens[i].start >= span[1]), last)
    return begin, end


def _phrase_in(text: Text, words: TimeWords, kind: str, low: int, high: int) -> tuple[int, int] | None:
    index = words.phrases[kind]
    for at in range(low, high):
        length = match(text.tokens, at, index.get(text.tokens[at].norm, ()))
        if length:
            return at, at + length
    return None


def _raw(text: Text, low: int, high: int) -> str:
    return text.raw[text.tokens[low].start : text.tokens[high - 1].end]


def _duration(
    text: Text, words: TimeWords, sentence: tuple[int, int], claim: tuple[int, int], found: Sequence[Moment]
) -> Window | None:
    """A stretch of time that is itself the figure: "within a month", «منذ أربعة أشهر»."""
    begin, end = claim
    if not any(_plain(t.norm) in words.units for t in text.tokens[begin:end]):
        return None
    low = max(sentence[0], begin - 2)
    for kind in ("since", "within", "need"):
        hit = _phrase_in(text, words, kind, low, end)
        if hit is not None:
            return Window(WindowKind.OTHER, text=_raw(text, hit[0], max(end, hit[1])))
    return None


def _since(
    text: Text, words: TimeWords, sentence: tuple[int, int], claim: tuple[int, int], found: Sequence[Moment]
) -> Window | None:
    hit = _phrase_in(text, words, "since", *sentence)
    if hit is not None:
        start = next((m.iso for m in found if m.iso and hit[0] < m.last and m.first <= hit[1] + 25), None)
        return Window(WindowKind.CUMULATIVE, since=start, text=_raw(text, hit[0], min(hit[1] + 6, sentence[1])))
    hit = _phrase_in(text, words, "so_far", *sentence)
    if hit is not None:
        return Window(WindowKind.CUMULATIVE, text=_raw(text, *hit))
    return None


def _period(
    text: Text, words: TimeWords, sentence: tuple[int, int], claim: tuple[int, int], found: Sequence[Moment]
) -> Window | None:
    tokens = text.tokens
    for at in range(*sentence):
        if _plain(tokens[at].norm) not in words.units:
            continue
        near = tokens[max(at - 3, sentence[0]) : min(at + 3, sentence[1])]
        if any(t.norm in words.words["past"] for t in near):
            low = max(at - 3, sentence[0])
            return Window(WindowKind.PERIOD, text=_raw(text, low, min(at + 2, sentence[1])))
    hit = _phrase_in(text, words, "rates", *sentence)
    if hit is not None:
        return Window(WindowKind.PERIOD, text=_raw(text, *hit))
    return None


def _stock(
    text: Text, words: TimeWords, sentence: tuple[int, int], claim: tuple[int, int], found: Sequence[Moment]
) -> Window | None:
    hit = _phrase_in(text, words, "stock", max(sentence[0], claim[0] - 8), min(sentence[1], claim[1] + 6))
    return Window(WindowKind.OTHER, text="stock, at report time") if hit is not None else None
