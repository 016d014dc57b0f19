"""A cue: words of the text that credit somebody, and the stretch of text they credit them for."""

from dataclasses import dataclass

from core.names import Named


@dataclass(frozen=True, slots=True)
class Cue:
    """`at` is the token of the reporting verb or credit; `first:last` the tokens it covers; `chain` nearest first.

    A `credit` ("according to X") stands beside a reporting verb; without one it is the source itself.
    `reporter` is true where the first of the chain passes on what others say (an agency, an outlet).
    """

    at: int
    first: int
    last: int
    chain: tuple[Named, ...]
    rule: str
    words: str
    credit: bool = False
    reporter: bool = False
