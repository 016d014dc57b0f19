"""What people ruled of whole reports: which are about one occurrence, and which occurrences are two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ruled:
    """`homes` gives the occurrence in which a person left or put a report, by report id: reports of one home are about
    one occurrence. `apart` are the pairs of homes, the smaller id first, that are two, however alike they look."""

    homes: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()

    def parted(self, homes: Iterable[str], others: Iterable[str]) -> bool:
        """True where a person keeps one of `homes` apart from one of `others`."""
        return bool(self.apart) and any(pair(a, b) in self.apart for a in homes for b in others)


def pair(a: str, b: str) -> Pair:
    """Two occurrences in the order in which they are kept apart."""
    return (a, b) if a < b else (b, a)


NOTHING = Ruled()
