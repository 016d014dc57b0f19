"""What each kind of source can do; importing this loads none of them."""

SEARCHING = frozenset({"search", "gdelt", "searxng", "factcheck"})
"""Kinds that only answer questions: there is nothing to poll."""
POLLED = frozenset({"feed", "sitemap"})
"""Kinds on the web that list what is new."""
