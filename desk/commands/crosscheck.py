"""`tawatur crosscheck`: reports in, relations and tallies out, nothing stored."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.report import Report
from desk.console import Exit, Trouble, err, out, print_json

if TYPE_CHECKING:
    from core.claims import Claim

Sets = dict[str | None, list[Report]]


def crosscheck(
    reports_path: Annotated[str, typer.Argument(metavar="IN.jsonl", help="Reports, a line each; - is stdin.")],
    claims_path: Annotated[
        str | None, typer.Option("--claims", metavar="CLAIMS.jsonl", help="Take these claims instead of reading them.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON on stdout; one object a line where lines name a set.")
    ] = False,
    codebook: Annotated[str, typer.Option(help="Codebook of the tally: ucdp, acled or ibc.")] = "ucdp",
) -> None:
    """Compare the numbers of several reports: relations, occurrences, copies, tally. Nothing is stored."""
    from core.compare.crosscheck import crosscheck as check
    from core.compare.crosscheck import to_json
    from desk.tables import crosscheck_table

    sets, malformed = _sets(reports_path, without_documents=claims_path is not None)
    given = _given_claims(claims_path) if claims_path else None
    for name, reports in sets.items():
        claims = given if given is not None else _read_all(reports)
        result = check(reports, {report.id: claims.get(report.id, ()) for report in reports}, codebook)
        if as_json:
            answer = to_json(result)
            print_json(answer if name is None else {"set": name, **answer})
        else:
            out().print(crosscheck_table(name, result))
    if malformed:
        raise Trouble(
            Exit.ATTENTION, f"{malformed} malformed line(s) of {reports_path} were left out, all others were compared."
        )


def _lines(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    from desk.documents import open_lines, rows

    with open_lines(path) as lines:
        for number, row, wrong in rows(lines):
            if wrong is None and not isinstance(row, dict):
                wrong = "is not an object"
            if wrong is not None:
                err().print(f"line {number} {wrong}", markup=False)
                yield number, {}
            else:
                yield number, row


def _sets(path: str, *, without_documents: bool) -> tuple[Sets, int]:
    from desk.documents import report_from_json

    sets: Sets = {}
    malformed = 0
    seen: set[tuple[str | None, str]] = set()
    for number, row in _lines(path):
        try:
            report = report_from_json({"document": "", **row} if without_documents else row) if row else None
        except ValueError as error:
            err().print(f"line {number} {error}", markup=False)
            report = None
        name = row.get("set")
        if report is None or (name, report.id) in seen:
            if report is not None:
                err().print(f"line {number} repeats the id {report.id}", markup=False)
            malformed += 1
            continue
        seen.add((name, report.id))
        sets.setdefault(name, []).append(replace(report, credit=report.credit or row.get("wire")))
    if not sets:
        raise Trouble(Exit.INPUT, f'{path} holds no report: give a line {{"id": ..., "document": ...}} for each.')
    return sets, malformed


def _given_claims(path: str) -> dict[str, tuple["Claim", ...]]:
    from core.claims.codec import claim_from_json

    given: dict[str, tuple[Claim, ...]] = {}
    for number, row in _lines(path):
        if not row:
            continue
        try:
            given[str(row["id"])] = tuple(claim_from_json(claim) for claim in row["claims"])
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            reason = f"lacks {error}" if isinstance(error, KeyError) else str(error)
            raise Trouble(
                Exit.INPUT, f"line {number} of {path} is no claim table ({reason}): see docs/cli.md."
            ) from error
    return given


def _read_all(reports: list[Report]) -> dict[str, tuple["Claim", ...]]:
    from core.claims import read_claims
    from core.language import supported
    from core.language.identify import identify

    claims: dict[str, tuple[Claim, ...]] = {}
    for index, report in enumerate(reports):
        lang = report.lang or identify(report.document)
        if lang in supported():
            reports[index] = replace(report, lang=lang)
            claims[report.id] = read_claims(reports[index])
        else:
            err().print(f"{report.id}: language not read ({lang or 'unknown'}), it has no claims", markup=False)
    return claims
