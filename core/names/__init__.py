"""Who and where: actors, groups, sources and places as data with aliases in every language, found in running text."""

from core.names.book import Book, Entry, install, load
from core.names.find import find_names, lookup
from core.names.mention import Mention
from core.names.named import Named
from core.names.places import find_places
from core.names.relation import Relation, relation
from core.names.whereabouts import place_relation

__all__ = [
    "Book",
    "Entry",
    "Mention",
    "Named",
    "Relation",
    "find_names",
    "find_places",
    "install",
    "load",
    "lookup",
    "place_relation",
    "relation",
]
