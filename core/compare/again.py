"""A happening judged again as it stands now: only what changed since the last time is compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.compare.judge import EMPTY, Judgement, judge
from core.compare.reported import Reported

Key = tuple[str, int]
"""Report id and claim number."""


@dataclass(frozen=True, slots=True)
class Held:
    """A judgement and the claims that it was judged of, by key."""

    judgement: Judgement = EMPTY
    told: Mapping[Key, Reported] = field(default_factory=dict)


NOTHING = Held()


def judge_again(
    told: Sequence[Reported],
    held: Held = NOTHING,
    *,
    now: str | None = None,
    book: str = "ucdp",
    bound: Mapping[tuple[str, str], str] | None = None,
) -> Held:
    """Judges `told`, all that a happening holds now. The answer equals that of `judge(told)`; with `held`, what was
    judged the last time, only figures of claims that came, went or read otherwise now are compared again."""
    now_told = {one.key: one for one in told}
    if not held.told or not _levels(held.told.values()) <= _levels(told):
        return Held(judge(told, now=now, book=book, bound=bound), now_told)
    other = [one for key, one in now_told.items() if not _reads_alike(one, held.told.get(key))]
    names = {key: name for name, figure in held.judgement.figures.items() for key in figure.carriers}
    lost = [key for key in held.told if key not in now_told] + [one.key for one in other if one.key in held.told]
    stale = {names[key] for key in lost}
    kin = {key for name in stale for key in held.judgement.figures[name].carriers if key in now_told}
    given = [one for key, one in now_told.items() if key in kin] + [one for one in other if one.key not in kin]
    judgement = judge(given, now=now, book=book, before=held.judgement, stale=stale, bound=bound)
    return Held(judgement, now_told)


def _levels(told: Iterable[Reported]) -> frozenset[tuple[str, str]]:
    """The places that the reports of a happening tell apart; all claims of one happening know the same."""
    return next((one.levels for one in told), frozenset())


def _reads_alike(one: Reported, before: Reported | None) -> bool:
    """True where nothing of a claim is new but the places that others tell apart, which judging takes in for all."""
    if before is None:
        return False
    return (
        one.claim == before.claim
        and one.origin == before.origin
        and (one.occurrence, one.reported_at, one.langs) == (before.occurrence, before.reported_at, before.langs)
        and one.gives == before.gives
        and (one.beside, one.some) == (before.beside, before.some)
    )
