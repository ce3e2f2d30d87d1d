"""How well a date is known: a day, a range that holds the day, one bound of it, or how long something lasted.

`[2025-12-11..2025-12-20]` holds one day that nobody names; `2026-01-26/2026-02-24` are all days of a strike. Both have
a first and a last day, and mean different things.
"""

import pandas as pd

DAY, WITHIN, BEFORE, AFTER = "on this day", "on some day within", "on or before", "not before"
LASTED, LASTS = "lasted", "began, end open"


def certainty(events: pd.DataFrame) -> pd.Series:
    """Say of each event how its date is known, from `date` (EDTF), `date_min` and `date_max`.

    >>> first, last = pd.Timestamp("2025-12-11"), pd.Timestamp("2026-01-26")
    >>> rows = [("[2025-12-11..]", first, pd.NaT), ("2026-01-26", last, last)]
    >>> list(certainty(pd.DataFrame(rows, columns=["date", "date_min", "date_max"])))
    ['not before', 'on this day']
    """
    first, last, date = events["date_min"], events["date_max"], events["date"]
    known = pd.Series(WITHIN, index=events.index, name="certainty")
    known = known.mask(first.isna(), BEFORE).mask(last.isna(), AFTER)
    known = known.mask(date.str.contains("/", regex=False), LASTED).mask(date.str.endswith("/.."), LASTS)
    return known.mask(first.eq(last), DAY)
