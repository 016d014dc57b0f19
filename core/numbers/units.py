"""Units and currencies as canonical ids, and what each measures."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from core.numbers.phrases import Phrases
from core.numbers.quantity import Kind
from core.text import tokenise


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("core.numbers") / "units.toml").read_text("utf-8"))


@cache
def _kinds() -> Mapping[str, Kind]:
    return {unit: Kind(kind) for kind, units in _table()["kinds"].items() for unit in units}


def kind_of(unit: str) -> Kind:
    """What `unit` measures; an id that is no physical unit is a currency."""
    return _kinds().get(unit, Kind.MONEY)


@cache
def signs_before() -> Phrases[str]:
    """Currency signs and codes that stand before the number."""
    return Phrases(_signs("signs_before"))


def signs_after() -> Iterator[tuple[tuple[str, ...], str]]:
    """(folded sign or code that stands after the number, unit), for the languages to add to their own names."""
    return _signs("signs_after")


def sign_unit(norm: str) -> str | None:
    """The currency that the single sign `norm` means, or None."""
    found = signs_before().after((norm,), 0)
    return None if found is None else found[1]


def _signs(section: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for unit, forms in _table()[section].items():
        for form in forms:
            yield tuple(token.norm for token in tokenise(form)), unit
