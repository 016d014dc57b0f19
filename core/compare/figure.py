"""The distinct figures of a happening: what is compared and stored once, however many reports carry it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.compare.nearness import shown
from core.compare.reported import Facts, Reported, Said, place_label
from core.coverage.naming import group_words, place_steps
from core.coverage.origin import Origin


@dataclass(frozen=True, slots=True)
class Frame:
    """What a figure is about: figures of one frame are answers to one question."""

    measure: str
    group: str
    place: str
    window: str
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One (origin, quantity, as-of, stance) within a frame. `id` is derived from the content and stays the same
    however often it is judged. `told` is the claim that stands for all carriers; its report is the figure's id.
    `carriers` are (report, claim number), sorted; `first` and `last` the ISO dates of the first and last of them;
    `label` is the number in signs and who gave it."""

    id: str
    frame: Frame
    told: Reported
    carriers: tuple[tuple[str, int], ...]
    first: str | None = None
    last: str | None = None
    label: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        name = self.told.origin.label
        object.__setattr__(self, "label", f"{shown(self.told.facts)} ({name})" if name else shown(self.told.facts))

    @property
    def facts(self) -> Facts:
        """Numbers, days and keys of the figure."""
        return self.told.facts

    @property
    def origin(self) -> Origin:
        """Who gave it."""
        return self.told.origin

    @property
    def reports(self) -> int:
        """How many reports carry it."""
        return len({report for report, _ in self.carriers})

    def told_by_one(self, other: "Figure") -> bool:
        """True where one report alone carries both: whether a report agrees with itself is another question."""
        told = {report for report, _ in (*self.carriers[:1], *other.carriers[:1])}
        return len(told) == 1 and self.reports == other.reports == 1


def frame(one: Reported) -> Frame:
    """The frame of a claim; an unstated part is the empty string."""
    group = one.claim.group
    words = group_words(group)
    key = "" if not words else (group.id if group is not None and group.id else " ".join(sorted(words)))
    steps = place_steps(one.claim.place)
    place = one.claim.place.id if one.claim.place is not None and one.claim.place.id else ""
    nearest = place or (" ".join(sorted(steps[0])) if steps else "")
    return Frame(one.facts.measure, key, nearest, one.facts.window, one.facts.unit or "")


def figure_id(one: Reported, about: Frame) -> str:
    """A content-derived id: the same origin, quantity, frame, stance and as-of give the same id everywhere."""
    facts = one.facts
    interval = facts.interval
    as_of = one.claim.as_of if facts.as_of is not None else None
    parts = (
        one.origin.counted, one.occurrence, about.measure, about.group, about.place, about.window, about.unit,
        facts.value, interval.low, interval.high, interval.low_open, interval.high_open, facts.bound,
        str(facts.stance), as_of, facts.part, one.some,
    )  # fmt: skip
    text = "\x1f".join("" if p is None else f"{p.normalize():f}" if hasattr(p, "normalize") else str(p) for p in parts)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def figures(told: Iterable[Reported]) -> dict[str, Figure]:
    """The distinct figures of all claims, by id; independent of the order of the claims."""
    gathered: dict[str, list[Reported]] = {}
    frames: dict[str, Frame] = {}
    for one in told:
        about = frame(one)
        name = figure_id(one, about)
        frames[name] = about
        gathered.setdefault(name, []).append(one)
    return {name: _figure(name, frames[name], gathered[name]) for name in sorted(gathered)}


def grown(before: Figure, arrived: Figure) -> Figure:
    """One figure out of two with the same id: the carriers of both."""
    old, new = before.told, arrived.told
    keep = old if before.carriers[:1] <= arrived.carriers[:1] else new
    told = replace(
        keep,
        reported_at=_earlier(old.reported_at, new.reported_at),
        gives=old.gives | new.gives,
        levels=old.levels | new.levels,
        langs=old.langs | new.langs,
        beside=old.beside | new.beside,
        origin=keep.origin if keep.origin.key else replace(keep.origin, texts=old.origin.texts | new.origin.texts),
    )
    carriers = tuple(sorted({*before.carriers, *arrived.carriers}))
    last = max(filter(None, (before.last, arrived.last)), default=None)
    return Figure(before.id, before.frame, told, carriers, _earlier(before.first, arrived.first), last)


def _figure(name: str, about: Frame, told: Sequence[Reported]) -> Figure:
    ordered = sorted(told, key=lambda one: one.key)
    stands = ordered[0]
    days = sorted(one.reported_at for one in ordered if one.reported_at)
    gives: set[Said] = set()
    for one in ordered:
        gives.update(s for s in one.gives if _may_be_mistaken(s, stands.facts))
    texts = frozenset[str]().union(*(one.origin.texts for one in ordered))
    representative = Reported(
        name,
        replace(stands.claim, n=1),
        stands.origin if stands.origin.key else replace(stands.origin, texts=texts),
        stands.occurrence,
        days[0] if days else None,
        frozenset(gives),
        frozenset[tuple[str, str]]().union(*(one.levels for one in ordered)),
        frozenset[str]().union(*(one.langs for one in ordered)),
        frozenset[str]().union(*(one.beside for one in ordered)),
        stands.some,
    )
    carriers = tuple(one.key for one in ordered)
    return Figure(name, about, representative, carriers, days[0] if days else None, days[-1] if days else None)


def _may_be_mistaken(other: Said, facts: Facts) -> bool:
    """True for what a report says with the same number, and for smaller counts of the same measure of a group that it
    names: the slips that a text makes with two of its figures."""
    if other[3] == facts.value:
        return True
    return facts.said is not None and other[0] == facts.said[0] and bool(other[1]) and other[3] < facts.said[3]


def _earlier(a: str | None, b: str | None) -> str | None:
    return min(filter(None, (a, b)), default=None)


def shown_place(figure: Figure) -> str:
    """The place of a figure as the text names it."""
    return place_label(figure.told.claim)


def shown_group(figure: Figure) -> str:
    """The group of a figure by its English label where known, else as the text names it; empty where unstated."""
    group = figure.told.claim.group
    if group is None or not figure.frame.group:
        return ""
    return group.label or group.surface


def shown_window(figure: Figure) -> str:
    """The window of a figure in a few words: "occurrence", "since 2018-09-10", "24 hours"."""
    window = figure.told.claim.window
    since = f"since {window.since}" if window.since else ""
    until = f"until {window.until}" if window.until else ""
    return " ".join(part for part in (since, until) if part) or window.text or str(window.kind)
