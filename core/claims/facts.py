"""What a report is asked for only once it has claims: names, places, sources, times, headline. All lazy."""

from collections.abc import Sequence

from core.claims.attribution import Attribution
from core.claims.group import Crowd, crowd
from core.claims.headline import headline_end
from core.claims.place import Places
from core.claims.reading import Reading
from core.claims.stance import Cue, cues
from core.claims.timing import Timing
from core.names import Mention, find_names, find_places
from core.numbers import Quantity
from core.report import Report


class Facts:
    """One report's context for its claims; every answer is computed once, when first asked."""

    def __init__(self, report: Report, reading: Reading, quantities: Sequence[Quantity]) -> None:
        self.report = report
        self.reading = reading
        self.quantities = quantities
        self._names: tuple[Mention, ...] | None = None
        self._places: Places | None = None
        self._crowd: Crowd | None = None
        self._attribution: Attribution | None = None
        self._timing: Timing | None = None
        self._headline_end: int | None = None

    @property
    def names(self) -> tuple[Mention, ...]:
        if self._names is None:
            self._names = find_names(self.reading.text)
        return self._names

    @property
    def places(self) -> Places:
        if self._places is None:
            self._places = Places(self.reading, find_places(self.reading.text))
        return self._places

    @property
    def crowd(self) -> Crowd:
        if self._crowd is None:
            self._crowd = crowd(self.reading.starts, self.names)
        return self._crowd

    @property
    def attribution(self) -> Attribution:
        if self._attribution is None:
            self._attribution = Attribution(self.reading.text, self.report, self.names)
        return self._attribution

    @property
    def timing(self) -> Timing:
        if self._timing is None:
            self._timing = Timing(self.reading.text, self.report)
        return self._timing

    @property
    def headline_end(self) -> int:
        if self._headline_end is None:
            self._headline_end = headline_end(self.reading, self.quantities)
        return self._headline_end

    def cues(self, low: int, high: int) -> tuple[Cue, ...]:
        """The stance cues of one sentence."""
        return cues(self.reading, low, high)
