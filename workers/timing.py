"""When a schedule runs next: pure functions of its rule, the time, and how the last runs went."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from croniter import CroniterError, croniter

RULES = ("every", "cron", "adaptive", "once")
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=3650)
QUIET = 3
"""Runs without news after which an old article's figures count as settled."""

# How often an article is looked at by its age; beyond the last step it rests for a month at a time.
_STEPS = (
    (timedelta(hours=3), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta(days=30), timedelta(days=3)),
)
_OLD = timedelta(days=30)
_OFTEN, _SELDOM = timedelta(minutes=10), timedelta(hours=6)


class BadSchedule(ValueError):
    """A rule that can't be followed; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` is one of RULES; `spec` the seconds of "every", the expression of "cron", the ISO moment of "once"."""

    kind: str
    spec: str = ""
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.kind not in RULES:
            raise BadSchedule(f"There is no rule {self.kind!r}: use one of {', '.join(RULES)}.")
        _zone(self.zone)
        if self.kind == "every" and not (self.spec.isdecimal() and SHORTEST <= _span(self.spec) <= LONGEST):
            raise BadSchedule(
                f"Every {self.spec!r} seconds is too often, too seldom or no number: give 60 to 315360000."
            )
        if self.kind == "cron" and not croniter.is_valid(self.spec):
            raise BadSchedule(f"{self.spec!r} is no cron expression: give five fields, such as 0 6 * * *.")
        if self.kind == "once":
            moment(self.spec)


def first_run(rule: Rule, now: datetime, published: datetime | None = None) -> datetime:
    """When a new schedule runs first. A moment that is past is caught up at once."""
    if rule.kind == "once":
        return max(moment(rule.spec), now)
    found = next_run(rule, now, published=published)
    assert found is not None  # noqa: S101 - only "once" ends by itself, and only a settled "adaptive"
    return found


def next_run(
    rule: Rule, now: datetime, *, published: datetime | None = None, moved: bool = False, quiet: int = 0
) -> datetime | None:
    """The next run after `now`, None where there is none. Runs that were missed are caught up once, not one by one."""
    if rule.kind == "once":
        return None
    if rule.kind == "every":
        return now + timedelta(seconds=int(rule.spec))
    if rule.kind == "cron":
        return _cron(rule, now)
    return _adaptive(now, published or now, moved, quiet)


def next_poll(now: datetime, quiet: int) -> datetime:
    """When a source is asked again that had nothing new `quiet` times in a row: ever more seldom, within bounds."""
    return now + min(_OFTEN * (1 << min(quiet, 10)), _SELDOM)


def _cron(rule: Rule, now: datetime) -> datetime:
    local = now.astimezone(_zone(rule.zone))
    try:
        found: datetime = croniter(rule.spec, local).get_next(datetime)
    except CroniterError as error:
        raise BadSchedule(f"The cron expression {rule.spec!r} never comes true: {error}.") from None
    return found.astimezone(UTC)


def _adaptive(now: datetime, published: datetime, moved: bool, quiet: int) -> datetime | None:
    age = max(now - published, timedelta(0))
    if age >= _OLD and quiet >= QUIET:
        return None
    wait = next((wait for limit, wait in _STEPS if age < limit), _OLD)
    return now + max(wait / 2 if moved else wait, SHORTEST)


def _span(seconds: str) -> timedelta:
    # Cut before it is read: a number of thousands of digits is too long in any case.
    return timedelta(seconds=int(seconds[:12]))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSchedule(f"There is no time zone {name!r}: give one such as Asia/Beirut.") from None


def moment(text: str) -> datetime:
    """The moment that an ISO date or date-time names, in UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadSchedule(f"{text!r} is no moment: give one such as 2026-03-01T06:00.") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
