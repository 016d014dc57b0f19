"""Whose a number is: the group that grammar found, with the rule that found it."""

from dataclasses import dataclass

from core.claims.clause import Clause
from core.names import Named

WORDS = 6
"""A name is short: a group keeps at most so many words of the text."""


@dataclass(frozen=True, slots=True)
class Whose:
    """A group and the rule that found it; `generic` where the text counts just people."""

    named: Named | None
    rule: str
    generic: bool = False


def short(clause: Clause, first: int, end: int) -> str:
    """The words of tokens first:end, cut to the length of a name."""
    return clause.reading.words(first, min(end, first + WORDS))
