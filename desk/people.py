"""People: who they are, what their role lets them do, and how they are added."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import Session

from core.store import writing
from core.store.queries import audit, people
from core.store.tables import UserRow
from desk.desk import Refused
from workers.outbox import utc_now

if TYPE_CHECKING:
    from pwdlib import PasswordHash

ROLES = ("viewer", "reviewer", "admin")
"""Each may do what those before it may: look; rule, queue and schedule; and see to people."""

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk. `user_id` is None while the desk has no users and whoever sits at it may do everything."""

    name: str
    role: str
    user_id: int | None = None
    session_id: str | None = None

    def may(self, role: str) -> bool:
        """True where this person's role is `role` or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


def folded(name: str) -> str:
    """What of a name must be unique: no two users whose names look alike to a reader in a hurry."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@cache
def hasher() -> "PasswordHash":
    """Argon2id with the library's recommended cost."""
    from pwdlib import PasswordHash

    return PasswordHash.recommended()


def add_user(engine: Engine, name: str, role: str, password: str, *, by: str = "command line") -> Person:
    """Adds a user. Raises Refused with one sentence where the name, the role or the password can't be."""
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    _check_name(shown)
    _check_role(role)
    hashed = hashed_password(password, shown)
    now = utc_now()
    with writing(engine) as session:
        if people.user_named(session, folded(shown)) is not None:
            raise Refused(f"There is a user {shown} already.")
        row = UserRow(name=shown, folded=folded(shown), role=role, password_hash=hashed, created_at=now)
        session.add(row)
        session.flush()
        audit.note(session, now, by, "add user", shown, role=role)
        return Person(shown, role, row.id)


def set_password(engine: Engine, name: str, password: str, *, by: str = "command line") -> None:
    """Sets a password and ends every session and token of the user. Raises Refused."""
    hashed = hashed_password(password, name)
    now = utc_now()
    with writing(engine) as session:
        row = there(session, name)
        row.password_hash = hashed
        end_access(session, row, now)
        audit.note(session, now, by, "set password", row.name)


def set_role(engine: Engine, name: str, role: str, *, by: str = "command line") -> None:
    """Gives a user another role. Refused where the desk would be left without an admin."""
    _check_role(role)
    now = utc_now()
    with writing(engine) as session:
        row = there(session, name)
        if role != "admin":
            _keep_an_admin(session, row)
        row.role = role
        audit.note(session, now, by, "set role", row.name, role=role)


def disable(engine: Engine, name: str, *, by: str = "command line", enabled: bool = False) -> None:
    """Shuts a user out at once, or lets them in again; what they did stays."""
    now = utc_now()
    with writing(engine) as session:
        row = there(session, name)
        if not enabled:
            _keep_an_admin(session, row)
            end_access(session, row, now)
        row.disabled_at = None if enabled else now
        audit.note(session, now, by, "enable user" if enabled else "disable user", row.name)


def there(session: Session, name: str) -> UserRow:
    """The user of this name. Raises Refused."""
    row = people.user_named(session, folded(name))
    if row is None:
        raise Refused(f"There is no user {name}.")
    return row


def end_access(session: Session, row: UserRow, now: datetime) -> None:
    """Ends all sessions and tokens of a user."""
    people.revoke_sessions(session, row.id or 0, now)
    people.revoke_tokens(session, row.id or 0, now)


def hashed_password(password: str, name: str) -> str:
    """The hash to keep. Raises Refused for a password that is too short, too long, or the name itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"A password has {SHORTEST} to {LONGEST} characters.")
    if folded(password) == folded(name) or len(set(password)) < 4:
        raise Refused("That password is too easy to guess.")
    return hasher().hash(password)


def _keep_an_admin(session: Session, row: UserRow) -> None:
    if row.role == "admin" and row.disabled_at is None and people.other_admins(session, row.id or 0) == 0:
        raise Refused("Somebody has to be admin: make another user admin first.")


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise Refused(f"There is no role {role}: use {', '.join(ROLES)}.")


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= LONGEST_NAME or any(_odd(char) for char in name):
        raise Refused(f"A name has 1 to {LONGEST_NAME} visible characters, and no slash.")


def _odd(char: str) -> bool:
    return char in "/\\" or unicodedata.category(char)[0] == "C"
