"""What a notice says, in one language, and as data."""

from dataclasses import dataclass
from typing import Any

from core.store.queries.notices import Telling
from core.store.tables import FlagRow

LANGUAGES = ("en", "ar")
_WORDS = {
    "en": {
        "open": "New",
        "reopened": "Opened again",
        "trial": "A trial notice: this rule works.",
        "more": "and {n} more",
    },
    "ar": {"open": "جديد", "reopened": "فُتح من جديد", "trial": "إشعار تجريبي: القاعدة تعمل.", "more": "و{n} غيره"},
}
_LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Message:
    """Subject and body of a letter, plain text."""

    subject: str
    body: str


def letter(telling: Telling, desk_url: str | None) -> Message:
    """The flags in the rule's language, each with its reason and where to rule on it."""
    lang = telling.rule.lang if telling.rule.lang in _WORDS else "en"
    words = _WORDS[lang]
    if not telling.flags:
        return Message("Tawatur", words["trial"] + "\n")
    first, *rest = telling.flags
    subject = " ".join(f"Tawatur: {_reason(first, lang)}".split())[:_LONGEST_SUBJECT]
    if rest:
        subject += f" ({words['more'].format(n=len(rest))})"
    body = "\n\n".join(_entry(flag, lang, desk_url) for flag in telling.flags)
    return Message(subject, body + "\n")


def data(telling: Telling, desk_url: str | None) -> dict[str, Any]:
    """The same for a program: {"type", "notice", "flags": [{"id", "kind", "status", "rank", "occurrence", "summary":
    {"en", "ar"}, "news", "url"}]}; type is flags, or trial where a person asked for one."""
    return {
        "type": "flags" if telling.flags else "trial",
        "notice": telling.notice.id,
        "flags": [_datum(flag, desk_url) for flag in telling.flags],
    }


def _entry(flag: FlagRow, lang: str, desk_url: str | None) -> str:
    state = _WORDS[lang]["reopened" if flag.status == "reopened" else "open"]
    return "\n".join(filter(None, (f"{state}: {_reason(flag, lang)}", _address(flag, desk_url))))


def _datum(flag: FlagRow, desk_url: str | None) -> dict[str, Any]:
    return {
        "id": flag.id,
        "kind": flag.kind,
        "status": flag.status,
        "rank": flag.rank,
        "occurrence": flag.occurrence_id,
        "summary": {lang: _reason(flag, lang) for lang in LANGUAGES},
        "news": flag.news,
        "url": _address(flag, desk_url),
    }


def _reason(flag: FlagRow, lang: str) -> str:
    return str(flag.because.get(lang) or flag.summary)


def _address(flag: FlagRow, desk_url: str | None) -> str | None:
    return None if desk_url is None else f"{desk_url}/flags/{flag.id}"
