"""Numbers that are part of a name: AK-47, the 17th brigade, flights, telephones, idioms, scores, list numbers."""

from core.numbers.calendar import is_year
from core.numbers.cardinal import Cardinal
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind, Quantity
from core.numbers.sense import Sense, counts, cue_after, cue_before
from core.numbers.wording import sign_before
from core.text import fold

_IDIOM_BACK = 3
_SUPERLATIVE_REACH = 7
_SHORT_NAME = 3
_PRIMES = frozenset("'’′")


def telephone(lx: Lexemes, at: int) -> Sense | None:
    """+1-222-2222, 00961 1 234 567: a plus, at least three groups, or a cue before it; and seven digits or more."""
    norm, n = lx.norm, len(lx.norm)
    plus = at > 0 and norm[at - 1] == "+" and lx.glued(at)
    end = at + 1
    while end + 1 < n and norm[end] in ("-", "/", ".") and lx.digits[end + 1] and lx.glued(end + 1):
        end += 2
    if end == at + 1 and not plus and len(norm[at]) < 7:
        return None
    groups = [norm[k] for k in range(at, end, 2)]
    long = sum(map(len, groups)) >= 7
    cue = cue_before(lx, "names.phone_before", at - 1 if at > 1 and norm[at - 1] in ":+" else at) is not None
    if len(groups) == 3 and (is_year(groups[0]) or is_year(groups[2])):
        return None
    if (plus and (long or len(groups) > 2)) or (cue and long) or (len(groups) > 2 and long and len(groups[-1]) > 2):
        return Sense(at - 1 if plus else at, end, Kind.PHONE, "telephone number")
    return None


def glued_before(lx: Lexemes, at: int) -> Sense | None:
    """AK-47, F-16, G20, COVID-19, إف-16: digits glued to a word before them; "mid-2014" is a year."""
    if not lx.glued(at) or sign_before(lx, at)[1] is not None:
        return None
    k, hyphen = at - 1, False
    if lx.norm[k] in ("-", "–", "_") and lx.glued(k):
        k, hyphen = k - 1, True
    before = lx.norm[k]
    if not before[-1:].isalpha() or before in lx.lexicon.clitics:
        return None
    if hyphen and is_year(lx.norm[at]):
        return Sense(at, at + 1, Kind.YEAR, "year in a compound")
    if (hyphen or not before.isascii()) and len(before) > _SHORT_NAME and before not in lx.lexicon.cues["names.before"]:
        return None
    end = at + 1
    if lx.glued(end) and lx.norm[end].isalpha() and lx.norm[end].isascii():
        end += 1
    return Sense(k, end, Kind.NAME, f"name «{lx.printed(k, end - 1)}»")


def glued_after(lx: Lexemes, at: int) -> Sense | None:
    """4th, 1er, 3º; 1960s; 4x4; 14h30: letters glued after the digits that are no unit and no scale."""
    k = at + 1
    if not lx.glued(k):
        return None
    tail = lx.norm[k]
    if tail in lx.lexicon.ordinal_suffixes:
        return Sense(at, k + 1, Kind.ORDINAL, "ordinal suffix")
    decade = k + (tail in _PRIMES)
    round_ = len(lx.norm[at]) in (2, 4) and lx.norm[at].endswith("0")
    if round_ and decade < len(lx.norm) and lx.norm[decade] == "s" and lx.glued(decade):
        return Sense(at, decade + 1, Kind.YEAR, "decade")
    if tail in ("x", "×") and k + 1 < len(lx.norm) and lx.digits[k + 1]:
        return Sense(at, k + 2, Kind.NAME, "name in digits")
    if tail in lx.lexicon.sets["context.clock_letter"] and len(lx.norm[at]) <= 2:
        end = k + 2 if k + 1 < len(lx.norm) and lx.digits[k + 1] and lx.glued(k + 1) else k + 1
        return Sense(at, end, Kind.TIME, "clock time") if end == k + 2 else None
    return None


def named(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """A number that a noun makes into a name: «اللواء 17», "Flight 370", "Resolution 2254", «بلوتونيوم- 210»."""
    at, norm = card.first, lx.norm
    at -= at > 1 and norm[at - 1] in ("-", "#", "(") and not lx.digits[at - 2]
    if lx.norm[card.first] in lx.lexicon.sets["names.fixed"]:
        return Sense(card.first, card.end, Kind.NAME, "number that is a name")
    after = cue_after(lx, "names.after", end)
    if after is not None and card.plain:
        return Sense(card.first, after, Kind.NAME, "number of a name")
    before = cue_before(lx, "names.before", at)
    if at == card.first and lx.lexicon.before.before(norm, at) is not None:
        return None  # the last word of a bound («supérieur ou égal à 40») names nothing
    if before is None or not (card.plain or card.value < 30):
        return None
    strong = cue_before(lx, "names.strong", at) is not None
    title = lx.raw[lx.start[before]].isupper() and card.plain
    if strong or title or not counts(lx, end):
        return Sense(before, card.end, Kind.NAME, "number of a name")
    return None


def pronoun(lx: Lexemes, card: Cardinal) -> Sense | None:
    """ "the one", "one another": no number at all."""
    if card.plain or card.value != 1 or counts(lx, card.end):
        return None if card.plain or card.value != 1 else _phrase(lx, card, "names.reciprocal")
    return _phrase(lx, card, "names.pronouns") or _phrase(lx, card, "names.reciprocal")


def idiom(lx: Lexemes, card: Cardinal) -> Sense | None:
    """ "one of the biggest", "four-by-four", «على حد سواء», «أمس الأول»."""
    if card.plain:
        return None
    return pronoun(lx, card) or _phrase(lx, card, "names.idioms") or _superlative(lx, card)


def _phrase(lx: Lexemes, card: Cardinal, key: str) -> Sense | None:
    phrases = lx.lexicon.cues[key]
    for first in range(max(0, card.first - _IDIOM_BACK), card.first + 1):
        found = phrases.after(lx.norm, first)
        if found is not None and found[0] > card.first:
            return Sense(first, max(found[0], card.end), Kind.NAME, "idiom")
    return None


def _superlative(lx: Lexemes, card: Cardinal) -> Sense | None:
    """ "one of Asia's most wanted", "one of the world's biggest": says that it is great, counts nothing."""
    of, words = lx.lexicon.grammar.of, lx.lexicon.sets["names.superlatives"]
    suffix = lx.lexicon.superlative
    if card.value != 1 or card.end >= len(lx.norm) or lx.norm[card.end] not in of:
        return None
    for k in range(card.end + 1, min(card.end + _SUPERLATIVE_REACH, len(lx.norm))):
        norm = lx.norm[k]
        if norm in words or (suffix and len(norm) > 5 and norm.endswith(suffix)):
            return Sense(card.first, card.end, Kind.NAME, f"one of the «{norm}»")
        if norm in (".", ",", "،", "\n"):
            break
    return None


def scored(lx: Lexemes, card: Cardinal, high: Cardinal | None) -> Sense | None:
    """ "won 3-1", «بنتيجة 2-1», "a 2-0 victory": two small numbers after or before a word of sport."""
    norm, k = lx.norm, card.end
    if not card.plain or card.value > 200 or k + 1 >= len(norm) or norm[k] not in lx.lexicon.sets["scores.between"]:
        return None
    if not lx.digits[k + 1]:
        return None
    end = k + 2
    near = {*norm[max(0, card.first - 5) : card.first], *norm[end : end + 3]}
    if near & lx.lexicon.sets["scores.words"]:
        return Sense(card.first, end, Kind.SCORE, "score")
    return None if high is not None or not lx.glued(k) else Sense(card.first, end, Kind.SCORE, "joined digits")


def paged(lx: Lexemes, card: Cardinal, before: Quantity | None) -> Sense | None:
    """ "Image 2 of 40": how many there are of what a number has just named."""
    if before is None or before.kind is not Kind.NAME or not card.plain or card.first == 0:
        return None
    between = lx.raw[before.end : lx.start[card.first]].strip()
    last = before.value is not None and len(between) <= _OF
    linked = last and fold(between) in lx.lexicon.grammar.of
    linked = linked and fold(before.printed.split()[0]) in lx.lexicon.sets["names.paged"]
    return Sense(card.first, card.end, Kind.NAME, "how many are named by numbers") if linked else None


_OF = 4


def footnote(lx: Lexemes, at: int) -> Sense | None:
    """ "wounds,[6][7]": a number in square brackets that are glued to the word before them."""
    norm = lx.norm
    bracketed = at > 0 and norm[at - 1] == "[" and at + 1 < len(norm) and norm[at + 1] == "]"
    if not bracketed or not lx.glued(at) or not lx.glued(at + 1) or not lx.glued(at - 1):
        return None
    return Sense(at, at + 1, Kind.LIST_NUMBER, "footnote mark")


def listed(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """ "3." or "2)" that opens a line."""
    at = card.first
    opens = at > 0 and lx.norm[at - 1] == "\n"
    if not opens or not card.plain or card.value >= 100 or end + 1 >= len(lx.norm):
        return None
    if lx.norm[end] in (".", ")", "-") and lx.glued(end) and not lx.glued(end + 1):
        return Sense(at, end, Kind.LIST_NUMBER, "list number")
    return None
