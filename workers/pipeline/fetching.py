"""A fetcher made from the settings."""

from core.settings import Settings
from workers.broker import redis_url
from workers.fetch import Fetcher, FetchPolicy


def make_fetcher(settings: Settings) -> Fetcher:
    """A fetcher that shares its pace with all workers through the broker's Redis."""
    return Fetcher(policy_of(settings))


def policy_of(settings: Settings) -> FetchPolicy:
    """What the settings allow."""
    return FetchPolicy(
        agent=settings.agent,
        allow_loopback=settings.allow_loopback_fetch,
        max_bytes=settings.fetch_max_bytes,
        max_decoded_bytes=settings.fetch_max_decoded_bytes,
        deadline=settings.fetch_deadline,
        host_interval=settings.host_interval,
        obey_robots=settings.obey_robots,
        redis_url=redis_url(settings),
    )
