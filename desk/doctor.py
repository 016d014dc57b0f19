"""What is configured, reachable and migrated, and how to mend each part that isn't."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

from core.settings import Settings, SettingsError, load_settings

_LOW_DISK = 500_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One part: its state in words, and what to do (None where nothing is to be done)."""

    part: str
    ok: bool
    state: str
    mend: str | None = None


def examine() -> tuple[Check, ...]:
    """Every part, in the order in which they depend on one another. Changes nothing."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return (Check("settings", False, str(error), "Correct or unset the variable: docs/settings.md lists them."),)
    parts: tuple[Callable[[Settings], Check], ...] = (_home, _database, _broker, _workers, _beat, _languages, _contact)
    return (Check("settings", True, f"home is {settings.home}"), *(part(settings) for part in parts))


def _home(settings: Settings) -> Check:
    folder = settings.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < _LOW_DISK:
        return Check("disk", False, f"{free // 1_000_000} MB free in {folder}", "Free some space or move TAWATUR_HOME.")
    return Check("disk", True, f"{free // 1_000_000_000} GB free")


def _database(settings: Settings) -> Check:
    from core.store import StoreUnreachable, make_engine, pending, ping

    where = "SQLite in the home folder" if settings.database_url is None else "TAWATUR_DATABASE_URL"
    try:
        engine = make_engine(settings.database)
        ping(engine)
        missing = pending(engine)
        engine.dispose()
    except StoreUnreachable as error:
        return Check("database", False, str(error), "Start the server, or unset TAWATUR_DATABASE_URL for SQLite.")
    if missing:
        return Check("database", False, f"{where}: {len(missing)} migration(s) missing", "Run `tawatur migrate`.")
    return Check("database", True, f"{where}, tables up to date")


def _broker(settings: Settings) -> Check:
    from workers.app import check_broker
    from workers.broker import BrokerUnreachable

    where = "embedded" if settings.embedded_broker else "TAWATUR_BROKER_URL"
    try:
        check_broker(settings)
    except BrokerUnreachable as error:
        return Check("broker", False, str(error), "Start it, or unset TAWATUR_BROKER_URL for the embedded one.")
    return Check("broker", True, f"{where}, answers")


def _workers(settings: Settings) -> Check:
    from workers import heartbeat

    count = heartbeat.living(settings.home, "worker", time.time())
    hint = None if count else "Nothing is read until one runs: `tawatur worker`, or `tawatur up` for everything."
    return Check("workers", True, f"{count} on this host", hint)


def _beat(settings: Settings) -> Check:
    from workers import heartbeat

    count = heartbeat.living(settings.home, "beat", time.time())
    hint = None if count else "Scheduled re-checks wait until one runs: `tawatur beat`, or `tawatur up`."
    return Check("beat", True, f"{count} on this host", hint)


def _languages(_: Settings) -> Check:
    from core.language import supported

    return Check("languages", True, ", ".join(supported()))


def _contact(settings: Settings) -> Check:
    if settings.contact is None:
        hint = "Set TAWATUR_CONTACT to a web or e-mail address where the owners of sites can reach you."
        return Check("contact", True, "the fetcher names nobody", hint)
    return Check("contact", True, f"sites see {settings.contact}")
