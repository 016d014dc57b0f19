"""Tokens and sentences of one text, each with its code-point offsets in the raw text."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.text.normal import fold

MARKS = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_TOKEN = re.compile(rf"\d+|[^\W\d_][^\W\d_{MARKS}]*(?:[{MARKS}]+[^\W\d_]*)*|[^\s]")
_SENTENCE_END = re.compile(r"[.!?؟。…]+[\"”’»)\]]*(?=\s|$)|\n+|؛")


class Token(NamedTuple):
    """One word, one run of digits, or one sign. `norm` is the folded form that lexicons are keyed by."""

    start: int
    end: int
    norm: str


@dataclass(frozen=True)
class Text:
    """A raw text in one language, tokenised once and shared by every reader of it.

    `tokens` are in text order and never overlap; `raw[t.start:t.end]` is the token as printed.
    `sentences` are half-open ranges of token indices that cover all tokens in order.
    """

    raw: str
    lang: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokenise(self.raw)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        return _sentences(self.raw, self.tokens)


def tokenise(raw: str) -> tuple[Token, ...]:
    """All tokens of `raw` in order; a digit run never holds letters («100جريح» is two tokens)."""
    return tuple(Token(m.start(), m.end(), fold(m.group())) for m in _TOKEN.finditer(raw))


def _sentences(raw: str, tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    first = index = 0
    for cut in _SENTENCE_END.finditer(raw):
        while index < len(tokens) and tokens[index].start < cut.end():
            index += 1
        if index > first:
            out.append((first, index))
            first = index
    if first < len(tokens):
        out.append((first, len(tokens)))
    return tuple(out)
