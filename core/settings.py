"""Settings: the only place that reads the environment. Everything else is handed what it needs."""

import ipaddress
import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "TAWATUR_"


class SettingsError(Exception):
    """A setting is wrong; the message is one sentence that says which one and how to mend it."""


class Settings(BaseSettings):
    """What a person can set, each as an environment variable TAWATUR_<NAME IN CAPITALS>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    home: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("tawatur"),
        description="Folder for the embedded database, the embedded broker and the workers' heartbeats.",
    )
    database_url: str | None = Field(
        default=None,
        description="Where reports and findings are stored: sqlite:///FILE or postgresql://USER@HOST/NAME. "
        "Unset: an SQLite file in the home folder.",
    )
    broker_url: str | None = Field(
        default=None,
        description="The message broker: redis://, rediss://, redis+socket:// (amqp:// is taken, but untried). "
        "Unset: a broker that Tawatur starts by itself in the home folder.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged: debug, info, warning or error."
    )
    log_json: bool = Field(default=False, description="Log one JSON object a line instead of text.")
    names_file: Path | None = Field(
        default=None, description="A TOML file of further actors, groups and places with their aliases."
    )
    codebook: Literal["ucdp", "acled", "ibc"] = Field(
        default="ucdp", description="The codebook under which low, best and high are told: ucdp, acled or ibc."
    )
    user_agent: str = Field(
        default="Tawatur/0.1 (cross-checks the numbers in the news)",
        min_length=3,
        description="How the fetcher names itself to the sites it asks.",
    )
    contact: str | None = Field(
        default=None,
        description="Where the owners of sites can reach you, a web or e-mail address: it is added to the user agent.",
    )
    search_languages: str = Field(
        default="ar,en,fr,es",
        description="Languages in which sources are searched, most important first: codes with commas between them.",
    )
    factcheck_key: str | None = Field(
        default=None, repr=False, description="Your key for Google Fact Check Tools, for sources of the kind factcheck."
    )
    allow_loopback_fetch: bool = Field(
        default=False, description="Let the fetcher ask 127.0.0.1 and ::1 on any port: for tests and the demo only."
    )
    obey_robots: bool = Field(default=True, description="Leave out what a site's robots.txt closes.")
    fetch_deadline: float = Field(default=30.0, gt=0, le=300, description="Seconds that one fetch may take in all.")
    fetch_max_bytes: int = Field(default=10_000_000, gt=0, description="Bytes that one page may have as sent.")
    fetch_max_decoded_bytes: int = Field(default=20_000_000, gt=0, description="Bytes that one page may unpack to.")
    host_interval: float = Field(default=1.0, ge=0, description="Least seconds between two requests to one host.")
    max_document_chars: int = Field(default=1_000_000, gt=0, description="Characters of one article that are read.")
    max_candidates: int = Field(default=200, gt=0, description="Related reports fetched for one verification, at most.")
    max_attempts: int = Field(default=4, gt=0, le=100, description="Tries of one task before it is a dead letter.")
    retry_base: float = Field(default=5.0, gt=0, description="Seconds before the second try; doubled for each further.")
    retry_limit: float = Field(default=3600.0, gt=0, description="Longest wait in seconds between two tries.")
    task_soft_limit: int = Field(default=120, gt=0, description="Seconds after which a task is asked to stop.")
    task_hard_limit: int = Field(default=150, gt=0, description="Seconds after which a task's process is killed.")
    tick: float = Field(default=30.0, gt=0, description="Seconds between two looks at the schedules that are due.")

    desk_url: str | None = Field(
        default=None,
        description="Where people reach the web desk, such as https://desk.example.org: for links in notices.",
    )
    desk_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Names by which browsers may call the web desk besides its own machine's, separated by commas: "
        "desk.example.org.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Addresses or networks of reverse proxies, separated by commas, that the web desk believes when "
        "they say by which scheme and from which address they were asked.",
    )
    smtp_url: str | None = Field(
        default=None,
        description="The mail server for notices: smtp://, smtp+starttls:// or smtps://USER:PASSWORD@HOST:PORT.",
    )
    mail_from: str = Field(default="tawatur@localhost", description="The sender of notices by e-mail.")
    metrics_host: str = Field(default="127.0.0.1", description="Address on which a worker shows its metrics.")
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65_535,
        description="Port on which a worker shows its metrics to Prometheus. Unset: none.",
    )

    @field_validator("home", "names_file", mode="after")
    @classmethod
    def _expand(cls, path: Path | None) -> Path | None:
        return None if path is None else path.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str | None) -> str | None:
        known = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
        if url is not None and not url.startswith(known):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return url

    @field_validator("broker_url")
    @classmethod
    def _broker(cls, url: str | None) -> str | None:
        known = ("redis://", "rediss://", "redis+socket://", "amqp://", "amqps://")
        if url is not None and not url.startswith(known):
            raise ValueError("must begin with redis://, rediss://, redis+socket:// or amqp://")
        return url

    @field_validator("contact", "user_agent")
    @classmethod
    def _header(cls, text: str | None) -> str | None:
        if text is not None and not (text.isascii() and text.isprintable()):
            raise ValueError("must be plain ASCII on one line: it goes into a header")
        return text

    @field_validator("search_languages")
    @classmethod
    def _languages(cls, codes: str) -> str:
        if not all(len(code) == 2 and code.isalpha() for code in map(str.strip, codes.split(","))):
            raise ValueError("must be two-letter codes with commas between them, such as ar,en,fr")
        return codes.lower()

    @field_validator("desk_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value

    @field_validator("desk_hosts")
    @classmethod
    def _hosts(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [name for name in names if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}|[0-9a-fA-F:]{2,39}", name)]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no host name: give names without scheme, port and stars")
        return tuple(name.lower() for name in names)

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for one in given:
            ipaddress.ip_network(one, strict=False)
        return given

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("smtp://", "smtp+starttls://", "smtps://")):
            raise ValueError("must begin with smtp://, smtp+starttls:// or smtps://")
        return url

    @field_validator("desk_url")
    @classmethod
    def _desk(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return None if url is None else url.rstrip("/")

    @model_validator(mode="after")
    def _consistent(self) -> "Settings":
        if self.task_hard_limit <= self.task_soft_limit:
            raise ValueError("task_hard_limit must be above task_soft_limit")
        if self.names_file is not None and not self.names_file.is_file():
            raise ValueError(f"names_file {self.names_file} is not a file")
        return self

    @cached_property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'tawatur.db'}"

    @property
    def agent(self) -> str:
        """The user agent with the contact."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of searches."""
        return tuple(dict.fromkeys(code.strip() for code in self.search_languages.split(",")))

    @property
    def embedded_broker(self) -> bool:
        """Whether Tawatur starts the broker by itself."""
        return self.broker_url is None


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, `overrides` first. Raises SettingsError with one sentence."""
    try:
        # whatever is given is validated: that is what is asked for here
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    if not name:
        return f"Settings: {message}."
    return f"{PREFIX}{name.upper()}={first['input']!r}: {message}."
