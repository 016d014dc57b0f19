"""`tawatur numbers`: the number grammar alone."""

import json
import sys
from typing import Annotated, Any

import typer

from desk.console import Exit, Trouble, err


def numbers(
    jsonl: Annotated[str, typer.Option(help='A line {"lang": ..., "text": ...} each; - is stdin.')],
) -> None:
    """Find every number of each text, dates and years too: value, interval, precision, unit."""
    from core.language import supported
    from core.numbers import read_numbers
    from desk.documents import open_lines, rows

    malformed = 0
    with open_lines(jsonl) as lines:
        for number, row, wrong in rows(lines):
            try:
                if wrong is not None:
                    raise ValueError(wrong)
                lang, text = _fields(row, supported())
                answer: dict[str, Any] = {"quantities": [_to_json(quantity) for quantity in read_numbers(text, lang)]}
            except ValueError as error:
                malformed += 1
                err().print(f"line {number} {error}", markup=False)
                answer = {"quantities": [], "error": str(error)}  # a line for a line, so that both files stay aligned
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if malformed:
        raise Trouble(
            Exit.ATTENTION, f"{malformed} malformed line(s) of {jsonl} gave no numbers, all others were read."
        )


def _fields(row: Any, languages: tuple[str, ...]) -> tuple[str, str]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('is not an object like {"lang": ..., "text": ...}')
    if row.get("lang") not in languages:
        raise ValueError(f"names a language ({row.get('lang')}) that is not one of {', '.join(languages)}")
    return row["lang"], row["text"]


def _to_json(quantity: Any) -> dict[str, Any]:
    from core.claims.codec import number

    return {
        "start": quantity.start,
        "end": quantity.end,
        "value": number(quantity.value),
        "printed": quantity.printed,
        "low": number(quantity.interval.low),
        "high": number(quantity.interval.high),
        "precision": str(quantity.precision),
        "unit": quantity.unit,
        "kind": str(quantity.kind),
        "alternatives": [number(value) for value in quantity.alternatives],
    }
