"""Sources of related reports: folders, files, web archives, feeds, sitemaps, lists of URLs, searches."""

from workers.sources.kinds import POLLED, SEARCHING
from workers.sources.registry import KINDS, UnknownSource, Visit, kind_of, open_source
from workers.sources.source import Candidate, Harvest, Problem, Query, Source

__all__ = [
    "KINDS",
    "POLLED",
    "SEARCHING",
    "Candidate",
    "Harvest",
    "Problem",
    "Query",
    "Source",
    "UnknownSource",
    "Visit",
    "kind_of",
    "open_source",
]
