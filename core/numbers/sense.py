"""The sense of a number that is no claim: what it is, where it stands, and the rule that told."""

from typing import NamedTuple

from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind


class Sense(NamedTuple):
    """Lexemes first..end-1 are of `kind`; `why` names the rule. `unit` where the wording has one."""

    first: int
    end: int
    kind: Kind
    why: str
    unit: str | None = None


def counts(lx: Lexemes, end: int) -> bool:
    """True where a word follows that the number before it can count."""
    if end >= len(lx.norm):
        return False
    following = lx.norm[end]
    lexicon = lx.lexicon
    if not following[:1].isalpha() or following in lexicon.grammar.conjunctions:
        return False
    return following not in lexicon.sets["context.function"] and not _definite(lx, following)


def _definite(lx: Lexemes, norm: str) -> bool:
    """Arabic counts an indefinite noun: a word with the article is not what the number counts."""
    article = lx.lexicon.article
    return bool(article) and norm.startswith(article) and len(norm) > len(article) + 2


def cue_before(lx: Lexemes, key: str, at: int) -> int | None:
    """The first lexeme of a cue phrase of list `key` that ends just before `at`."""
    found = lx.lexicon.cues[key].before(lx.norm, at)
    return None if found is None else found[0]


def cue_after(lx: Lexemes, key: str, at: int) -> int | None:
    """The index after a cue phrase of list `key` that starts at `at`."""
    found = lx.lexicon.cues[key].after(lx.norm, at)
    return None if found is None else found[0]
