"""`tawatur read`: the claims of one article, or of every line of a JSON Lines file."""

import gc
import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from desk.console import Exit, Trouble, err, out, print_json

_CHUNK = 32
"""Lines handed to a process at once: large enough to hide the hand-over, small enough to stream."""


def read(
    target: Annotated[
        str | None, typer.Argument(metavar="FILE|URL|-", help="One article: text, HTML page, URL, stdin.")
    ] = None,
    jsonl: Annotated[
        str | None, typer.Option(help='Many: a line {"id", "document", "lang"?, "date"?, ...} each; - is stdin.')
    ] = None,
    out_path: Annotated[str | None, typer.Option("--out", help="Where --jsonl writes (default stdout).")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes for --jsonl.")] = 1,
    lang: Annotated[str | None, typer.Option(help="Language (ar, en, fr, es) instead of finding it out.")] = None,
    date: Annotated[str | None, typer.Option(help="Publication date, 2019-01-25.")] = None,
    publisher: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Lay the rules that set each field under its sentence.")
    ] = False,
) -> None:
    """Read the numeric claims of an article: what is counted, whose, where, when, who says so."""
    if (target is None) == (jsonl is None):
        raise Trouble(Exit.USAGE, "give one article (a file, a URL or -) or --jsonl FILE: see `tawatur read --help`.")
    if jsonl is not None:
        _read_lines(jsonl, out_path, jobs)
        return
    from core.claims import read_claims
    from core.claims.codec import claim_to_json

    report = _one_report(str(target), lang, date, publisher)
    claims = read_claims(report)
    if explain:
        from core.claims import explain as trace

        out().print(trace(report, claims), markup=False)
    elif as_json:
        print_json({"id": report.id, "lang": report.lang, "claims": [claim_to_json(claim) for claim in claims]})
    else:
        from desk.tables import claims_table

        out().print(claims_table(claims))


def _one_report(target: str, lang: str | None, date: str | None, publisher: str | None) -> Any:
    from desk.articles import load

    report = load(target)
    given = {"lang": lang, "date": date, "publisher": publisher}
    report = replace(report, **{field: value for field, value in given.items() if value is not None})
    return replace(report, lang=_language(report.lang, report.document))


def _language(given: str | None, document: str) -> str:
    from core.language import supported
    from core.language.identify import identify

    lang = given or identify(document)
    if lang not in supported():
        known = ", ".join(supported())
        raise Trouble(
            Exit.INPUT, f"the language ({lang or 'unknown'}) isn't one Tawatur reads ({known}): name one with --lang."
        )
    return lang


def _read_lines(path: str, out_path: str | None, jobs: int) -> None:
    from desk.documents import open_lines

    malformed = 0
    with open_lines(path) as lines, _writer(out_path) as sink:
        for text, complaints in _in_order(_chunks(lines), jobs):
            sink.write(text)
            for complaint in complaints:
                malformed += 1
                err().print(complaint, markup=False)
    if malformed:
        raise Trouble(Exit.ATTENTION, f"{malformed} malformed line(s) of {path} were left out, all others were read.")


def _writer(out_path: str | None) -> Any:
    if out_path is None:
        return nullcontext(sys.stdout)
    try:
        return Path(out_path).open("w", encoding="utf-8")
    except OSError as error:
        raise Trouble(Exit.INPUT, f"{out_path} can't be written ({error.strerror}): check the folder.") from error


def _chunks(lines: IO[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """(number of the chunk's first line, its lines)."""
    first, chunk = 1, []
    for number, line in enumerate(lines, 1):
        chunk.append(line)
        if len(chunk) == _CHUNK:
            yield first, chunk
            first, chunk = number + 1, []
    if chunk:
        yield first, chunk


def _in_order(chunks: Iterable[tuple[int, list[bytes]]], jobs: int) -> Iterator[tuple[str, list[str]]]:
    """Each chunk's output in input order; at most a few chunks a process are held, so memory stays flat."""
    if jobs == 1:
        yield from (read_chunk(*chunk) for chunk in chunks)
        return
    waiting: deque[Future[tuple[str, list[str]]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(read_chunk, *chunk))
            if len(waiting) >= 4 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def read_chunk(first: int, lines: list[bytes]) -> tuple[str, list[str]]:
    """The output lines of some input lines as one string, and a complaint for each malformed one."""
    from core.claims import read_claims
    from core.claims.codec import claim_to_json
    from core.language import supported
    from core.language.identify import identify
    from desk.documents import report_from_json, rows

    done, complaints = [], []
    for offset, row, wrong in rows(lines):
        try:
            if wrong is not None:
                raise ValueError(wrong)
            report = report_from_json(row)
            lang = report.lang or identify(report.document)
            if lang not in supported():
                raise ValueError(f"is in a language Tawatur does not read ({lang or 'unknown'})")
            claims = [claim_to_json(claim) for claim in read_claims(replace(report, lang=lang))]
            done.append(json.dumps({"id": row["id"], "lang": lang, "claims": claims}, ensure_ascii=False))
        except ValueError as error:
            complaints.append(f"line {first + offset - 1} {error}")
    _settle()
    return "".join(line + "\n" for line in done), complaints


@cache
def _settle() -> None:
    """Once a process: the tables that the first lines have loaded stay; no collection goes through them again."""
    gc.collect()
    gc.freeze()
