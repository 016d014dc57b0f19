"""Where a text names someone or some place."""

from dataclasses import dataclass

from core.names.named import Named


@dataclass(frozen=True, slots=True)
class Mention:
    """`start:end` slice the raw text; `kind` is that of the entry ("group", "armed_group", "agency", "place", ...)."""

    start: int
    end: int
    named: Named
    kind: str
