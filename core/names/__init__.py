"""Who and where: actors, groups, sources and places as data with aliases in every language, found in running text."""

from core.names.named import Named

__all__ = ["Named"]
