"""The pure core: text in, claims, relations and findings out; `core.store` alone touches a database."""

from core.compiled import prefer

prefer(__path__)
