"""What a coder saw, as the tables that the rules write: a person, a model and the rules deliver the same rows.

`{"table": "figures", "source_id": "gazette", "text": "nearly 1,200", "measure": "headcount", …}` is one line of a
coding; where the words stand, which ids the row gets, which of its other lines it goes with, the package finds out.
What it cannot place or does not allow is told line by line, all at once, and nothing is written. How well two coders
agree is left to `quality`.
"""
