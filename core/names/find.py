"""Names in running text: longest alias first, abbreviations the text itself explains, neighbours put together."""

from core.names.book import CAPITAL, EXACT, SKIPPED, Book, Entry, Node, standard
from core.names.compose import compose
from core.names.mention import Mention
from core.names.named import Named
from core.names.shorts import short_forms
from core.names.stems import stems
from core.text import Text, Token

Found = tuple[int, int, Entry]
"""First token, the token after the last, and the entry they name."""


def find_names(text: Text, book: Book | None = None) -> tuple[Mention, ...]:
    """Every actor, group and source that `text` names, in text order, never overlapping.

    Neighbours are one name where they belong together ("Turkish soldiers", «مسلحا من داعش», "Syrian Health Ministry").
    An abbreviation explained in brackets, or a definite head («المرصد»), stands for the name before it.
    """
    book = book or standard()
    found = _scan(text, book.root(text.lang))
    whole = compose(text, found, book)
    return tuple(short_forms(text, whole))


def lookup(surface: str, lang: str | None = None, book: Book | None = None) -> Named | None:
    """The name that the whole of `surface` is ("ISIS fighters", «المرصد السوري»); None where it is none we know.

    Without `lang`, Arabic letters mean Arabic; Latin ones are tried in English, French and Spanish.
    """
    for code in (lang,) if lang else ("ar",) if any("\u0600" <= c <= "\u06ff" for c in surface) else ("en", "fr", "es"):
        text = Text(surface, code)
        mentions = find_names(text, book)
        words = [t for t in text.tokens if t.norm not in SKIPPED and t.norm not in _ARTICLES]
        if len(mentions) == 1 and words and mentions[0].start <= words[0].start and mentions[0].end >= words[-1].end:
            return mentions[0].named
    return None


_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l", "el", "los", "las"})


def _scan(text: Text, root: Node) -> list[Found]:
    tokens, raw, start = text.tokens, text.raw, root.next
    found: list[Found] = []
    index, count = 0, len(tokens)
    while index < count:
        hit = None
        for stem in stems(tokens[index].norm):
            node = start.get(stem)
            if node is not None:
                hit = _longest(tokens, raw, index, node)
                if hit is not None:
                    break
        if hit is None:
            index += 1
        else:
            found.append((index, hit[0], hit[1]))
            index = hit[0]
    return found


def _longest(tokens: tuple[Token, ...], raw: str, first: int, node: Node) -> tuple[int, Entry] | None:
    best = None
    at = first + 1
    while True:
        if node.leaf:
            entry = _fits(node, raw, tokens[first], tokens[at - 1])
            if entry is not None:
                best = (at, entry)
        if not node.next:
            return best
        skipped = 0
        while at < len(tokens) and tokens[at].norm in SKIPPED and skipped < 2:
            at += 1
            skipped += 1
        if at >= len(tokens):
            return best
        for stem in stems(tokens[at].norm)[:1]:
            step = node.next.get(stem)
        if step is None:
            return best
        node = step
        at += 1


def _fits(node: Node, raw: str, first: Token, last: Token) -> Entry | None:
    for entry, case, printed in node.leaf:
        if case == EXACT and raw[first.start : last.end] != printed:
            continue
        if case == CAPITAL and not raw[first.start].isupper():
            continue
        return entry
    return None
