"""Whose number it is: the group from grammar, never from nearness (semantics §3)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.claims.before import role_of
from core.claims.carried import carried
from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.governed import Governed
from core.claims.measured import measured
from core.claims.parts import opened_with
from core.claims.reading import QUOTES
from core.claims.whose import Whose, short
from core.names import Mention, Named
from core.names import lookup as _find_name
from core.numbers import Kind, Precision


@lru_cache(maxsize=20_000)
def lookup(surface: str, lang: str) -> Named | None:
    """The known name that `surface` is; the same few nouns are counted again and again."""
    return _find_name(surface, lang)


_NO_GROUP = frozenset({"agency", "outlet", "country", "place", "monitor", "source"})
_CLASSES = frozenset({"people", "fighters", "militants", "soldiers", "police", "civilians"})
"""Groups that are a class of people, no party that could own one."""
CASUALTY = frozenset(
    {"killed", "injured", "killed_or_injured", "missing", "captured", "arrested", "sentenced", "rescued", "recovered"}
)


@dataclass(frozen=True)
class Crowd:
    """The names of one text, by token, so that a phrase can be asked for the name in it."""

    mentions: Sequence[Mention]
    at: dict[int, Mention]

    def within(self, first: int, end: int) -> Mention | None:
        """The first name of a group in tokens first:end."""
        for i in range(first, end):
            found = self.at.get(i)
            if found is not None and found.kind not in _NO_GROUP:
                return found
        return None


def crowd(clause_tokens: Sequence[int], mentions: Sequence[Mention]) -> Crowd:
    """Mentions keyed by the tokens they cover; `clause_tokens` are the start offsets of all tokens."""
    at: dict[int, Mention] = {}
    i = 0
    for mention in mentions:
        j = i = max(bisect_right(clause_tokens, mention.start, i) - 1, i)
        while j < len(clause_tokens) and clause_tokens[j] < mention.end:
            at[j] = mention
            j += 1
    return Crowd(tuple(mentions), at)


def group_of(clause: Clause, count: Count, governed: Governed | None, measure: str, crowd_: Crowd) -> Whose:
    """The group of a count that is not "others": name in its phrase, owner, genitive, or the counted noun."""
    whole = clause.counted_of(count)
    if whole is not None and whole.quantity.kind is Kind.COUNT:
        whose = group_of(clause, whole, None, "other", crowd_)
        return Whose(whose.named, "that of the whole after it", whose.generic)
    if count.quantity.kind is not Kind.COUNT or measure in ("money", "distance", "area"):
        return measured(clause, count) or _worded(clause, count)
    if governed is None and count.head is None and count.of is None and measure.startswith("other:"):
        reached = carried(clause, count)
        if reached is not None:
            return reached
    if governed is not None and (governed.own or _owned(clause, count)):
        owner = _owner(clause, count, governed, crowd_)
        if owner is not None:
            return Whose(_with_role(clause, count, owner), "the possessive goes back to the subject of the clause")
    named = _in_phrase(clause, count, crowd_) or Whose(None, "")
    tallied = _tallied(clause, count, governed, crowd_)
    if tallied is not None and (named.named is None or _same_role(named.named, tallied.named)):
        return tallied
    if named.named is not None:
        return named
    return _noun(clause, count, measure, crowd_, governed)


def _in_phrase(clause: Clause, count: Count, crowd_: Crowd) -> Whose | None:
    """A name in the counted phrase, or in the words «من»/of after it."""
    if count.head is not None and clause.reading.lex.has_bare("things", clause.norm(count.head)):
        return None  # "rebel tanks" counts tanks
    begin = count.after if count.head is None else min(count.head, count.after)
    for first, end in ((begin, count.last), count.of or (0, 0), _ranks(clause, count)):
        mention = crowd_.within(first, end)
        if mention is None or mention.named.id == "people" or _only_where(clause, count, mention, crowd_):
            continue
        named = _with_noun(clause, count, mention, crowd_)
        return Whose(named, f"name in the counted phrase “{mention.named.surface}”")
    return None


def _with_noun(clause: Clause, count: Count, mention: Mention, crowd_: Crowd) -> Named:
    """ "Cinco exparamilitares guatemaltecos": the nation is known, the noun is printed with it."""
    ranked = _ranked(clause, count, mention, crowd_)
    lex, head = clause.reading.lex, count.head
    apart = ranked is mention.named and mention.kind == "nationality" and head is not None
    if not apart or lex.verb_first or not lex.head_first or head is None or crowd_.at.get(head) is mention:
        return ranked
    generic = lex.has_bare("generic", clause.norm(head))
    return ranked if generic else Named(short(clause, head, count.last), ranked.id, ranked.label)


def _only_where(clause: Clause, count: Count, mention: Mention, crowd_: Crowd) -> bool:
    """ "3 312 personnes au Pérou": a country after a preposition of place says where, not who."""
    lex = clause.reading.lex
    if (
        lex.verb_first
        or not lex.head_first
        or count.head is None
        or not lex.has_bare("generic", clause.norm(count.head))
    ):
        return False
    covered = [i for i in range(count.head, clause.high) if crowd_.at.get(i) is mention]
    return any(clause.listed("locative", i) for i in range(count.head + 1, (covered or [count.head])[-1]))


def _ranked(clause: Clause, count: Count, mention: Mention, crowd_: Crowd) -> Named:
    """ "16 members of the SDF", «34 مسلحا على الأقل من داعش»: the noun says what they are, the genitive whose."""
    if count.head is None or role_of(clause, clause.norm(count.head)) is None:
        return mention.named
    owner = crowd_.within(*count.of) if count.of is not None else None
    full = _with_role(clause, count, owner) if owner is not None else None
    known = full is not None and full.label is not None and lookup(full.label, "en") is not None
    return full if known and full is not None else mention.named


def _tallied(clause: Clause, count: Count, governed: Governed | None, crowd_: Crowd) -> Whose | None:
    """«عدد مسلحي داعش الذين ... ارتفع إلى 1213 مسلحا»: whose tally it is."""
    if governed is None or governed.tally is None:
        return None
    mention = crowd_.within(governed.tally + 1, min(governed.tally + 5, count.first))
    if mention is None and not clause.reading.lex.head_first:
        mention = crowd_.at.get(governed.tally - 1) or crowd_.at.get(min(governed.tally, governed.event or 0) - 1)
        mention = mention if mention is not None and mention.kind not in _NO_GROUP else None
    return Whose(mention.named, "whose tally it is") if mention is not None else None


def _same_role(named: Named, whole: Named | None) -> bool:
    """True where the counted noun only repeats what the tally names more fully (gunmen, ISIS fighters)."""
    if whole is None or whole.label is None or named.label is None:
        return False
    return len(whole.label.split()) > len(named.label.split())


def _ranks(clause: Clause, count: Count) -> tuple[int, int]:
    """«أربعة جرحى في صفوف المقاتلين», "in the ranks of ...": the words after it."""
    for i in range(count.last, min(count.last + 5, clause.high)):
        if clause.listed("ranks", i) and clause.listed("ranks_open", i):
            return i + 1, min(i + 4, clause.high)
        if is_sign(clause.norm(i)) and clause.norm(i) not in QUOTES:
            break
    return 0, 0


def _noun(clause: Clause, count: Count, measure: str, crowd_: Crowd, governed: Governed | None) -> Whose:
    lex = clause.reading.lex
    event_noun = _is_event_noun(clause, count, governed)
    if event_noun and count.head is not None and clause.listed("counted_event", count.head):
        return _surface(clause, count)  # bodies and survivors are who is counted
    head = "" if count.head is None else clause.norm(count.head)
    if head and not event_noun and clause.listed("befallen", count.head or 0):
        return Whose(
            Named(clause.reading.words(count.head or 0, (count.head or 0) + 1)), "those an event befell before"
        )
    ranks = _ranks(clause, count)
    if event_noun and ranks[1] > ranks[0]:
        first = ranks[0]
        while clause.listed("determiner", first) or clause.listed("of", first):
            first += 1
        return Whose(Named(short(clause, first, first + 1)), "in whose ranks")
    opening = opened_with(clause, count)
    if opening is not None:
        return Whose(Named(short(clause, opening, opening + 1)), "those of whom the sentence tells")
    generic = event_noun or not head or lex.has_bare("generic", head)
    if count.quantity.precision is Precision.ZERO and not lex.has_bare("plural_person", head):
        return Whose(None, "nobody: no group is named", generic=True)
    if not generic or (not head and count.of is not None):
        return _surface(clause, count)
    if measure in ("rescued", "displaced") and head and clause.reading.lex.verb_first:
        return Whose(None, "from where they came is no group", generic=True)
    if event_noun and measure == "infected" and head:
        return Whose(
            Named(clause.reading.words(count.head or 0, (count.head or 0) + 1), "people", "people"),
            "cases of an illness",
            generic=True,
        )
    told = count.of is not None and any(i in clause.events for i in range(*count.of))
    if count.of is not None and not told and (count.head is None or count.of[0] > count.head):
        return Whose(Named(short(clause, *count.of)), "genitive after a bare count")
    adjective = _adjective(clause, count, governed) if event_noun and not lex.head_first else None
    if adjective is not None:
        return Whose(adjective, "modifier of the counted noun")
    if measure in CASUALTY or not head:
        return Whose(None, "the text counts people without saying whose", generic=True)
    word = clause.reading.words(count.head or 0, (count.head or 0) + 1)
    return Whose(Named(word, "people", "people"), "the text counts people", generic=True)


def _is_event_noun(clause: Clause, count: Count, governed: Governed | None) -> bool:
    if governed is None or governed.event is None or count.head is None:
        return False
    if governed.noun:
        return True
    entry = clause.events.get(governed.event)
    return entry is not None and governed.event <= count.head < governed.event + len(entry.words)


def _adjective(clause: Clause, count: Count, governed: Governed | None) -> Named | None:
    """ "Nine civilian deaths": what stands between the number and an event noun."""
    if count.head is None or count.head <= count.after:
        return None
    keep = [i for i in range(count.after, count.head) if not clause.listed("others", i) and not is_sign(clause.norm(i))]
    start = governed.event if governed is not None and governed.event is not None else count.head
    keep = [
        i
        for i in keep
        if i < start
        and i not in clause.events
        and not clause.listed("conjunction", i)
        and not clause.norm(i).endswith(("ed", "ly"))
    ]
    while keep and (clause.listed("of", keep[0]) or clause.listed("determiner", keep[0])):
        keep = keep[1:]
    return Named(short(clause, keep[0], keep[-1] + 1)) if keep else None


def _surface(clause: Clause, count: Count) -> Whose:
    """The words of the counted noun phrase, under the label of the alias data where they are a known name."""
    first = count.noun if not clause.reading.lex.head_first else (count.head if count.head is not None else count.after)
    end = count.last
    while first < end and (
        clause.listed("others", first)
        or is_sign(clause.norm(first))
        or clause.listed("determiner", first)
        or clause.listed("of", first)
    ):
        first += 1
    if count.head is not None and (count.head == count.number or not first <= count.head < end):
        first, end = count.head, max(count.head + 1, end)
    surface = short(clause, first, end)
    if count.head == count.number and len(surface.split()) == 1:
        surface = clause.reading.text.raw[count.quantity.start : count.quantity.end]  # «وشخصين» without its conjunction
    known = lookup(surface, clause.reading.lex.lang) if surface else None
    if known is not None and clause.reading.lex.verb_first and surface.endswith("ا"):
        known = lookup(surface[:-1], clause.reading.lex.lang) or known  # «12 سوريا» counts Syrians
    if known is None and count.head is not None and end - first > 1:
        known = lookup(clause.reading.words(count.head, count.head + 1), clause.reading.lex.lang)
    if known is not None:
        return Whose(Named(surface, known.id, known.label), "counted noun, a known group")
    return Whose(Named(surface) if surface else None, "counted noun")


def _owned(clause: Clause, count: Count) -> bool:
    """«من مقاتليها», "its fighters": a possessive on the counted noun."""
    lex = clause.reading.lex
    if count.head is None:
        return False
    norm = clause.norm(count.head)
    if lex.suffixes:
        return (
            count.of is not None
            and role_of(clause, norm) is not None
            and norm not in lex.roles
            and any(norm.endswith(s) for s in lex.suffixes)
        )
    return any(clause.listed("possessive", i) for i in range(count.after, count.head))


def _owner(clause: Clause, count: Count, governed: Governed, crowd_: Crowd) -> Mention | None:
    """The subject of the event: the name after it where verbs come first, else the nearest name before it."""
    if governed.event is None:
        return None
    if clause.reading.lex.verb_first:
        ahead = crowd_.within(governed.event + 1, min(governed.event + 6, clause.high))
        if ahead is not None and ahead.named.id not in _CLASSES and clause.reading.starts[count.first] > ahead.start:
            return ahead
    end = min(governed.event, count.first)
    for i in range(end - 1, max(clause.low, end - 40) - 1, -1):
        found = crowd_.at.get(i)
        if found is not None and found.kind not in _NO_GROUP and found.named.id not in _CLASSES:
            return found
    return None


def _with_role(clause: Clause, count: Count, owner: Mention) -> Named:
    """ "SDF" and «مقاتليها» are "SDF fighters"."""
    label = owner.named.label or owner.named.surface
    role = None if count.head is None else role_of(clause, clause.norm(count.head))
    surface = short(clause, count.head, count.last) if count.head is not None else owner.named.surface
    if role is None:
        return Named(surface, owner.named.id, label)
    known = lookup(f"{label} {role}", "en")
    if known is not None:
        return Named(surface, known.id, known.label)
    return Named(surface, owner.named.id, f"{label} {role}")


def _worded(clause: Clause, count: Count) -> Whose:
    """A quantity with a unit that nothing else names: the words of its own phrase."""
    return _surface(clause, count) if count.head is not None else Whose(None, "nothing says what it measures")
