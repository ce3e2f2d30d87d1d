"""How good the tables are: scores, agreement of two codings, what texts tell differently, two releases."""
