"""Where a mention begins: at the subject of its clause."""

import pytest

from kaiser_data import extract

_SUBJECTS = [
    # A joining word, a dateline, an adverb and who reports stand outside.
    ("Porters marched after talks collapsed on Friday.", "bargaining", "talks collapsed on Friday"),
    ("LEEDS, England - Bakers walked off the job on Monday.", "strike", "Bakers walked off the job on Monday"),
    ("Meanwhile, bakers walked off the job.", "strike", "bakers walked off the job"),
    ("The mill said on Tuesday the bakers had walked off the job.", "strike", "the bakers had walked off the job"),
    # A date, a place and a pronoun that means the speaker stay.
    ("On Monday, bakers walked off the job.", "strike", "On Monday, bakers walked off the job"),
    ("After six months, bakers walked off the job.", "strike", "After six months, bakers walked off the job"),
    ("The bakers said they would strike on Friday.", "strike", "The bakers said they would strike on Friday"),
    # A relative clause and a second verb have their subject before them.
    ("It was closed by some bakers who walked off the job.", "strike", "some bakers who walked off the job"),
    ("Police moved in and arrested two bakers.", "arrest", "Police moved in and arrested two bakers"),
    # A noun that another event's verb governs begins its own mention; one that the verb tells of does not.
    ("Ministers met to avert a strike by pilots on Friday.", "strike", "a strike by pilots on Friday"),
    ("It was the first strike by pilots at the mill.", "strike", "It was the first strike by pilots at the mill"),
]


@pytest.mark.parametrize(("text", "kind", "expected"), _SUBJECTS)
def test_a_mention_begins_with_its_subject(text: str, kind: str, expected: str) -> None:
    found = extract(text, published="2024-03-14")
    of_kind = {event.event_id for event in found.rows["events"] if event.type == kind}
    assert [mention.text for mention in found.rows["mentions"] if mention.event_id in of_kind] == [expected]
