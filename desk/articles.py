"""One article from wherever the user points: a file, stdin or a URL."""

from core.report import Report
from desk.console import Exit, Trouble
from desk.documents import is_url, read_bytes, report_from_bytes, report_from_page


def load(target: str) -> Report:
    """The report behind a file name, `-` or a URL; `Trouble` says what to do where there is none."""
    if is_url(target):
        return _from_web(target)
    return report_from_bytes(read_bytes(target), "stdin" if target == "-" else target)


def _from_web(url: str) -> Report:
    from workers.pipeline.fetching import make_fetcher

    from desk.backend import settings
    from workers.fetch import FetchStatus
    from workers.page import read_page

    fetched = make_fetcher(settings()).fetch(url)
    if fetched.status is not FetchStatus.OK:
        raise Trouble(Exit.UNREACHABLE, f"{url} could not be read ({fetched.status}): {fetched.reason}")
    page = read_page(fetched.body, fetched.final_url, fetched.headers.get("content-type"))
    return report_from_page(page, url)
