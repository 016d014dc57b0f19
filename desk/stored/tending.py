"""What keeps the work going: schedules and their runs, sources and their health, dead letters, merged occurrences."""

from core.store import reading
from core.store.queries import sources as kept
from desk.desk import Refused
from desk.links import outward
from desk.stored import deadletters, timetable, visiting
from desk.stored.acting import Acting, number_of, there
from desk.views import DeadRow, HostErrors, ScheduleRow, ScheduleView, SourceRow, SourceTrial
from workers import schedule
from workers.pipeline import dead, regrouping
from workers.timing import BadSchedule, Rule


class Tending(Acting):
    """The desk's pages of schedules, sources, dead letters, and acts on whole occurrences."""

    def schedules(self, page: int = 1) -> tuple[ScheduleRow, ...]:
        with reading(self._engine) as session:
            return timetable.schedule_rows(session, page)

    def schedule(self, schedule_id: str) -> ScheduleView | None:
        if not schedule_id.isascii() or not schedule_id.isdigit() or len(schedule_id) > 9:
            return None
        with reading(self._engine) as session:
            return timetable.schedule_view(session, int(schedule_id))

    def add_schedule(self, subject: str, rule: str, spec: str, who: str) -> None:
        try:
            with self._acting(who, "add schedule", subject[:200], rule=rule, spec=spec) as act:
                found = timetable.subject_of(act.session, subject)
                if found is None:
                    raise Refused("no article, occurrence or source has this address or number.")
                schedule.add(act, *found, Rule(rule, _spec(rule, spec)), who=who)
        except BadSchedule as error:
            raise Refused(str(error)) from None

    def pause_schedule(self, schedule_id: str, who: str) -> None:
        with self._acting(who, "pause schedule", schedule_id) as act:
            there(schedule.pause(act, number_of(schedule_id)))

    def resume_schedule(self, schedule_id: str, who: str) -> None:
        with self._acting(who, "resume schedule", schedule_id) as act:
            there(schedule.pause(act, number_of(schedule_id), paused=False))

    def run_schedule(self, schedule_id: str, who: str) -> None:
        with self._acting(who, "run schedule", schedule_id) as act:
            number = number_of(schedule_id)
            started = schedule.run_now(act, number)
            if not started and timetable.source_of(act.session, number) is None:
                raise Refused("It isn't there any more: reload the page.")

    def sources(self) -> tuple[SourceRow, ...]:
        with reading(self._engine) as session:
            return timetable.source_rows(session)

    def hosts(self) -> tuple[HostErrors, ...]:
        with reading(self._engine) as session:
            return visiting.host_errors(session)

    def add_source(self, location: str, name: str, who: str) -> None:
        address = outward(location)
        if address is None or len(address) > 2000 or any(char.isspace() or not char.isprintable() for char in address):
            raise Refused("Give the address of a feed (http or https); folders are added on the command line.")
        with self._acting(who, "add source", address[:200]) as act:
            kept.add_source(act.session, "feed", address, act.now, name.strip()[:100] or None)

    def pause_source(self, source_id: str, who: str) -> None:
        with self._acting(who, "pause source", source_id) as act:
            there(kept.pause_source(act.session, number_of(source_id), act.now))

    def resume_source(self, source_id: str, who: str) -> None:
        with self._acting(who, "resume source", source_id) as act:
            there(kept.pause_source(act.session, number_of(source_id), None))

    def try_source(self, source_id: str, who: str) -> SourceTrial:
        with reading(self._engine) as session:
            row = there(kept.get_source(session, number_of(source_id)))
            name, kind, location, number = row.name or row.location, row.kind, row.location, row.id or 0
        if self._fetcher is None:
            raise Refused("This desk has no way to fetch: try the source on the command line.")
        found = visiting.tried(name, kind, location, self._fetcher())
        with self._acting(who, "try source", source_id) as act:
            kept.note_visit(act.session, number, act.now, found.problem)
        return found

    def dead(self, before: int | None = None) -> tuple[DeadRow, ...]:
        with reading(self._engine) as session:
            return deadletters.dead_rows(session, before)

    def retry_dead(self, letter_id: str, who: str) -> None:
        with self._acting(who, "retry", f"dead letter {letter_id}") as act:
            there(dead.retry(act, number_of(letter_id), who))

    def discard_dead(self, letter_id: str, who: str) -> None:
        with self._acting(who, "discard", f"dead letter {letter_id}") as act:
            there(dead.discard(act, number_of(letter_id), who))

    def merge(self, occurrence_id: str, other: str, note: str, who: str) -> str:
        try:
            with self._acting(who, "merge", occurrence_id, other=other[:200]) as act:
                wanted = other.strip().rstrip("/").rpartition("/")[2][:40]
                return regrouping.merge_occurrences(act, occurrence_id, [wanted], who, note=note).id
        except regrouping.BadRegrouping as error:
            raise Refused(str(error)) from None

    def split(self, occurrence_id: str, reports: tuple[str, ...], note: str, who: str) -> str:
        try:
            with self._acting(who, "split", occurrence_id, reports=list(reports)[:50]) as act:
                return regrouping.split_occurrence(act, occurrence_id, reports, who, note=note).id
        except regrouping.BadRegrouping as error:
            raise Refused(str(error)) from None


def _spec(rule: str, spec: str) -> str:
    """Hours of the form as the seconds of the rule."""
    if rule != "every":
        return spec if rule == "cron" else ""
    if not spec.isascii() or not spec.isdigit() or len(spec) > 5:
        raise Refused("the hours are no whole number.")
    return str(int(spec) * 3600)
