"""Schedules of re-checks and their runs."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from desk.web.api.models.base import Given, Line, Model


class Schedule(Model):
    """One schedule of re-checks."""

    id: str
    title: str
    rule: str
    spec: str
    state: str
    next_run: datetime | None
    last_run: datetime | None
    last_result: str | None


class AddSchedule(Given):
    """`subject` is an article's or occurrence's id or address; `spec` hours for every, five fields for cron."""

    subject: Annotated[Line, Field(min_length=1, max_length=2000)]
    rule: Literal["every", "adaptive", "cron"]
    spec: Annotated[Line, Field(max_length=100)] = ""


class ScheduleRun(Model):
    """One run; `changes` count what it found new by kind, `told` says each in words (language, sentence)."""

    due_at: datetime
    started_at: datetime
    finished_at: datetime | None
    result: str
    changes: tuple[tuple[str, int], ...]
    told: tuple[tuple[tuple[str, str], ...], ...]


class ScheduleDetail(Model):
    """One schedule with its runs."""

    schedule: Schedule
    runs: tuple[ScheduleRun, ...]
    who: str
    note: str
