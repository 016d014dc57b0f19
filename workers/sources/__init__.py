"""Sources of related reports: a folder, a JSONL file, a feed, a list of URLs."""

from workers.sources.source import Candidate, Harvest, Problem, Query, Source

__all__ = ["Candidate", "Harvest", "Problem", "Query", "Source"]
