"""The web desk: pages to queue, review and schedule. `create_app` builds it, `run` serves it."""

from desk.web.serve import create_app, run

__all__ = ["create_app", "run"]
