"""Dimensions, relations, findings and tallies of claims: pure, total functions that always say why."""
