"""Dimensions, relations, findings and tallies of claims: pure, total functions that always say why."""

from core.compare.because import Because, render
from core.compare.judge import Judgement, judge
from core.compare.relations import Rel, Relation, relate
from core.compare.reported import Reported

__all__ = ["Because", "Judgement", "Rel", "Relation", "Reported", "judge", "relate", "render"]
