"""Files at the queue: what they hold, and what is refused."""

import gzip
import io
import json
import zipfile

import pytest

from desk.desk import Refused
from desk.uploads import MOST_ARTICLES, MOST_FILES, handed


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
