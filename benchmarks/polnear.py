"""Our quotes in the shape that a benchmark of attribution in news reads.

Usage: polnear.py TEXTS OUT.csv [direct], where TEXTS is a folder of .txt files; "direct" leaves reported clauses out,
for the view of the benchmark that looks at quotation marks only. Its texts belong to their publishers: they
stay outside this repository. The benchmark's content spans take in a "that" and the quotation marks, which ours
leave out; here they are put back. Slogans and terms are attributed to nobody there and are left out.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kaiser_data.extract.pipeline import annotate
from kaiser_data.extract.quotes.component import Said, said_in
from kaiser_data.sources import make_document

FIELDS = ["source_id", "start", "end", "text", "speaker", "cue", "kind", "speaker_start", "speaker_end"]
_THAT = re.compile(r"\bthat\s+$")


def adapt(source_id: str, text: str) -> Iterator[dict]:
    """Give the rows of one text; a partial quotation inside a reported clause is part of that clause."""
    said = said_in(annotate(make_document(text, source_id=source_id)))
    clauses = [one for one in said if one.kind == "indirect"]
    for one in said:
        inside = any(c.start <= one.start and one.end <= c.end and c is not one for c in clauses)
        if one.kind not in ("direct", "partial", "indirect") or inside:
            continue
        start, end = widen(text, one)
        yield {
            "source_id": source_id,
            "start": start,
            "end": end,
            "text": text[start:end],
            "speaker": one.speaker.name,
            "cue": one.cue.word if one.cue else "",
            "kind": "direct" if one.kind in ("direct", "partial") else "indirect",
            "speaker_start": one.speaker.start if one.speaker.end else "",
            "speaker_end": one.speaker.end or "",
        }


def widen(text: str, one: Said) -> tuple[int, int]:
    """Take in the quotation marks, or the "that" before a clause.

    >>> text = "She said that it “failed”."
    >>> widen(text, Said(14, 25, "indirect", "")), widen(text, Said(18, 24, "partial", ""))
    ((9, 25), (17, 25))
    """
    start, end = one.start, one.end
    if one.kind == "indirect":
        that = _THAT.search(text, max(0, start - 8), start)
        return (that.start() if that else start), end
    return start - (text[start - 1] in "“\"‘'"), end + (text[end : end + 1] in ("”", '"', "’", "'"))


def main(folder: str, out: str, kind: str = "") -> None:
    """Write the predictions for every text of a folder, all or those of one kind."""
    with Path(out).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        for path in sorted(Path(folder).glob("*.txt")):
            with path.open(encoding="utf-8", newline="") as text:
                rows = adapt(path.stem, text.read())
                writer.writerows(row for row in rows if kind in ("", row["kind"]))


if __name__ == "__main__":
    main(*sys.argv[1:4])
