"""A bound that was lost between two languages: no text of the bare figure's language keeps it."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from core.compare.misquotes import Slip, SlipKind
from core.compare.relations import Relation
from core.compare.reported import Reported

Kept = frozenset[tuple[str | None, str, Decimal | None, str]]
"""Origin, measure, number and language of the figures that are told with a bound."""


def bounds_kept(told: Iterable[Reported]) -> Kept:
    """What is told with a bound, and in which languages."""
    return frozenset(
        (one.origin.counted, one.facts.measure, one.facts.value, lang)
        for one in told
        if one.facts.bound != "exact"
        for lang in one.langs
    )


def translated(a: Reported, b: Reported, relation: Relation, kept: Kept) -> Relation:
    """The relation of `a` to `b`, where a dropped bound was lost in translation named so."""
    slip = relation.slip
    if slip is None or slip.kind != SlipKind.BOUND_DROPPED or not a.langs or not b.langs:
        return relation
    bare = a if slip.wrong == "a" else b
    told = ((bare.origin.counted, bare.facts.measure, bare.facts.value, lang) for lang in bare.langs)
    if not a.langs.isdisjoint(b.langs) or not kept.isdisjoint(told):
        return relation
    because = replace(relation.because, rule=str(SlipKind.LOST_IN_TRANSLATION))
    return replace(relation, slip=Slip(SlipKind.LOST_IN_TRANSLATION, slip.wrong), because=because)
