"""From a noun phrase to the source it names: a known name, an unnamed source, or a person."""

from collections.abc import Sequence

from core.claims.attribution.lexicon import Lexicon
from core.names import Mention, Named
from core.names.book import standard
from core.names.stems import bare, is_definite, stems
from core.text import Text, Token

REPORTERS = frozenset({"agency", "outlet"})
_SPEAKS = frozenset(
    {"state_body", "armed_group", "agency", "outlet", "monitor", "ngo", "un_body", "body", "rescue", "alliance"}
    | {"institution", "country", "state", "person"}
)
_QUOTES = frozenset("\"'«»“”‘’‚„‹›″′`")
_TITLES = "commander officer doctor lawyer spokesperson expert diplomat activist official fighter"
_FEWEST = dict.fromkeys(_TITLES.split(), 2)
_FEWEST |= dict.fromkeys(("newspaper", "television channel", "agency", "radio", "website", "network"), 1)
_FEWEST |= dict.fromkeys(("court", "committee", "hospital"), 1)
"""How many further words make a title or a kind of body the name of one."""
_LONGEST = 6
_PREPOSITIONS = frozenset({"في", "من", "على", "عن", "إلى", "الى", "مع", "بين", "بعد", "قبل"})
_ATTACHED = ("ال", "بال", "لل", "وال")


def source_of(text: Text, first: int, last: int, inside: Sequence[Mention], words: Lexicon) -> Named | None:
    """The source that tokens `first:last` name; None where they name nobody. `inside` are the mentions in them."""
    held = {m.start for m in inside}
    while first < last and (
        text.norms[first] in _QUOTES or (words.is_("articles", text.norms[first]) and text.starts[first] not in held)
    ):
        first += 1
    while last > first and not text.norms[last - 1].isalnum():
        last -= 1
    if first >= last:
        return None
    head = _noun(text.norms[first], words)
    known = next((_speaker(m) for m in inside if m.kind in _SPEAKS or "/" in (m.named.id or "")), None)
    if known is not None and _is_whole(text, first, last, known, words):
        surface = _surface(text, first, last, words)
        return Named(
            surface if known.named.surface in surface else known.named.surface, known.named.id, known.named.label
        )
    if head is not None or words.lang != "ar":
        return Named(_surface(text, first, last, words), None, _label(text, first, last, inside, words))
    return Named(_surface(text, first, last, words))


def _speaker(mention: Mention) -> Mention:
    """The fighters of a group speak as the group."""
    owner, _, member = (mention.named.id or "").partition("/")
    if not member:
        return mention
    entry = standard().entries.get(owner)
    label = entry.label if entry else mention.named.label
    return Mention(mention.start, mention.end, Named(mention.named.surface, owner, label), "armed_group")


def _is_whole(text: Text, first: int, last: int, known: Mention, words: Lexicon) -> bool:
    """True where the phrase is the known name itself, also after what kind of body it is («حركة (طالبان)»), or who
    speaks for it ("a spokesman for X")."""
    if known.kind == "country":
        return known.end - known.start >= text.ends[last - 1] - text.starts[first] - 2
    before = [t.norm for t in text.tokens[first:last] if t.start < known.start]
    if not before or known.kind == "person":
        return True
    if [words.is_("bearers", bare(norm)) for norm in before if norm.isalnum()] == [True]:
        return known.end >= text.ends[last - 1]
    return any(stem in words.spokes for word in before for stem in stems(word))


def _noun(norm: str, words: Lexicon) -> str | None:
    for stem in stems(norm):
        if stem in words.nouns:
            return words.nouns[stem]
    return None


def _label(text: Text, first: int, last: int, inside: Sequence[Mention], words: Lexicon) -> str | None:
    """English for an unnamed source («مصدر طبي»: "medical source"); None for a person."""
    tokens = text.tokens[first:last]
    nouns = [n for n in (_noun(t.norm, words) for t in tokens) if n]
    if not nouns or (words.lang != "ar" and _is_person(text, tokens, inside, words)):
        return None
    if words.lang == "ar" and _further(tokens, inside, words) >= _FEWEST.get(nouns[0], len(tokens)):
        return None
    noun = nouns[0] if words.lang == "ar" else nouns[-1]
    of = next((m.named.label for m in inside if m.kind == "nationality"), None)
    quality = next((words.qualities[s] for t in tokens[1:] for s in stems(t.norm) if words.qualities.get(s)), None)
    return " ".join(part for part in (of, quality, noun) if part)


def _further(tokens: Sequence[Token], inside: Sequence[Mention], words: Lexicon) -> int:
    """How many words follow that are no qualities and no known names: those of a name («القائد سامي الحلو»)."""
    known = {t for t in tokens[1:] if any(m.start <= t.start < m.end for m in inside)}
    plain = [t for t in tokens[1:] if t not in known and t.norm.isalpha() and len(t.norm) > 2]
    return sum(not any(s in words.qualities or s in words.nouns for s in stems(t.norm)) for t in plain)


def _is_person(text: Text, tokens: Sequence[Token], inside: Sequence[Mention], words: Lexicon) -> bool:
    """True where a word in capitals is neither a noun of speakers, nor in a known name, nor a place after "in"."""
    for before, token in zip((None, *tokens), tokens, strict=False):
        capital = text.raw[token.start].isupper() and token.norm not in words.nouns
        placed = before is not None and words.is_("placing", before.norm)
        if capital and not placed and not any(m.start <= token.start < m.end for m in inside):
            return True
    return False


def _surface(text: Text, first: int, last: int, words: Lexicon) -> str:
    """The phrase as printed, its last apposition ("the director, X") where the whole is long; six words at most."""
    parts: list[tuple[int, int]] = [(first, first)]
    for index in range(first, last):
        if text.norms[index] in {"،", ","}:
            parts.append((index + 1, index + 1))
        else:
            parts[-1] = (parts[-1][0], index + 1)
    begin, end = first, last
    if len(parts) > 1 and parts[-1][1] - parts[-1][0] <= 4:
        begin, end = parts[-1]
    while begin < end and text.norms[begin] in _QUOTES:
        begin += 1
    end = _before_post(text.norms, begin, end, words)
    start = text.starts[begin]
    norm = text.norms[begin]
    if norm[:1] in {"و", "ف", "ب", "ك", "ل"} and norm[1:3] == "ال":
        start += 1
    pieces = text.raw[start : text.ends[end - 1]].split()
    if len(pieces) > _LONGEST:
        pieces = _name_at_end(pieces) or pieces[:_LONGEST]
    return _balanced(" ".join(pieces).strip("،, "))


def _before_post(norms: Sequence[str], begin: int, end: int, words: Lexicon) -> int:
    """«المهندس عمر السالم مدير إدارة ...»: the end of a name before the post that follows it; else `end`."""
    if words.lang != "ar":
        return end
    named = False
    for at in range(begin, end):
        norm = norms[at]
        if named and at - begin > 1 and words.is_("posts", norm):
            return at
        common = is_definite(norm) or words.is_("posts", norm) or words.is_("held", norm) or norm in words.spokes
        named = named or not (common or words.is_("openers", norm) or _noun(norm, words))
    return end


def _name_at_end(pieces: list[str]) -> list[str]:
    """The person at the end of a long Arabic title: its last words, of which only the last has an article."""
    first = len(pieces) - 1
    while first > 0 and len(pieces) - first < 3 and not pieces[first - 1].startswith(_ATTACHED):
        first -= 1
    name = pieces[first:]
    plain = all(piece.isalpha() and not piece.isascii() and piece not in _PREPOSITIONS for piece in name)
    return name if len(name) > 1 and plain else []


def _balanced(surface: str) -> str:
    """Without the quotation marks around it, and without one whose partner was cut off."""
    if surface[:1] in _QUOTES and surface[-1:] in _QUOTES:
        surface = surface[1:-1]
    for signs in ("«»", "“”", '"'):
        if sum(surface.count(sign) for sign in signs) % 2:
            surface = surface.translate(str.maketrans("", "", signs))
    return surface
