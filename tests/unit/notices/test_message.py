"""What notices say, in both languages and as data."""

from datetime import UTC, datetime

from core.store.queries.notices import Telling
from core.store.tables import FlagRow, NoticeRow, NoticeRuleRow
from workers.notices.message import data, letter

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def flag(n: int, status: str = "open", en: str = "34 against 43.", ar: str = "34 مقابل 43.") -> FlagRow:
    return FlagRow(
        id=f"f{n}",
        kind="misquoted",
        key="k",
        status=status,
        rank=1.5,
        summary=en,
        because={"en": en, "ar": ar},
        evidence=[],
        opened_at=NOW,
        changed_at=NOW,
    )


def telling(*flags: FlagRow, lang: str = "en") -> Telling:
    rule = NoticeRuleRow(id=1, channel="email", target="desk@example.org", lang=lang, created_at=NOW)
    return Telling(NoticeRow(id=7, rule_id=1, created_at=NOW), rule, flags)


def test_letter_leads_with_the_most_pressing_flag_and_links_each() -> None:
    written = letter(telling(flag(1), flag(2, "reopened")), "https://desk.example.org")
    assert written.subject == "Tawatur: 34 against 43. (and 1 more)"
    assert "New: 34 against 43.\nhttps://desk.example.org/flags/f1" in written.body
    assert "Opened again: 34 against 43.\nhttps://desk.example.org/flags/f2" in written.body


def test_letter_in_arabic() -> None:
    written = letter(telling(flag(1), lang="ar"), None)
    assert written.subject == "Tawatur: 34 مقابل 43."
    assert written.body == "جديد: 34 مقابل 43.\n"


def test_no_line_of_a_text_becomes_a_header() -> None:
    written = letter(telling(flag(1, en="34\r\nBcc: all@example.org " + "x" * 500)), None)
    assert "\n" not in written.subject
    assert "\r" not in written.subject
    assert len(written.subject) <= 150


def test_data_holds_both_languages() -> None:
    found = data(telling(flag(1, "reopened")), "https://desk.example.org")
    assert found["type"] == "flags"
    assert found["notice"] == 7
    assert found["flags"][0]["summary"] == {"en": "34 against 43.", "ar": "34 مقابل 43."}
    assert found["flags"][0]["url"] == "https://desk.example.org/flags/f1"
    assert data(telling(), None)["type"] == "trial"
