"""The tolls of a happening in time: for every origin and question the course of its figures, and what is stale."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.claims import Stance
from core.compare.because import Because
from core.compare.figure import Figure, Frame
from core.compare.running import Step, Turn, course


@dataclass(frozen=True, slots=True)
class Course:
    """The figures of one origin that answer one question, in the order of their as-ofs; two or more."""

    origin: str
    frame: Frame
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """An old figure printed again: `newer` is the id of the one that had replaced it."""

    newer: str
    because: Because


def courses(figures: Iterable[Figure]) -> tuple[Course, ...]:
    """The running tolls of known origins; counts of a part and figures that don't run with time are none."""
    gathered: dict[tuple[str, Frame], list[Figure]] = {}
    for figure in figures:
        facts = figure.facts
        if figure.origin.counted and facts.stance == Stance.ASSERTED and not (facts.part or facts.constant):
            gathered.setdefault((figure.origin.counted, figure.frame), []).append(figure)
    found = (
        Course(origin, about, course(told))
        for (origin, about), told in sorted(gathered.items(), key=lambda item: repr(item[0]))
        if len(told) > 1
    )
    return tuple(one for one in found if len(one.steps) > 1)


def stale_figures(running: Iterable[Course]) -> dict[str, Stale]:
    """The stale figures of all courses, by id."""
    found: dict[str, Stale] = {}
    for one in running:
        current = one.steps[0].figure
        for step in one.steps[1:]:
            if step.turn == Turn.STALE:
                found[step.figure.id] = Stale(current.id, step.because)
            else:
                current = step.figure
    return found
