"""Users, their sessions and tokens, and tries to sign in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlmodel import Session

from core.store.tables import ApiTokenRow, DeskSessionRow, SignInRow, UserRow, core

USER, SESSION, TOKEN, TRY = core(UserRow), core(DeskSessionRow), core(ApiTokenRow), core(SignInRow)


def any_user(session: Session) -> bool:
    """True as soon as somebody was added, disabled or not."""
    return session.execute(select(USER.c.id).limit(1)).first() is not None


def users(session: Session) -> list[UserRow]:
    """Everybody, by name."""
    return list(session.execute(select(UserRow).order_by(USER.c.folded)).scalars())


def user_named(session: Session, folded: str) -> UserRow | None:
    """The user of this folded name."""
    return session.execute(select(UserRow).where(USER.c.folded == folded)).scalars().first()


def other_admins(session: Session, user_id: int) -> int:
    """How many admins may sign in besides this one."""
    query = select(func.count()).where(USER.c.role == "admin", USER.c.disabled_at.is_(None), USER.c.id != user_id)
    return int(session.execute(query).scalar_one())


def session_and_user(session: Session, digest: str) -> tuple[DeskSessionRow, UserRow] | None:
    """The session of this digest with its user, unless it was revoked or the user was disabled."""
    query = select(DeskSessionRow, UserRow).join(USER, USER.c.id == SESSION.c.user_id)
    found = session.execute(
        query.where(SESSION.c.id == digest, SESSION.c.revoked_at.is_(None), USER.c.disabled_at.is_(None))
    ).first()
    return None if found is None else (found[0], found[1])


def live_sessions(session: Session, user_id: int, seen_after: datetime) -> list[DeskSessionRow]:
    """The sessions of a user that still hold, the latest seen first."""
    query = select(DeskSessionRow).where(SESSION.c.user_id == user_id, SESSION.c.revoked_at.is_(None))
    return list(
        session.execute(query.where(SESSION.c.seen_at > seen_after).order_by(SESSION.c.seen_at.desc())).scalars()
    )


def revoke_sessions(session: Session, user_id: int, now: datetime, *, but: str = "", only: str | None = None) -> int:
    """Ends the sessions of a user: all, all but one, or one. Returns how many."""
    query = update(SESSION).where(SESSION.c.user_id == user_id, SESSION.c.revoked_at.is_(None), SESSION.c.id != but)
    if only is not None:
        query = query.where(SESSION.c.id == only)
    return int(session.connection().execute(query.values(revoked_at=now)).rowcount)


def tokens_of(session: Session, user_id: int) -> list[ApiTokenRow]:
    """The tokens of a user that still hold, the oldest first."""
    query = select(ApiTokenRow).where(TOKEN.c.user_id == user_id, TOKEN.c.revoked_at.is_(None))
    return list(session.execute(query.order_by(TOKEN.c.id)).scalars())


def token_and_user(session: Session, digest: str) -> tuple[ApiTokenRow, UserRow] | None:
    """The token of this digest with its user, unless it was revoked or the user was disabled."""
    query = select(ApiTokenRow, UserRow).join(USER, USER.c.id == TOKEN.c.user_id)
    found = session.execute(
        query.where(TOKEN.c.digest == digest, TOKEN.c.revoked_at.is_(None), USER.c.disabled_at.is_(None))
    ).first()
    return None if found is None else (found[0], found[1])


def revoke_tokens(session: Session, user_id: int, now: datetime, only: int | None = None) -> int:
    """Ends one token of a user, or all. Returns how many."""
    query = update(TOKEN).where(TOKEN.c.user_id == user_id, TOKEN.c.revoked_at.is_(None))
    if only is not None:
        query = query.where(TOKEN.c.id == only)
    return int(session.connection().execute(query.values(revoked_at=now)).rowcount)


def tries_since(session: Session, folded: str, address: str, since: datetime) -> Sequence[tuple[str, str, datetime]]:
    """The failed tries (name, address, moment) under this name or from this address, the newest first."""
    query = select(TRY.c.folded, TRY.c.address, TRY.c.at).where(
        TRY.c.at > since, or_(TRY.c.folded == folded, TRY.c.address == address)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(TRY.c.at.desc()).limit(500)).all()]


def forget_tries(session: Session, folded: str, address: str, now: datetime) -> None:
    """After a success: the tries of this name from this address, and all that are too old to count."""
    mine = (TRY.c.folded == folded) & (TRY.c.address == address)
    session.execute(delete(TRY).where(or_(mine, TRY.c.at < now - timedelta(days=1))))
