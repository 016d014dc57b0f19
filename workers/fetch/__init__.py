"""Fetching from the web: guarded, paced, bounded in time and size; every outcome is a value."""

from workers.fetch.fetched import Asked, Fetched, Fetches, FetchStatus
from workers.fetch.fetcher import Fetcher
from workers.fetch.policy import DEFAULT_AGENT, FetchPolicy

__all__ = ["DEFAULT_AGENT", "Asked", "FetchPolicy", "FetchStatus", "Fetched", "Fetcher", "Fetches"]
