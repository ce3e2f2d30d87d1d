"""Triggers, clauses and roles: what `events` is made of."""
