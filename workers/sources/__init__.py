"""Sources of related reports: a folder, a JSONL file, a feed, a list of URLs."""

from workers.sources.registry import KINDS, UnknownSource, kind_of, open_source
from workers.sources.source import Candidate, Harvest, Problem, Query, Source

__all__ = ["KINDS", "Candidate", "Harvest", "Problem", "Query", "Source", "UnknownSource", "kind_of", "open_source"]
