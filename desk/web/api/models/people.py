"""People, their own account, and the log of acts."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from desk.web.api.models.base import Given, Line, Model

Secret = Annotated[Line, Field(min_length=10, max_length=200)]
Roles = Literal["viewer", "reviewer", "admin"]


class User(BaseModel):
    """Somebody at the desk."""

    name: str
    role: str
    created_at: datetime
    disabled_at: datetime | None

    @classmethod
    def of(cls, row: Any) -> "User":
        """Of a row that also holds what nobody may read."""
        return cls(name=row.name, role=row.role, created_at=row.created_at, disabled_at=row.disabled_at)


class Confirmed(Given):
    """What a token alone must not do: whoever sends it knows the password of the token's owner too."""

    own_password: Annotated[Line, Field(max_length=200)] = ""


class NewToken(Confirmed):
    """A token for a program."""

    name: Annotated[Line, Field(min_length=1, max_length=60)]


class TokenMade(Model):
    """A new token, told this once."""

    token: str


class AddUser(Confirmed):
    """A new user."""

    name: Annotated[Line, Field(min_length=1, max_length=60)]
    role: Roles
    password: Secret


class Role(Confirmed):
    """Another role."""

    role: Roles


class Password(Confirmed):
    """Another password."""

    password: Secret


class ChangePassword(Given):
    """One's present password, and the one to come."""

    old: Annotated[Line, Field(max_length=200)]
    new: Secret


class Act(Model):
    """One act of one person."""

    id: int
    at: datetime
    who: str
    act: str
    subject: str
    detail: dict[str, Any]


class Session(Model):
    """A browser that is signed in."""

    id: str
    agent: str
    created_at: datetime
    seen_at: datetime


class Token(Model):
    """A program that acts in one's name."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


class Account(BaseModel):
    """Who asks, and what is theirs."""

    name: str
    role: str
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]
