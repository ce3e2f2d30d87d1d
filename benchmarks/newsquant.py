"""Write our figures in NewsQuant's convention, so that its scorer can read them.

    python benchmarks/newsquant.py EXPORT_DIR PREDICTIONS.csv

EXPORT_DIR holds `manifest.csv` (source_id, path, …) and the texts that it names, as the benchmark's export writes
them; its data are not ours and stay outside this repository. The conventions differ: NewsQuant knows no headcounts
(the noun in the singular is the unit: `worker`), names units in words (`dollar per hour`), calls nothing `exact` but
marks change (`up`, `down`), reads a change ("from 240 to 273") as a range and a magnitude ("millions of") as one.
"""

import csv
import re
import sys
from pathlib import Path

from kaiser_data.extract.grammar.noun_phrases import singular
from kaiser_data.extract.pipeline import extract_text
from kaiser_data.rows import Figure

FIELDS = ("source_id", "start", "end", "value", "value_high", "unit", "approximation")
MONEY = {
    "USD": "dollar", "GBP": "pound sterling", "EUR": "euro", "CAD": "canadian dollar", "AUD": "australian dollar",
    "NZD": "new zealand dollar", "JPY": "japanese yen", "INR": "indian rupee", "DKK": "danish krone",
    "HKD": "hong kong dollar", "SGD": "singapore dollar", "MYR": "malaysian ringgit", "CNY": "chinese yuan",
    "SEK": "swedish krona", "CHF": "swiss franc", "ZAR": "south african rand",
    "ILS": "shekel", "RUB": "russian ruble", "TRY": "turkish lira", "THB": "thai baht", "PHP": "philippine peso",
    "MXN": "mexican peso", "BRL": "brazilian real", "PLN": "polish zloty", "NOK": "norwegian krone",
}  # fmt: skip
APPROXIMATION = {
    "about": "~", "nearly": "~", "more_than": ">", "at_least": ">", "less_than": "<", "up_to": "<",
}  # fmt: skip
_UP = re.compile(
    r"\b(?:rose|rise|risen|up|climb\w*|gain\w*|jump\w*|increas\w+|grew|surg\w+|advanc\w+|added)\s+(?:by\s+|to\s+)?\S*$"
)
_DOWN = re.compile(
    r"\b(?:fell|fall|fallen|down|drop\w*|declin\w+|los[et]|slid|slip\w*|decreas\w+|dip\w*|cut|shed)\s+(?:by\s+|to\s+)?\S*$"
)


def predictions(source_id: str, text: str) -> list[dict[str, str]]:
    """Turn the figures of one text into prediction rows; two ends of a change become one range."""
    rows: list[dict[str, str]] = []
    for figure in extract_text(text).rows["figures"]:
        row = _row(source_id, text, figure)
        if rows and _is_change(text, rows[-1], row):
            rows[-1] |= {"end": row["end"], "value_high": row["value"]}
            rows[-1]["unit"] = row["unit"] if rows[-1]["unit"] == "-" else rows[-1]["unit"]
        else:
            rows.append(row)
    return rows


_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO = re.compile(r"(?:\s\w+){0,3}\s+to\s+", re.IGNORECASE)


def _is_change(text: str, one: dict, two: dict) -> bool:
    """Tell whether two rows are a change, "from 240 to 273", which NewsQuant reads as a range."""
    if one["value_high"] or two["value_high"] or not _TO.fullmatch(text[one["end"] : two["start"]]):
        return False
    return bool(_FROM.search(text[: one["start"]])) and one["unit"] in (two["unit"], "-")


def _row(source_id: str, text: str, figure: Figure) -> dict[str, str]:
    value, high, unit = figure.value, figure.value_max, _unit(text, figure)
    if figure.qualifier == "magnitude" and not figure.text.lower().endswith(("dozens", "dozen")):
        high = value * 10
    if figure.measure == "percent" and not re.search(r"%|per\s?cent|pct?\b|percentage", figure.text):
        value, unit = value / 100, f"% {_noun(figure)}".strip()
    if unit == "cent" and value < 1:
        value = value * 100
    change = APPROXIMATION.get(figure.qualifier, "=")
    before = text[max(0, figure.start - 24) : figure.start].lower()
    if before.endswith(("minus ", "minus-")):
        value = -value
    if change == "=" and figure.measure in ("percent", "money"):
        change = "up" if _UP.search(before) else "down" if _DOWN.search(before) else "="
    numbers = (repr(float(value)), "" if high is None else repr(float(high)))
    return dict(zip(FIELDS, (source_id, figure.start, figure.end, *numbers, unit, change), strict=True))


_PER = re.compile(r"\s?(?:per|an?|/)\s(share|barrel|gram|ounce|tonne|unit|gallon|litre|head|person)\b")


def _unit(text: str, figure: Figure) -> str:
    base, _, period = figure.unit.partition("/")
    if figure.measure == "money":
        cents = base == "USD" and re.search(r"\bcents?\b", figure.text.lower()) and "per cent" not in figure.text
        name = "cent" if cents else MONEY.get(base, base.lower())
        each = _PER.match(text, figure.end)
        period = each[1] if each else period
    elif figure.measure == "percent":
        return "percentage"
    elif figure.rule.endswith("age") or figure.measure == "duration":
        name = "year of age" if figure.rule.endswith("age") else base
    elif figure.rule.endswith(("measure", "hyphen")):
        name = base
    else:
        name = _noun(figure) or "-"
    return f"{name} per {period}" if period and name != "-" else name


def _noun(figure: Figure) -> str:
    """Name the unit as NewsQuant does: the noun in the singular with its adjectives, no participles and no "and"."""
    words = re.sub(r"[^\w\s/-]", " ", re.sub(r"['’]s?\b", "", figure.counted.lower())).split()
    kept = [word for word in words[:-1] if not word.endswith(("ed", "ing")) and word not in ("and", "or", "of")]
    return " ".join([*kept, SINGULAR.get(words[-1]) or singular(words[-1])]) if words else ""


SINGULAR = {"times": "count", "km": "kilometre", "calories": "calorie"}


def main() -> None:
    """Read the export's manifest and write one CSV of predictions."""
    if len(sys.argv) != 3:
        sys.exit("usage: python benchmarks/newsquant.py EXPORT_DIR PREDICTIONS.csv")
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        texts = [(line["source_id"], folder / line["path"]) for line in csv.DictReader(stream)]
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        for source_id, path in texts:
            writer.writerows(predictions(source_id, path.read_text(encoding="utf-8")))
    print(f"{len(texts)} texts -> {out}", file=sys.stderr)


if __name__ == "__main__":
    main()
