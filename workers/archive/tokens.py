"""The words that a report is found by: folded, Arabic clitics also taken off, digits joined, values never stemmed.

Stemmers make وثلاثون (30) and ثلاث (3) one word, so nothing is stemmed: a word with clitics gives its bare form as a
further token beside itself.
"""

import re
from collections import Counter
from functools import lru_cache

from core.text import Text, fold, tokenise
from workers.archive.entry import Entry

BODY_TOKENS = 700
HEADLINE_WEIGHT = 2
_LONGEST = 40
_LETTERS_LEFT = 3
_ARABIC = re.compile(r"[\u0621-\u064a]+")
_SEPARATED = re.compile(r"(?<=\d)[,.٬٫'\u00a0\u202f](?=\d{3}(?!\d))")

# Words on every page: they find nothing and fill the postings.
_EVERYWHERE_AS_TEXT = """
the of and to in a that is was for on with as by at it from his he an be were are has had have this its which who but
not said their they or been will also after
le la les de des du un une et en au aux dans par pour sur que qui est a ont ete son sa ses se plus ne pas avec
من في على الى عن ان انه التي الذي هذا هذه ما لا مع كان كانت قد بين او ثم كما لم هو هي وفي ومن وقد وان بعد قال وقال
الذين ذلك اي كل حيث عند خلال وكان وكانت بان لان عليه فيه فيها منه به له
"""
_EVERYWHERE = frozenset(fold(word) for word in _EVERYWHERE_AS_TEXT.split())


def tokens(text: str) -> list[str]:
    """All search tokens of `text` in order: «وبالرياض» → ["وبالرياض", "رياض"], "1,306" → ["1306"]."""
    return _with_bare([token.norm for token in tokenise(_SEPARATED.sub("", text)) if _tells(token.norm)])


def _with_bare(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        found.append(word)
        if (bare := without_clitics(word)) != word:
            found.append(bare)
    return found


def _tells(word: str) -> bool:
    if word in _EVERYWHERE or len(word) > _LONGEST:
        return False
    return word.isalnum() and not (len(word) == 1 and word.isalpha())


@lru_cache(maxsize=100_000)
def without_clitics(word: str) -> str:
    """A folded Arabic word without و ف, then ب ل ك, then ال (لل); never fewer than three letters are left."""
    if not _ARABIC.fullmatch(word):
        return word
    bare = _off(_off(word, "وف"), "بك")
    for article in ("ال", "لل"):
        if bare.startswith(article) and len(bare) - 2 >= _LETTERS_LEFT:
            return bare[2:]
    return _off(bare, "ل")


def _off(word: str, clitics: str) -> str:
    return word[1:] if word[0] in clitics and len(word) > _LETTERS_LEFT else word


def weighed(entry: Entry) -> Counter[str]:
    """How often each token stands in the report, headline words counted double, a long tail left out."""
    counts: Counter[str] = Counter()
    for word in tokens(entry.headline):
        counts[word] += HEADLINE_WEIGHT
    counts.update(tokens(entry.body[: BODY_TOKENS * 8])[:BODY_TOKENS])
    return counts


def figures(entry: Entry) -> Counter[str]:
    """The words of the sentences that give a figure: what is counted, whose and where, whatever else is told."""
    counts: Counter[str] = Counter()
    text = Text(_SEPARATED.sub("", f"{entry.headline}\n{entry.body[: BODY_TOKENS * 8]}"), entry.lang or "")
    for first, last in text.sentences:
        sentence = text.tokens[first:last]
        if any(token.norm[:1].isdecimal() for token in sentence):
            counts.update(_with_bare([token.norm for token in sentence if _tells(token.norm)]))
    return counts


def names(entry: Entry) -> tuple[str, ...]:
    """Actors and places as one vocabulary: `a:` and `p:` keep an actor and a place of one id apart."""
    return (*(f"a:{actor}" for actor in entry.actors), *(f"p:{place}" for place in entry.places))
