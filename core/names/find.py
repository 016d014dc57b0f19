"""Names in running text: longest alias first, abbreviations the text itself explains, neighbours put together."""

from functools import lru_cache
from itertools import compress

from core.language import supported
from core.names.book import CAPITAL, EXACT, SKIPPED, Book, Entry, Node, standard
from core.names.compose import compose
from core.names.mention import Mention
from core.names.named import Named
from core.names.shorts import short_forms
from core.names.stems import bare, is_definite
from core.text import Text

_COMMON = frozenset({"is", "who", "us", "map", "au", "site", "ap", "as", "tap", "spa", "un", "ei", "ue", "pam"})
Found = tuple[int, int, Entry]
"""First token, the token after the last, and the entry they name."""


def find_names(text: Text, book: Book | None = None) -> tuple[Mention, ...]:
    """Every actor, group and source that `text` names, in text order, never overlapping.

    Neighbours are one name where they belong together ("Turkish soldiers", «مسلحا من داعش», "Syrian Health Ministry").
    An abbreviation explained in brackets, or a definite head («المرصد»), stands for the name before it.
    """
    return tuple(m for m in named_in(text, book or standard()) if m.kind != "place")


@lru_cache(maxsize=8)
def named_in(text: Text, book: Book) -> tuple[Mention, ...]:
    """The mentions of `find_names` and those of places; remembered for the texts at hand."""
    return tuple(short_forms(text, compose(text, _scan(text, book), book.root(text.lang).next)))


_LATIN = ("en", *(code for code in supported() if code not in {"ar", "en"}))


def lookup(surface: str, lang: str | None = None, book: Book | None = None) -> Named | None:
    """The name that the whole of `surface` is ("ISIS fighters", «المرصد السوري»); None where it is none we know.

    Without `lang`, Arabic letters mean Arabic; Latin ones are tried in every other language, English first.
    """
    for code in (lang,) if lang else ("ar",) if any("\u0600" <= c <= "\u06ff" for c in surface) else _LATIN:
        text = Text(surface, code)
        mentions = find_names(text, book)
        words = [t for t in text.tokens if t.norm not in SKIPPED and t.norm not in _ARTICLES]
        if len(mentions) == 1 and words and mentions[0].start <= words[0].start and mentions[0].end >= words[-1].end:
            return mentions[0].named
    return None


_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l", "el", "los", "las"})


def _scan(text: Text, book: Book) -> list[Found]:
    found: list[Found] = []
    reached = 0
    steps = list(map(book.steps(text.lang).__getitem__, text.norms))
    for index, nodes in compress(enumerate(steps), steps):
        if index < reached:
            continue
        for node in nodes:
            hit = _longest(text, index, node)
            if hit is not None:
                found.append((index, *hit))
                reached = hit[0]
                break
    return found


def _longest(text: Text, first: int, node: Node) -> tuple[int, Entry] | None:
    norms, best = text.norms, None
    size, at = len(norms), first + 1
    while True:
        if node.leaf:
            entry = _fits(node, text, first, at)
            if entry is not None:
                best = (at, entry)
        if not node.next:
            return best
        skipped = 0
        while at < size and norms[at] in SKIPPED and skipped < 2:
            at += 1
            skipped += 1
        if at >= size:
            return best
        step = node.next.get(bare(norms[at]))
        if step is None:
            return best
        node = step
        at += 1


def _fits(node: Node, text: Text, begin: int, end: int) -> Entry | None:
    raw, start = text.raw, text.starts[begin]
    for entry, case, printed in node.leaf:
        if case == EXACT and (raw[start : text.ends[end - 1]] != printed or _is_shouted(text, begin, end)):
            continue
        if case == CAPITAL and not raw[start].isupper():
            continue
        if entry.kind == "country" and not printed.startswith("ال") and is_definite(text.norms[begin]):
            continue  # «السورية» is the adjective, «سورية» the country
        return entry
    return None


def _is_shouted(text: Text, begin: int, end: int) -> bool:
    """True for "IS", "WHO", "US" among words that are in capitals throughout: common words, not abbreviations."""
    norms = text.norms
    if norms[begin] not in _COMMON:
        return False
    around = [i for i in (begin - 1, end) if 0 <= i < len(norms) and norms[i].isalpha()]
    return bool(around) and all(text.raw[text.starts[i] : text.ends[i]].isupper() for i in around)
