"""One file of routes per noun; each a few lines: read the address, ask the desk, show the page."""

from desk.web.routes import (
    account,
    articles,
    bulk,
    dead,
    export,
    flags,
    health,
    occurrences,
    people,
    queue,
    schedules,
    sources,
    watching,
)

OPEN = (health.router, account.router, people.router, watching.router)
"""These say by themselves who may come in."""

ROUTERS = (
    dead.router,
    queue.router,
    flags.router,
    articles.router,
    occurrences.router,
    schedules.router,
    sources.router,
    export.router,
    bulk.router,
)
"""Whoever signed in may look; a reviewer may act."""

__all__ = ["OPEN", "ROUTERS"]
