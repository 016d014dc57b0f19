"""The road from a report to its claims: quantities, noun phrases, measures, parts, then all else the text says."""

from collections.abc import Sequence
from itertools import chain, compress, count, islice

from core import language
from core.claims.claim import Claim
from core.claims.clause import Clause, clause
from core.claims.counted import Count, counted
from core.claims.draft import drafts
from core.claims.facts import Facts
from core.claims.finish import finish
from core.claims.implicit import implicit_durations, implicit_multiples, implicit_ones
from core.claims.lexicon import lexicon
from core.claims.partitive import with_shared_nouns
from core.claims.reading import Reading
from core.claims.shares import with_shares
from core.claims.sieve import furniture, inside, may_count
from core.language.identify import identify
from core.numbers import Quantity, read_quantities
from core.report import Report
from core.text import Text

LONGEST_LIST = 64
"""Counts that one sentence can hold: a stretch with more and no full stop is a table, which claims nothing."""


def read_claims(report: Report) -> tuple[Claim, ...]:
    """Every numeric claim of one report, in text order.

    Never raises on any text; a language that is not supported gives none.
    """
    lang = report.lang or identify(report.document)
    if lang is None or lang not in language.supported():
        return ()
    text = Text(report.document, lang)
    reading = Reading(text, lexicon(lang))
    quantities = with_shares(reading, read_quantities(text))
    sentences = _clauses(reading, quantities)
    if not sentences:
        return ()
    found = drafts(sentences)
    return finish(Facts(report, reading, quantities), found) if found else ()


def _clauses(reading: Reading, quantities: Sequence[Quantity]) -> list[Clause]:
    """The sentences that hold a quantity or a singular victim, with all their counts in order."""
    spans = furniture(reading) if quantities else ()
    by_sentence: dict[int, list[Count]] = {}
    for quantity in quantities:
        if may_count(quantity) and not inside(spans, quantity):
            count = counted(reading, quantity)
            by_sentence.setdefault(count.sentence, []).append(count)
    tables = {n for n, counts in by_sentence.items() if len(counts) > LONGEST_LIST}
    hinted = _hinted(reading)
    out = []
    for n in sorted((by_sentence.keys() | hinted) - tables):
        low, high = reading.text.sentences[n]
        counts: Sequence[Count] = with_shared_nouns(reading, by_sentence.get(n, ()))
        sentence = clause(reading, low, high, counts)
        if n in hinted:
            implicit = islice(
                chain(implicit_ones(sentence), implicit_durations(sentence), implicit_multiples(sentence)), LONGEST_LIST
            )
            extra = [counted(reading, q) for q in implicit if not inside(spans, q)]
            if len(extra) == LONGEST_LIST:
                continue
            if extra:
                counts = sorted([*counts, *extra], key=lambda c: c.quantity.start)
                sentence = clause(reading, low, high, counts)
        if counts:
            out.append(sentence)
    return out


def _hinted(reading: Reading) -> set[int]:
    """The sentences with a word for one person or for a lasting time; in most of them no number is hidden."""
    hinted = map(reading.lex.hints.__contains__, reading.text.norms)
    return {reading.sentence_of(i)[0] for i in compress(count(), hinted)}
