"""Files at the queue: what they hold, and what is refused."""

import gzip
import io
import json
import zipfile

import pytest

from desk.desk import Refused
from desk.uploads import MOST_ARTICLES, MOST_FILES, handed, pasted


def test_addresses_texts_and_json_lines_are_taken() -> None:
    line = json.dumps({"document": "Headline\nTwelve people were hurt.", "lang": "en", "publisher": "Gazette"})
    found = handed(
        [
            ("list.txt", b"https://example.org/1\r\nhttps://example.org/2\r\n"),
            ("one.txt", "\ufeffعنوان\nقُتل 12 شخصا".encode()),
            ("more.jsonl", (line + '\n\n{"url": "https://example.org/3"}').encode()),
        ]
    )
    assert found.urls == ("https://example.org/1", "https://example.org/2", "https://example.org/3")
    assert [text.publisher for text in found.texts] == [None, "Gazette"]
    assert found.texts[0].text.startswith("عنوان")


def test_tables_saved_pages_and_wide_text_are_taken() -> None:
    page = "<html lang=en><head><title>Mine</title></head><body><article><h1>Mine floods near Soma</h1><p>" + (
        "The ministry of labour said that 27 miners were killed in a mine near Soma on Monday. Rescuers went on to "
        "look for others, and relatives waited at the gate of the mine until the evening, it said.</p></article></body>"
    )
    found = handed(
        [
            ("table.csv", b'Outlet,Link\nAFP,https://x.example/1\n"Re, uters",https://x.example/2\n'),
            ("texts.csv", b'headline,text,date\n"Fire","Nine people\nwere hurt.",2026-03-01\n'),
            ("page.HTML", page.encode()),
            ("wide.txt", "Fire\nNine people were hurt.".encode("utf-16")),
            ("plain.csv", b"Nine people were hurt, the mayor said."),
        ]
    )
    assert found.urls == ("https://x.example/1", "https://x.example/2")
    fire, mine, wide, plain = found.texts
    assert (fire.text, fire.date) == ("Fire\nNine people\nwere hurt.", "2026-03-01")
    assert "27 miners" in mine.text
    assert "<" not in mine.text
    assert (wide.text, plain.text) == ("Fire\nNine people were hurt.", "Nine people were hurt, the mayor said.")


@pytest.mark.parametrize(
    ("name", "body", "where"),
    [
        ("a.txt", "https://x.example/1\nftp://x.example/2\nhttps://x.example/3", "a.txt, line 2: ftp:"),
        ("a.csv", "url\nhttps://x.example/1\nno address", "a.csv, line 3: no address is"),
        ("a.csv", "url,text\n,\n,\nx,", "a.csv, line 4"),
        ("a.jsonl", '{"url": "javascript:alert(1)"}', "a.jsonl, line 1"),
        ("a.jsonl", '{"text": "x"}\n{', "a.jsonl, line 2"),
        ("a.html", "<html></html>", "a.html, line 1"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(name: str, body: str, where: str) -> None:
    with pytest.raises(Refused, match=where):
        handed([(name, body.encode())])


def test_an_article_may_hold_addresses() -> None:
    text = "Fire in the north\nNine people were hurt.\nhttps://x.example/1\nhttps://x.example/2"
    assert pasted(text).texts[0].text == text
    with pytest.raises(Refused, match="Line 3: and this is no address"):
        pasted("https://x.example/1\n\nand this\nhttps://x.example/2")


def bomb() -> bytes:
    """A small archive of a large file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 5_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("bomb.zip", bomb()),
        ("bomb.txt", gzip.compress(b"0" * 5_000_000)),
        ("nul.txt", b"a\0b c d e"),
        ("deep.jsonl", b"[" * 100_000),
        ("long.jsonl", b'{"document": "' + b"x" * 1_100_000 + b'"}'),
        ("many.jsonl", b'{"url": "https://example.org/"}\n' * (MOST_ARTICLES + 1)),
        ("list.txt", "\n".join(f"https://example.org/{n}" for n in range(MOST_ARTICLES + 1)).encode()),
        ("cell.csv", b"url\n" + b"x" * 200_000),
        ("number.jsonl", b'{"document": ' + b"9" * 10_000 + b"}"),
        ("../../etc/passwd.jsonl", b"{}"),
    ],
)
def test_bombs_and_what_is_no_text_are_refused_in_one_sentence(name: str, body: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        handed([(name, body)])
    assert "/etc" not in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_too_many_files_are_refused() -> None:
    with pytest.raises(Refused):
        handed([("a.txt", b"https://example.org/")] * (MOST_FILES + 1))
