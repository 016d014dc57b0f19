"""The desk over the store and the workers: rows in, views out, acts through the pipeline's use-cases."""

from desk.web.stored.desk import StoredDesk

__all__ = ["StoredDesk"]
