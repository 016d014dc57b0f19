"""Files that a person hands over at the queue: plain text, lists of addresses, JSON Lines. Nothing is ever unpacked."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.desk import Pasted, Refused
from desk.links import split_pasted
from workers.sources.record import NotAReport, from_json

MOST_FILES, MOST_ARTICLES = 20, 500
LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Handed:
    """What files hold: addresses to fetch, and articles as text."""

    urls: tuple[str, ...] = ()
    texts: tuple[Pasted, ...] = ()


def handed(files: Sequence[tuple[str, bytes]]) -> Handed:
    """The articles of files (name, content). Raises Refused with a sentence that names the file."""
    if len(files) > MOST_FILES:
        raise Refused(f"Hand over at most {MOST_FILES} files at a time.")
    urls: list[str] = []
    texts: list[Pasted] = []
    for name, body in files:
        shown = name.replace("\\", "/").rpartition("/")[2][:80] or "the file"
        found = _lines(shown, _text(shown, body)) if shown.lower().endswith(".jsonl") else _plain(_text(shown, body))
        urls += found.urls
        texts += found.texts
        if len(urls) + len(texts) > MOST_ARTICLES:
            raise Refused(f"{shown}: more than {MOST_ARTICLES} articles at a time go through the command line.")
    return Handed(tuple(dict.fromkeys(urls)), tuple(texts))


def _text(name: str, body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name} is no plain text in UTF-8: archives and documents aren't opened here.") from None
    if "\0" in text:
        raise Refused(f"{name} is no plain text: it holds NUL characters.")
    return text


def _plain(text: str) -> Handed:
    urls, rest = split_pasted(text)
    return Handed(tuple(urls), (Pasted(rest),) if rest and len(rest.split()) >= 3 else ())


def _lines(name: str, text: str) -> Handed:
    urls: list[str] = []
    texts: list[Pasted] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if number > MOST_ARTICLES or len(line) > LONGEST_LINE:
            raise Refused(f"{name}, line {number}: at most {MOST_ARTICLES} lines of {LONGEST_LINE:,} characters.")
        try:
            found = from_json(line, str(number))
        except NotAReport as error:
            raise Refused(f"{name}, line {number}: {error}.") from None
        if found.document is None:
            urls.append(found.url or "")
        elif "\0" in found.document:
            raise Refused(f"{name}, line {number}: NUL characters are in no text.")
        else:
            texts.append(Pasted(found.document, found.lang, found.publisher, found.published, found.url))
    return Handed(tuple(urls), tuple(texts))
