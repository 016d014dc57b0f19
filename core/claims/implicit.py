"""Claims without a numeral: «مقتل جندي», "a soldier was killed", «بينهم طفل على الأقل» (semantics §2)."""

from collections.abc import Iterator
from decimal import Decimal

from core.claims.clause import Clause
from core.numbers import Interval, Kind, Precision, Quantity

PERSONAL = frozenset(
    {"killed", "injured", "killed_or_injured", "captured", "arrested", "infected", "missing", "rescued", "sentenced"}
)
_ONE = Interval.point(Decimal(1))
_REACH = 3
"""Words between a verb and its postponed patient («قتلت في اسطنبول رجلا»), or between an article and its noun."""


def implicit_ones(clause: Clause) -> Iterator[Quantity]:
    """The singular, indefinite, unnamed persons that an event of `clause` happened to."""
    taken = set(clause.count_at)
    places = _verb_first(clause) if clause.reading.lex.verb_first else _article_first(clause)
    for first, noun in places:
        if noun not in taken and first not in taken:
            taken.add(noun)
            yield _one(clause, first, noun)


def implicit_durations(clause: Clause) -> Iterator[Quantity]:
    """«نحتاج إلى شهر», "we need a month": a singular unit of time right after a word of plan or forecast."""
    lex, norms, starts, ends = (
        clause.reading.lex,
        clause.reading.text.norms,
        clause.reading.text.starts,
        clause.reading.text.ends,
    )
    if lex.words["lasting"].isdisjoint(clause.norms):
        return
    for i in range(clause.low + 1, clause.high):
        unit = lex.time_units.get(norms[i])
        if unit is None or i in clause.count_at:
            continue
        first = i - 1 if clause.norm(i - 1) in lex.words["indefinite"] else i
        if not any(clause.listed("lasting", k) for k in (first - 1, first - 2)):
            continue
        yield Quantity(
            starts[i], ends[i], starts[first], ends[i], clause.reading.words(i, i + 1),
            Decimal(1), _ONE, Precision.EXACT, Kind.DURATION, unit, because=("one unit of time",),
        )  # fmt: skip


def implicit_multiples(clause: Clause) -> Iterator[Quantity]:
    """ "A triple homicide", "doble asesinato": how many a deed has killed, told by the word before it."""
    lex, tokens = clause.reading.lex, clause.tokens
    if lex.multiples.keys().isdisjoint(clause.norms):
        return
    for i in range(clause.low, clause.high - 1):
        times = lex.multiples.get(tokens[i].norm)
        if times is None or i in clause.count_at or not clause.listed("killing_deed", i + 1):
            continue
        yield Quantity(
            tokens[i].start, tokens[i].end, tokens[i].start, tokens[i + 1].end, clause.reading.words(i, i + 1),
            Decimal(times), Interval.point(Decimal(times)), Precision.EXACT, Kind.COUNT,
            because=(f"“{tokens[i].norm}” before a deed that kills",),
        )  # fmt: skip


def _one(clause: Clause, first: int, noun: int) -> Quantity:
    starts, ends = clause.reading.text.starts, clause.reading.text.ends
    start, end = starts[noun], ends[noun]
    norm = clause.norm(noun)
    printed = clause.reading.text.raw[start:end]
    lex = clause.reading.lex
    if lex.verb_first and norm[:1] in lex.words["attached"] and norm not in lex.words["person"]:
        start += 1
        printed = printed[1:]
    quantity = Quantity(
        start, end, min(starts[first], start), end, printed, Decimal(1), _ONE, Precision.IMPLICIT_ONE, Kind.COUNT,
        because=(f"singular noun “{printed}” of an event",),
    )  # fmt: skip
    if norm in lex.words["one"]:
        return _with(quantity, quantity.span_end, _ONE, Precision.EXACT)
    for bound in lex.words["floor_after"]:
        words = bound.split()
        if [clause.norm(noun + 1 + k) for k in range(len(words))] == words:
            return _with(quantity, ends[noun + len(words)], Interval(Decimal(1), None), Precision.AT_LEAST)
    return quantity


def _with(q: Quantity, span_end: int, interval: Interval, precision: Precision) -> Quantity:
    return Quantity(
        q.start, q.end, q.span_start, span_end, q.printed, q.value, interval, precision, q.kind, because=q.because
    )


def _article_first(clause: Clause) -> Iterator[tuple[int, int]]:
    """ "a soldier", "a Turkish police officer": article, a few words, a noun for one person."""
    if not any(e.measure in PERSONAL for e in clause.events.values()):
        return
    lex = clause.reading.lex
    for i in range(clause.low, clause.high):
        another = clause.listed("another", i)
        if not (another or clause.norm(i) in lex.words["indefinite"]):
            continue
        noun = _person_after(clause, i)
        if noun is None and clause.listed("among_marker", i - 1) and clause.listed("part_adverb", i + 1):
            noun = i  # "une dizaine de blessés, dont un grièvement"
        if noun is None and another and _befalls(clause, i + 1):
            noun = i  # "one man was killed and another injured"
        if noun is not None and not _apposed(clause, i):
            yield i, noun


def _apposed(clause: Clause, article: int) -> bool:
    """ "El cabecilla, un colombiano de 41 años, fue condenado": says again who the definite noun is."""
    lex = clause.reading.lex
    if not lex.head_first or clause.norm(article - 1) != ",":
        return False
    low = max(clause.low, article - 1 - _REACH)
    return any(
        clause.norm(i) in lex.words["definite_one"] and not any(k in clause.count_at for k in range(i, article))
        for i in range(low, article - 1)
    )


def _befalls(clause: Clause, i: int) -> bool:
    """True where the event at `i`, or after an auxiliary there, happens to whoever stands before it."""
    entry = clause.events.get(i + 1 if clause.listed("be", i) else i)
    return entry is not None and entry.measure in PERSONAL and entry.takes_left()


def _person_after(clause: Clause, i: int) -> int | None:
    lex = clause.reading.lex
    found = None
    start = _past_age(clause, i + 1)
    for j in range(start, min(start + 1 + _REACH, clause.high)):
        norm = clause.norm(j)
        if norm in lex.words["person"] or (j == start and norm in lex.words["demonym"]):
            found = j
            if lex.head_first:
                break
        elif norm in lex.words["stop"] or not norm.isalpha() or j in clause.count_at:
            break
        elif lex.head_first and (norm in lex.words["of"] or norm in lex.words["things"]):
            break  # "une maison de retraite"
    return found if found is not None and _ends_phrase(clause, found + 1) else None


def _past_age(clause: Clause, i: int) -> int:
    """ "A 37-year-old man": the age before the noun."""
    j = i
    spelled = clause.norm(j + 1) in _HYPHENS and clause.norm(j + 2) in clause.reading.lex.time_units
    if clause.norm(j).isdigit() or j in clause.count_at or spelled:
        j += 1
        while clause.norm(j) in _HYPHENS:
            j += 1
        if clause.norm(j) not in clause.reading.lex.time_units:
            return i
        while clause.norm(j) in _HYPHENS or clause.norm(j) == "old" or clause.norm(j) in clause.reading.lex.time_units:
            j += 1
    elif clause.norm(j).endswith("year-old"):
        j += 1
    return j


_HYPHENS = frozenset("-–‑")


def _ends_phrase(clause: Clause, i: int) -> bool:
    """True where the noun phrase ends before token `i`: not "a refugee camp", "a soldier's wife", "a man named X"."""
    norm, lex = clause.norm(i), clause.reading.lex
    if not norm or i in clause.events:
        return True
    if norm in ("'", "’") or norm in lex.words["naming"]:
        return False
    return lex.head_first or norm in lex.words["stop"] or not norm.isalpha() or norm.endswith(("ed", "ing", "ly"))


def _verb_first(clause: Clause) -> Iterator[tuple[int, int]]:
    lex = clause.reading.lex
    for at, entry in clause.events.items():
        if entry.measure not in PERSONAL:
            continue
        end = at + len(entry.words)
        if "noun" in entry.forms and clause.listed("register", at - 1) and clause.listed("case", at):
            yield at, at
        if not entry.takes_right():
            continue
        noun = _patient(clause, end)
        while noun is not None:
            yield noun, noun
            noun = _coordinated(clause, noun)
    for count in clause.counts:
        after = _coordinated(clause, max(count.last - 1, count.number)) if count.head is not None else None
        if after is not None:
            yield after, after
    marked = not lex.words["among_marker"].isdisjoint(clause.norms)
    for i in range(clause.low, clause.high - 1) if marked else ():
        if clause.listed("among_marker", i) and _indefinite(clause, i + 1):
            yield i + 1, i + 1
    yield from _subject_first(clause)


def _patient(clause: Clause, i: int) -> int | None:
    """The token of the patient right after the event; a short phrase of place may stand between."""
    i = _past_quotes(clause, i)
    if clause.norm(i) in clause.reading.lex.words["one"] and _definite(clause, i + 1):
        return i
    if _indefinite(clause, i):
        return i
    if clause.norm(i) == "في":
        for j in range(i + 2, min(i + 2 + _REACH, clause.high)):
            if _indefinite(clause, j) and clause.reading.text.raw[
                clause.reading.text.starts[j] : clause.reading.text.ends[j]
            ].endswith("ا"):
                return j
    return None


def _past_quotes(clause: Clause, i: int) -> int:
    while clause.norm(i) in ("«", '"', "“", "”", "أيضا", "ايضا"):
        i += 1
    return i


def _definite(clause: Clause, i: int) -> bool:
    norm = clause.norm(i)
    return norm.startswith("ال") or any(norm.endswith(s) for s in clause.reading.lex.suffixes)


def _indefinite(clause: Clause, i: int) -> bool:
    if clause.norm(i) not in clause.reading.lex.words["person"] or i in clause.count_at:
        return False
    token = clause.tokens[i]
    if clause.reading.text.raw[token.end - 1] == "ه" and clause.reading.writes_ta_marbuta:
        return False  # «طفله», his child, where the text writes «طفلة» with its dots
    following = clause.norm(i + 1)  # «ضابط الصف», «رجل الأعمال»: a definite genitive makes a certain person of him
    return not following.startswith("ال") or len(following) < _GENITIVE or clause.listed("stop", i + 1)


_GENITIVE = 4
"""Letters of a definite noun."""


def _coordinated(clause: Clause, noun: int) -> int | None:
    """«مقتل جندي ومدني»: the second patient."""
    for j in range(noun + 1, min(noun + 3, clause.high)):
        norm = clause.norm(j)
        if norm[:1] in clause.reading.lex.words["attached"] and norm[1:] in clause.reading.lex.words["person"]:
            return j
    return None


def _subject_first(clause: Clause) -> Iterator[tuple[int, int]]:
    """«إن جنديا تركيا قتل»: after a complementizer, the noun, then a verb in the singular."""
    for at, entry in clause.events.items():
        if "after" not in entry.forms or entry.measure not in PERSONAL or clause.attached(at):
            continue
        for noun in (at - 1, at - 2):
            if _indefinite(clause, noun) and clause.listed("barrier", noun - 1):
                yield noun, noun
