"""Signing in and out: sessions that can be ended, tokens for programs, and a brake on guessing."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Engine

from core.store import reading, writing
from core.store.queries import audit, people
from core.store.tables import ApiTokenRow, AuditRow, DeskSessionRow, SignInRow, UserRow
from desk.desk import Refused
from desk.people import LONGEST, Person, folded, hashed_password, hasher
from workers.outbox import Clock, utc_now

IDLE, LONGEST_STAY = timedelta(hours=12), timedelta(days=30)
WINDOW = timedelta(minutes=15)
MOST_OF_NAME_HERE, MOST_OF_NAME, MOST_OF_ADDRESS = 5, 20, 40
"""Failed tries within the window: of one name from one address, of one name from anywhere, of one address."""
TOKEN_PREFIX = "taw_"  # noqa: S105 - how a token begins, not a token
_SEEN_EVERY = timedelta(minutes=5)
MOST_TOKENS = 20


class TooManyTries(Exception):
    """Wait `seconds` before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries: wait {seconds} seconds.")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: what the cookie shall hold, and who it is. The table holds its digest alone."""

    token: str
    person: Person


class People:
    """Users of one database, as the web needs them."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self.engine, self._clock = engine, clock

    def any(self) -> bool:
        """True as soon as the desk has a user: then everybody signs in."""
        with reading(self.engine) as session:
            return people.any_user(session)

    def sign_in(self, name: str, password: str, address: str, agent: str = "") -> SignedIn:
        """A new session. Raises Refused, the same for a wrong name and a wrong password, or TooManyTries."""
        row = self._try(name[:200], password[:LONGEST], address)
        now, token = self._clock(), secrets.token_urlsafe(32)
        with writing(self.engine) as session:
            people.forget_tries(session, row.folded, address, now)
            held = DeskSessionRow(id=digest(token), user_id=row.id or 0, agent=agent[:200], created_at=now, seen_at=now)
            session.add(held)
            audit.note(session, now, row.name, "sign in", address)
        return SignedIn(token, Person(row.name, row.role, row.id, held.id))

    def _try(self, name: str, password: str, address: str) -> UserRow:
        now, key = self._clock(), folded(name)
        with writing(self.engine) as session:
            _brake(people.tries_since(session, key, address, now - WINDOW), key, address, now)
            # Taken down first: many tries at once each see those before them.
            session.add(SignInRow(folded=key, address=address, at=now))
            row = people.user_named(session, key)
        # A name that doesn't exist takes as long as one that does.
        right = hasher().verify(password, row.password_hash if row is not None else _nobodys_hash())
        if row is None or not right or row.disabled_at is not None:
            raise Refused("The name or the password is wrong.")
        return row

    def person_of_session(self, token: str | None) -> Person | None:
        """Who holds this cookie; None where the session ended, was revoked, or never was."""
        if not token or len(token) > 200:
            return None
        now = self._clock()
        with reading(self.engine) as session:
            found = people.session_and_user(session, digest(token))
        if found is None or now - found[0].seen_at > IDLE or now - found[0].created_at > LONGEST_STAY:
            return None
        held, user = found
        if now - held.seen_at > _SEEN_EVERY:
            with writing(self.engine) as session:
                session.merge(held).seen_at = now
        return Person(user.name, user.role, user.id, held.id)

    def person_of_token(self, token: str) -> Person | None:
        """For whom this API token acts."""
        if not token.startswith(TOKEN_PREFIX) or len(token) > 200:
            return None
        now = self._clock()
        with reading(self.engine) as session:
            found = people.token_and_user(session, digest(token))
        if found is None:
            return None
        held, user = found
        if held.used_at is None or now - held.used_at > _SEEN_EVERY:
            with writing(self.engine) as session:
                session.merge(held).used_at = now
        return Person(user.name, user.role, user.id)

    def sign_out(self, person: Person) -> None:
        """Ends the session that this person came with."""
        if person.user_id is not None and person.session_id is not None:
            self.end_session(person, person.session_id)

    def end_session(self, person: Person, session_id: str) -> None:
        """Ends one of a person's own sessions."""
        now = self._clock()
        with writing(self.engine) as session:
            if not people.revoke_sessions(session, person.user_id or 0, now, only=session_id):
                raise Refused("There is no such session of yours.")
            audit.note(session, now, person.name, "end session", session_id[:8])

    def confirm(self, person: Person, password: str) -> UserRow:
        """The user behind a person who knows their own password. Raises Refused, or TooManyTries."""
        now, key = self._clock(), _own(person)
        with writing(self.engine) as session:
            _brake(people.tries_since(session, key, key, now - WINDOW), key, key, now)
            session.add(SignInRow(folded=key, address=key, at=now))
            row = people.user_named(session, folded(person.name))
        if row is None or not hasher().verify(password[:LONGEST], row.password_hash):
            raise Refused("The present password is wrong.")
        with writing(self.engine) as session:
            people.forget_tries(session, key, key, now)
        return row

    def change_password(self, person: Person, old: str, new: str) -> None:
        """A person's own password; every other session of theirs ends. Raises Refused, or TooManyTries: whoever holds
        somebody's session can't guess on here."""
        row, now = self.confirm(person, old), self._clock()
        hashed = hashed_password(new, person.name)
        with writing(self.engine) as session:
            session.merge(row).password_hash = hashed
            people.revoke_sessions(session, row.id or 0, now, but=person.session_id or "")
            audit.note(session, now, person.name, "change password", person.name)

    def new_token(self, person: Person, name: str) -> str:
        """A token for programs; it is shown this once. Raises Refused."""
        if person.user_id is None:
            raise Refused("While the desk has no users, programs on this machine need no token.")
        shown = " ".join(name.split())[:60]
        if not shown:
            raise Refused("Name the program that will use the token.")
        now, token = self._clock(), TOKEN_PREFIX + secrets.token_urlsafe(32)
        with writing(self.engine) as session:
            if len(people.tokens_of(session, person.user_id)) >= MOST_TOKENS:
                raise Refused(f"There are {MOST_TOKENS} tokens: end one first.")
            session.add(ApiTokenRow(user_id=person.user_id, name=shown, digest=digest(token), created_at=now))
            audit.note(session, now, person.name, "new token", shown)
        return token

    def end_token(self, person: Person, token_id: int) -> None:
        """Ends one of a person's own tokens."""
        now = self._clock()
        with writing(self.engine) as session:
            if not people.revoke_tokens(session, person.user_id or 0, now, only=token_id):
                raise Refused("There is no such token of yours.")
            audit.note(session, now, person.name, "end token", str(token_id))

    def belongings(self, person: Person) -> tuple[Sequence[DeskSessionRow], Sequence[ApiTokenRow]]:
        """A person's own sessions and tokens."""
        if person.user_id is None:
            return (), ()
        with reading(self.engine) as session:
            live = people.live_sessions(session, person.user_id, self._clock() - IDLE)
            return live, people.tokens_of(session, person.user_id)

    def users(self) -> list[UserRow]:
        """Everybody."""
        with reading(self.engine) as session:
            return people.users(session)

    def acts(self, who: str | None = None, before: int | None = None, limit: int = 100) -> list[AuditRow]:
        """The log of acts, the latest first."""
        with reading(self.engine) as session:
            return audit.acts(session, who=who, before=before, limit=limit)


def digest(token: str) -> str:
    """What is kept of a token: it is random and long, so a plain hash keeps it safe."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _own(person: Person) -> str:
    """Under what name tries of one's own password are counted: no name holds a slash, so that they never keep anybody
    from signing in."""
    return f"{folded(person.name)}/password"


@cache
def _nobodys_hash() -> str:
    return hasher().hash(secrets.token_urlsafe(16))


def _brake(tries: Sequence[tuple[str, str, datetime]], name: str, address: str, now: datetime) -> None:
    limits = (
        (MOST_OF_NAME_HERE, [at for who, where, at in tries if who == name and where == address]),
        (MOST_OF_NAME, [at for who, _, at in tries if who == name]),
        (MOST_OF_ADDRESS, [at for _, where, at in tries if where == address]),
    )
    waits = [(times[most - 1] + WINDOW - now).total_seconds() for most, times in limits if len(times) >= most]
    if waits:
        raise TooManyTries(max(1, int(max(waits)) + 1))
