"""Plain text for `--explain`: the sentence, then each field of its claims with the rule that set it."""

from collections.abc import Sequence

from core.claims.claim import Claim
from core.claims.codec import claim_to_json
from core.report import Report
from core.text import Text

_FIELDS = ("measure", "group", "actor", "place", "window", "as_of", "due", "stance", "attribution", "part_of")


def explain(report: Report, claims: Sequence[Claim]) -> str:
    """One block a claim: its sentence, then a line a field: value, and the rule in brackets."""
    text = Text(report.document, report.lang or "en")
    return "\n\n".join(_block(text, claim) for claim in claims)


def _block(text: Text, claim: Claim) -> str:
    row = claim_to_json(claim)
    rules = dict(claim.because)
    lines = [f"[{claim.n}] {_sentence(text, claim)}", f"    {claim.text}"]
    low, high = claim.interval.low, claim.interval.high
    permitted = f"[{'-∞' if low is None else low}, {'∞' if high is None else high}] {claim.precision}"
    lines.append(_line("quantity", permitted, rules))
    lines += [_line(name, _shown(row[name]), rules) for name in _FIELDS if row[name] or rules.get(name)]
    if "conversion" in rules:
        lines.append(f"    conversion: {rules['conversion']}")
    lines.append(f"    confidence: {claim.confidence}")
    return "\n".join(lines)


def _line(name: str, value: str, rules: dict[str, str]) -> str:
    rule = rules.get(name)
    return f"    {name}: {value}" + (f"  ({rule})" if rule else "")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        shown = value.get("label") or value.get("surface") or value.get("kind")
        extra = [str(value[k]) for k in ("since", "until", "text") if value.get(k)]
        return " ".join([str(shown), *extra])
    if isinstance(value, list):
        return " ← ".join(_shown(item) for item in value) or "nobody named"
    return "not stated" if value is None else str(value)


def _sentence(text: Text, claim: Claim) -> str:
    if claim.start is None:
        return claim.text
    for first, end in text.sentences:
        if text.ends[end - 1] > claim.start:
            return " ".join(text.raw[text.starts[first] : text.ends[end - 1]].split())
    return claim.text
