"""A corrected article as a gold line: the form in which people label texts by hand, to measure readers against."""

from collections.abc import Mapping, Sequence
from typing import Any

_LEFT_OUT = frozenset({"because", "confidence", "alternatives", "printed"})
"""What a machine says of its own reading, and no person labelled."""
NOT_STATED = "not stated"

Labelled = tuple[Mapping[str, Any], Mapping[str, Any] | None]
"""A claim as the machine reads it (or as it was added), and as it should be: None where it is no claim."""


def gold_line(about: Mapping[str, Any], told: Sequence[Labelled], who: Sequence[str]) -> dict[str, Any]:
    """One line: `about` names the article and holds its `document`; `told` are its claims in any order, those that
    were added without a number of their own.

    Claims are numbered in the order of the text; what isn't one stands under `not_claims`, with its place."""
    ordered = sorted(told, key=lambda one: one[0].get("num_start") or 0)
    kept = [(read, right) for read, right in ordered if right is not None]
    numbers = {read["n"]: n for n, (read, _) in enumerate(kept, 1) if read.get("n")}
    struck = [read for read, right in ordered if right is None]
    return {
        **about,
        "annotator": ", ".join(who),
        "claims": [_claim(right, n, numbers.get(read.get("part_of"))) for n, (read, right) in enumerate(kept, 1)],
        "not_claims": [_place(read, about["document"]) for read in struck],
    }


def _claim(claim: Mapping[str, Any], n: int, part_of: int | None) -> dict[str, Any]:
    named = {name: _named(claim.get(name)) for name in ("group", "actor", "place")}
    return {
        **{name: value for name, value in claim.items() if name not in _LEFT_OUT},
        **named,
        "n": n,
        "part_of": part_of,
        "group": named["group"] or NOT_STATED,
        "attribution": [name for name in map(_named, claim.get("attribution") or ()) if name],
    }


def _named(value: Any) -> str | None:
    """The name as the text prints it."""
    return value.get("surface") or value.get("label") if isinstance(value, Mapping) else value


def _place(claim: Mapping[str, Any], document: str) -> dict[str, Any]:
    start, end = claim.get("num_start"), claim.get("num_end")
    if start is None or end is None:
        start, end = claim.get("start"), claim.get("end")
    return {"start": start, "end": end, "text": document[start:end] if start is not None else None}
