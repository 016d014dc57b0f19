"""The reporting words of one language, folded, as sets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.language import table
from core.text import fold

_AR_PERFECT = ("", "ت", "ا", "تا", "وا")


@dataclass(frozen=True)
class Lexicon:
    """Sets of folded words; phrases are tuples of them. `nouns` and `qualities` map to English.

    A cue may begin only at a token of `starts`.
    """

    lang: str
    say: frozenset[str]
    count: frozenset[str]
    quote: frozenset[str]
    unsure: frozenset[str]
    participles: frozenset[str]
    credits: frozenset[str]
    credits_then_what: frozenset[str]
    credits_with_preposition: frozenset[str]
    witness: frozenset[str]
    tell: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    words: dict[str, frozenset[str]]
    nouns: dict[str, str]
    qualities: dict[str, str]
    spokes: frozenset[str]
    starts: frozenset[str]
    shapes: re.Pattern[str]

    def is_deed(self, word: str) -> bool:
        """True for a word shaped like a verbal noun («انتهاء», «استكمال», «تشكيل»): what is said, not who says it."""
        return self.shapes.fullmatch(word) is not None and not self.is_("no_deeds", word)

    def is_(self, kind: str, word: str) -> bool:
        """True where `word` is listed under `kind` of [words]."""
        return word in self.words.get(kind, ())


@cache
def lexicon(lang: str) -> Lexicon:
    """The reporting words of `lang`; English where the language has no table."""
    try:
        data = table(lang, "sources")
    except (FileNotFoundError, NotADirectoryError):
        return lexicon("en")
    verbs: dict[str, Any] = data["verbs"]
    given: dict[str, Any] = data["credits"]
    extra = _folded(verbs.get("extra", ()))
    say = frozenset(_verbs(verbs["say"], lang)) | extra
    count = frozenset(_verbs(verbs.get("count", ()), lang))
    quote = frozenset(_verbs(verbs.get("quote", ()), lang))
    participles = _folded(verbs.get("participles", ()))
    plain, prepositional = _folded(given.get("plain", ())), _folded(given.get("with_preposition", ()))
    starts = say | count | quote | participles | plain | prepositional
    return Lexicon(
        lang=lang,
        say=say,
        count=count,
        quote=quote,
        unsure=_folded(verbs.get("unsure", ())),
        participles=participles,
        credits=plain,
        credits_then_what=_folded(given.get("then_what", ())),
        credits_with_preposition=prepositional,
        witness=_folded(verbs.get("witness", ())),
        tell=_folded(verbs.get("tell", ())),
        phrases=tuple(tuple(fold(w) for w in p.replace("'", " ' ").split()) for p in given.get("phrases", ())),
        words={kind: _folded(listed) for kind, listed in data["words"].items()},
        nouns={fold(word): english for word, english in data["nouns"].items()},
        qualities={fold(word): english for word, english in data.get("qualities", {}).items()},
        spokes=_folded(data.get("spokes", {}).get("words", ())),
        shapes=re.compile(
            "|".join(fold(s).replace("*", ".") for s in data.get("shapes", {}).get("deeds", ())) or "(?!)"
        ),
        starts=starts if lang != "ar" else starts | {p + word for p in "وف" for word in starts},
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _verbs(bases: Iterable[str], lang: str) -> Iterable[str]:
    for base in bases:
        word = fold(base)
        if lang != "ar":
            yield word
            continue
        stem = word[:-1] if word.endswith("ي") and len(word) > 2 else word
        yield word
        yield from (stem + ending for ending in _AR_PERFECT if stem is word or ending)
