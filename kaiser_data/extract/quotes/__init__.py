"""Marks, cues and clauses: what `quotes` is made of."""
