"""The store: tables, engine and named queries. Nothing of the pure core imports it."""

from core.store.engine import StoreUnreachable, make_engine, ping, reading, writing
from core.store.migrate import pending, upgrade

__all__ = ["StoreUnreachable", "make_engine", "pending", "ping", "reading", "upgrade", "writing"]
