"""A report: one article as one outlet published it, the input of everything that follows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """`document` is headline + "\\n" + body; a document of one line has its headline run into the body.

    `date` is ISO 8601 (date, or date and time) or None; `credit` the wire or outlet that the page credits ("AFP",
    "روسيا اليوم"); `lang` an ISO 639-1 code, None where it is still to be identified.
    """

    id: str
    document: str
    lang: str | None = None
    url: str | None = None
    date: str | None = None
    publisher: str | None = None
    credit: str | None = None
