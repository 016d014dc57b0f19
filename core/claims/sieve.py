"""Which quantities are no claims: dates and names, definite pairs, idioms of "one", time windows, page furniture."""

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count
from core.claims.governed import Governed
from core.claims.implicit import PERSONAL
from core.claims.reading import QUOTES, Reading
from core.numbers import Kind, Precision, Quantity

CLAIM_KINDS = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DISTANCE, Kind.AREA, Kind.DURATION, Kind.OTHER_UNIT}
)
_REPEATED_WORDS = 4
_MANY = 50
"""So many witnesses are no source of a report but a figure of it."""


def may_count(quantity: Quantity) -> bool:
    """True for the kinds that can be claims at all."""
    return quantity.kind in CLAIM_KINDS


def refused(clause: Clause, count: Count, governed: bool, anaphoric: bool) -> str | None:
    """Why this quantity is no claim, or None. `governed`: an event word counts it; `anaphoric`: it refers back."""
    quantity = count.quantity
    if quantity.kind is Kind.DURATION:
        return _age(clause, count) or _record(clause, count) or _time_window(clause, count)
    if quantity.kind is Kind.DISTANCE and _height(clause, count):
        return "the height of a person"
    if quantity.kind is not Kind.COUNT:
        return None
    numeral = _furniture_numeral(clause, count)
    if numeral is not None:
        return numeral
    if clause.listed("per", clause.before(count.first)):
        return "the denominator of a rate"
    round_whole = quantity.value is not None and quantity.value >= _ROUND and set(quantity.printed[1:]) <= _NOUGHTS
    if round_whole and clause.listed("per_round", clause.before(count.first)):
        return "the denominator of a rate"  # "400 cas pour 100 000 habitants", not "prévu pour 389 places"
    if count.head is not None and clause.listed("period", count.head) and _bare_time(clause, count.head + 1):
        return "a window of time"  # "ces trois prochains mois"
    if count.head is not None and _bare_time(clause, count.head):
        return "a bare time"
    if not governed and quantity.precision in (Precision.DUAL, Precision.IMPLICIT_ONE) and count.head == count.number:
        return "a dual or singular noun that no event counts"
    if quantity.precision is Precision.ZERO and _none_of_them(clause, count):
        return "how none of them fares"
    if quantity.precision is Precision.ZERO and not governed:
        return "nothing of which a zero would be news"
    if count.head is None and count.of is None and not governed and not anaphoric:
        return "a bare number that counts nothing"
    if _mutual(clause, count, governed):
        return "a definite pair: refers back"
    few = quantity.value is None or quantity.value < _MANY
    if few and not governed and count.head is not None and (_of_sources(clause, count) or _speaks(clause, count)):
        return "a count of sources"
    if count.head is not None and clause.listed("idiom_noun", count.head):
        return "an idiom"
    return _one(clause, count, governed, anaphoric) if quantity.value == 1 else None


_ROUND, _NOUGHTS = 100, frozenset("0 .,\u00a0\u202f")


def _age(clause: Clause, count: Count) -> str | None:
    """«ديفيد "35 عاما"», "Le Maire, 54 ans,", «بين 20 و25 من العمر»: years set off by signs after a name."""
    if count.quantity.unit != "year" or count.quantity.precision is not Precision.EXACT:
        return None
    opener, closer = clause.norm(count.first - 1), clause.norm(count.last)
    if opener not in _SET_OFF or not (is_sign(closer) or not closer):
        return None
    i = count.first - 2
    while i > clause.low and clause.norm(i) in QUOTES:
        i -= 1
    named = clause.low <= i and clause.reading.text.norms[i].isalpha() and not clause.listed("stop", i)
    cased = clause.reading.text.raw[clause.reading.text.starts[max(i, clause.low)]]
    return "an age" if named and (cased.isupper() or (opener not in ",،" and not cased.islower())) else None


_SET_OFF = frozenset('(,،"“«[') | {"–", "-"}


def _height(clause: Clause, count: Count) -> bool:
    """ "Between 5 feet 6 inches and 5 feet 8 inches tall": two units of length side by side describe a person."""
    n = clause.count_at[count.number]
    beside = [clause.counts[k] for k in (n - 1, n + 1) if 0 <= k < len(clause.counts)]
    return any(
        other.quantity.kind is Kind.DISTANCE
        and other.quantity.unit != count.quantity.unit
        and (0 <= count.first - other.after <= 1 or 0 <= other.first - count.after <= 1)
        for other in beside
    )


def _record(clause: Clause, count: Count) -> str | None:
    """ "The worst quake in three decades", "la más alta en 32 años": how long nothing was like it."""
    if not clause.listed("record_in", clause.before(count.first)):
        return None
    back = range(max(clause.low, count.first - _RECORD), count.first)
    best = any(clause.listed("superlative", i) or clause.norm(i).endswith("est") for i in back)
    return "the span of a record" if best else None


_RECORD = 8


def _furniture_numeral(clause: Clause, count: Count) -> str | None:
    """Telephone numbers in pairs, "18 abr" of a dateline, a year read as a count."""
    printed = count.quantity.printed
    pairs = [i for i in (count.number - 1, count.after) if _two_digits(clause, i)]
    if _two_digits(clause, count.number) and pairs and (count.head is None or count.head == count.number):
        return "a telephone number"
    if _aside(clause, count):
        return "an age"
    if _compound(clause, count):
        return "a compound that describes one thing"
    near = (
        *range(max(clause.low, count.number - 5), count.number),
        *(range(count.after, min(count.after + 4, clause.high)) if clause.reading.lex.head_first else ()),
    )
    if (
        printed.isdigit()
        and count.head is None
        and count.quantity.precision is Precision.EXACT
        and any(clause.listed("street", i) for i in near)
    ):
        return "an address"
    if printed.isdigit() and count.quantity.precision is Precision.EXACT and _numbered_house(clause, count):
        return "an address"
    if clause.listed("month_short", count.after) and len(printed) <= _DAY:
        return "a date"
    if len(printed) == _YEAR and printed.isdigit() and printed[:2] in ("19", "20"):
        if _titled(clause, count):
            return "a year"
        noun = "" if count.head is None else clause.norm(count.head)
        if clause.reading.lex.verb_first and not noun.endswith("ا") and not clause.reading.lex.has_bare("person", noun):
            known = any(clause.reading.lex.has_bare(name, noun) for name in ("generic", "things"))
            return None if known or count.head in clause.events else "a year"
    return None


_DAY, _YEAR, _AGE = 2, 4, 4
_OLD = 120


def _compound(clause: Clause, count: Count) -> bool:
    """ "A four-door car", "the eight-member board": a number that a hyphen joins to a singular noun."""
    i, raw = count.after, clause.reading.text.raw
    if clause.reading.lex.head_first or clause.norm(i) != "-" or i + 2 >= clause.high or clause.listed("stop", i + 1):
        return False
    if count.quantity.precision is Precision.IMPLICIT_ONE:
        return False  # "a man-were killed"
    noun, start = clause.tokens[i + 1], clause.tokens[i].start
    glued = raw[start - 1 : start].isalnum() and noun.start == clause.tokens[i].end
    plural = noun.norm.endswith("s") or noun.norm in clause.reading.lex.words["plural"]
    return glued and noun.norm.isalpha() and not plural and clause.norm(i + 2).isalpha()


def _none_of_them(clause: Clause, count: Count) -> bool:
    """ "None of the injuries is grave": what they have in common, no count of the injured."""
    if count.of is None or not clause.listed("definite", count.of[0] - 1) or clause.reading.lex.verb_first:
        return False
    entries = (clause.events.get(i) for i in range(*count.of))
    return any(e is not None and "noun" in e.forms and not e.weak for e in entries)


def _titled(clause: Clause, count: Count) -> bool:
    """ "2014 Isla Grande killings": a year before the name of what happened; 2,014 people are printed with a comma."""
    if clause.reading.lex.head_first or count.head is None or count.quantity.printed.endswith("00"):
        return False
    between = range(count.after, count.head)
    deed = count.head in clause.events or clause.listed("things", count.head)
    return deed and len(between) > 0 and all(clause.capital(i) for i in between)


def _numbered_house(clause: Clause, count: Count) -> bool:
    """ "10050 Cielo Drive", "1600 W Main St.": a name right after the number that ends in a word for a road."""
    if clause.reading.lex.words["house_road"].isdisjoint(clause.norms) or len(count.quantity.printed) < _HOUSE:
        return False
    for i in range(count.after, min(count.after + _ROAD, clause.high)):
        if i > count.after and clause.listed("house_road", i):
            return True
        name = clause.capital(i) or len(clause.norm(i)) == 1 or clause.norm(i - 1) in _WINDS
        if not name or not clause.norm(i).isalpha() or clause.listed("stop", i) or i in clause.events:
            return clause.norm(i) == "." and len(clause.norm(i - 1)) == 1
    return False


_HOUSE, _ROAD, _WINDS = 2, 5, frozenset("nsew")


def _aside(clause: Clause, count: Count) -> bool:
    """«دون سن الـ14», «بين 20 و25 من العمر», "a woman, 68, was": an age by its words, or set off after one person."""
    opener, closer = clause.norm(count.first - 1), clause.norm(count.after)
    if any(clause.listed("age_before", i) for i in (count.first - 1, count.first - 2)):
        return True
    if any(clause.listed("age_after", i) for i in range(count.after, count.after + _AGE)):
        return True
    older = clause.listed("older_than", count.first) and clause.listed("age_group", count.first - 1)
    if older and count.head is None and count.of is None and (count.quantity.value or _OLD) < _OLD:
        return True  # "most of them over 70"
    bare = count.quantity.printed.isdigit() and count.quantity.precision is Precision.EXACT and count.of is None
    return bare and opener == closer == "," and clause.listed("person", count.first - 2)


def _bare_time(clause: Clause, head: int) -> bool:
    """«الأشهر الثلاثة الأولى»: a unit of time, with its article or without."""
    norm, units = clause.norm(head), clause.reading.lex.time_units
    return norm in units or (clause.reading.lex.verb_first and norm.startswith("ال") and norm[2:] in units)


def _two_digits(clause: Clause, i: int) -> bool:
    return len(clause.norm(i)) == _DAY and clause.norm(i).isdigit()


def uncounted_pair(clause: Clause, count: Count, governed: Governed | None, sibling: Governed | None) -> bool:
    """True for a dual or singular noun that nothing happened to, or not surely: «ضد الشرطيين», «قتل ... الحوثيين».

    The oblique dual is spelled like the sound plural, so a noun counts as a dual only where the event word stands right
    by it (or by the count before it, `sibling`) and, being definite, where the report has told of an indefinite pair
    of it before.
    """
    if count.head != count.number or count.quantity.precision not in (Precision.DUAL, Precision.IMPLICIT_ONE):
        return False
    if governed is None:
        return True
    if governed.measure not in PERSONAL:  # only the nominative can't be a plural: «فر سجينان»
        norm = clause.norm(count.head)
        return not (governed.near and norm.endswith("ان") and not norm.startswith("ال"))
    single = count.quantity.precision is Precision.IMPLICIT_ONE
    vetted = single and (
        clause.reading.lex.verb_first or _suffers(clause, count) or _adjectival(clause, count, governed)
    )
    if not (governed.near or vetted or (sibling is not None and sibling.event == governed.event)):
        return True
    if count.quantity.precision is not Precision.DUAL or governed.event == count.head:
        return False
    stem = _pair_stem(clause.norm(count.number))
    if stem is None:
        return False
    before = clause.norm(count.number - 1)
    if before.startswith("ال") and count.number - 1 not in clause.events:
        return True  # an adjective after a definite plural
    told = {stem + ending for ending in ("ين", "ان", "ي", "ا")}
    return min(clause.reading.first_seen(word) for word in told) >= count.number


def _adjectival(clause: Clause, count: Count, governed: Governed) -> bool:
    """ "Un chauffeur routier a été tué": only an adjective stands between the noun and its verb."""
    if not clause.reading.lex.head_first or governed.event is None:
        return False
    between = range(count.last, governed.event)
    return 0 < len(between) <= _ADJECTIVES and not any(
        clause.listed("stop", i) or is_sign(clause.norm(i)) for i in between
    )


_ADJECTIVES = 2


def _suffers(clause: Clause, count: Count) -> bool:
    """ "A boy was taken to hospital": a passive right after the noun leads to the event."""
    participle = clause.norm(count.last + 1)
    return clause.listed("be", count.last) and participle.endswith(("ed", "en")) and participle.isalpha()


def _pair_stem(norm: str) -> str | None:
    """The stem of a definite noun in -ين/-ان; None for any other word."""
    if norm.startswith("ال") and norm.endswith(("ين", "ان")):
        return norm[2:-2]
    return None


def _of_sources(clause: Clause, count: Count) -> bool:
    """ "Several witnesses", «وسائل إعلام تركية عدة»."""
    head = count.head if count.head is not None else count.number
    back = range(max(clause.low, head - 2), head + 1) if head < count.number else (head,)
    return any(clause.listed("source_noun", i) for i in back)


def _speaks(clause: Clause, count: Count) -> bool:
    """ "Several residents said": those who speak are no figure of the news."""
    if clause.reading.lex.verb_first:
        return clause.listed("reporting", count.first - 1)
    for i in range(count.last, min(count.last + 6, clause.high)):
        if clause.listed("reporting", i):
            return True
        if i in clause.events or i in clause.count_at or not clause.norm(i).isalpha():
            return False
    return False


def _mutual(clause: Clause, count: Count, governed: bool) -> bool:
    if count.quantity.value != 2 or count.head is None or governed:
        return False
    return clause.reading.lex.has_bare("mutual", clause.norm(count.head))


def _one(clause: Clause, count: Count, governed: bool, anaphoric: bool) -> str | None:
    """ "One of the biggest", "one another", "one thing"; «عائلة واحدة»: no counts."""
    if count.quantity.precision is not Precision.EXACT or governed:
        return None
    after = range(count.after, min(count.after + 8, clause.high))
    if any(clause.listed("superlative", i) or clause.norm(i).endswith("est") for i in after if count.of is not None):
        return "one of the most ..."
    if not clause.listed("one", count.number):
        return None
    if count.head is not None and clause.reading.lex.verb_first:
        return "one and the same"
    if count.head is None and not anaphoric:
        return "the pronoun one"
    if count.head is not None and clause.listed("mutual", count.head):
        return "an idiom"
    return None


def _time_window(clause: Clause, count: Count) -> str | None:
    """ "In the last three days", "four months ago", «قبل شهرين»: when, not how long."""
    near = [clause.before(count.first)]
    near.append(clause.before(near[0]))
    if _clock(clause, count, near[0]):
        return "a time of day"
    after = list(range(count.after, min(count.last + 2, clause.high)))
    if clause.listed("window_after", near[0]) or any(clause.listed("period", i) for i in after):
        return "a relative date or a window of time"
    if clause.listed("lasting", near[0]) and clause.listed("aux_verb", near[1]):
        return None  # "to last 18 months"
    if any(clause.listed("period_before", i) for i in [*near[:2], *range(count.first, count.number)]):
        return "a window of time"
    return None


def _clock(clause: Clause, count: Count, before: int) -> bool:
    """ "À 18 heures, 43 personnes ...": a full hour after its preposition, not what something was cut to."""
    q = count.quantity
    full = q.unit == "hour" and q.precision is Precision.EXACT and q.value is not None and q.value <= _HOURS
    if not full or not clause.listed("clock_before", before) or clause.listed("of", count.last):
        return False
    return not clause.listed("carrier", before - 1) or clause.listed("be", before - 1)


_HOURS = 24


def furniture(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Where the headline is printed again word for word (link lines, share buttons): spans of code points."""
    raw = reading.text.raw
    headline = raw.partition("\n")[0].strip()
    if "\n" not in raw or len(headline.split()) < _REPEATED_WORDS:
        return ()
    found = []
    at = raw.find(headline, len(headline))
    while at >= 0:
        found.append((at, at + len(headline)))
        at = raw.find(headline, at + len(headline))
    return tuple(found)


def inside(spans: tuple[tuple[int, int], ...], quantity: Quantity) -> bool:
    """True where the quantity stands in one of the spans."""
    return any(start <= quantity.start < end for start, end in spans)
