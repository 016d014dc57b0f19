"""One file of routes per noun; each a few lines: read the address, ask the desk, show the page."""

from desk.web.routes import articles, flags, health, occurrences, queue, schedules, sources

ROUTERS = (
    health.router,
    queue.router,
    flags.router,
    articles.router,
    occurrences.router,
    schedules.router,
    sources.router,
)

__all__ = ["ROUTERS"]
