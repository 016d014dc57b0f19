"""What a person says of a number, beside the machine's reading."""

from dataclasses import dataclass
from datetime import datetime

from desk.views.figure import Figure, Name


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the form says: bounds as the person typed them (empty: as it was, or open), and what is counted whose."""

    value: str = ""
    low: str = ""
    high: str = ""
    group: str = ""
    measure: str = ""
    window: str = ""
    stance: str = ""
    note: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """`act` is correct, add or strike; `n` the claim that it is about, None for an added one or one of an earlier
    wording; `figure` is None for a strike."""

    id: str
    act: str
    n: int | None
    who: str
    when: datetime
    figure: Figure | None = None
    measure: str = ""
    group: Name | None = None
    window: str = ""
    stance: str = ""
    note: str = ""
    text: str = ""
    earlier_wording: bool = False
