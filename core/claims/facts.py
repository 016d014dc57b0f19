"""What a report is asked for only once it has claims: names, places, sources, times, headline. All lazy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.claims.attribution import Attribution
from core.claims.group import Crowd, crowd
from core.claims.headline import headline_end
from core.claims.reading import Reading
from core.claims.stance import Cue, cues
from core.claims.timing import Timing
from core.names import Mention, find_names, find_places
from core.numbers import Quantity
from core.report import Report


@dataclass(frozen=True)
class Facts:
    """One report's context for its claims; every answer is computed once, when first asked."""

    report: Report
    reading: Reading
    quantities: Sequence[Quantity]

    @cached_property
    def names(self) -> tuple[Mention, ...]:
        return find_names(self.reading.text)

    @cached_property
    def places(self) -> tuple[Mention, ...]:
        return find_places(self.reading.text)

    @cached_property
    def crowd(self) -> Crowd:
        return crowd(self.reading.starts, self.names)

    @cached_property
    def attribution(self) -> Attribution:
        return Attribution(self.reading.text, self.report, self.names)

    @cached_property
    def timing(self) -> Timing:
        return Timing(self.reading.text, self.report)

    @cached_property
    def headline_end(self) -> int:
        return headline_end(self.reading, self.quantities)

    def cues(self, low: int, high: int) -> tuple[Cue, ...]:
        """The stance cues of one sentence."""
        return cues(self.reading, low, high)
