"""Where a mention begins and ends, at the subject of its clause and with all that the clause holds; the word for it."""

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
    ("The mill reopened after a strike by bakers on Friday.", "strike", "a strike by bakers on Friday"),
    ("It met some 1,400 bakers who walked off the job.", "strike", "some 1,400 bakers who walked off the job"),
]


@pytest.mark.parametrize(("text", "kind", "expected"), _SUBJECTS)
def test_a_mention_begins_with_its_subject(text: str, kind: str, expected: str) -> None:
    found = extract(text, published="2024-03-14")
    of_kind = {event.event_id for event in found.rows["events"] if event.type == kind}
    assert [mention.text for mention in found.rows["mentions"] if mention.event_id in of_kind] == [expected]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # Who says so stands outside; a union that says something itself does not.
        ("Bakers walked off the job on Monday, union leaders said.", "strike", "Bakers walked off the job on Monday"),
        ("Bakers walked off the job, said Ana Ruiz, who leads the union.", "strike", "Bakers walked off the job"),
        ("Bakers said they walked off the job.", "strike", "Bakers said they walked off the job"),
        # No mention opens at a quotation mark, nor runs past the one that closes its words.
        ("« We stay out until Friday », said Marc Petit.", "strike", "We stay out until Friday"),
        ('"Cooks walked out on Friday", said Ana Ruiz.', "strike", "Cooks walked out on Friday"),
        ("“Synergies” means 40 layoffs, the union said.", "layoff", "“Synergies” means 40 layoffs"),
        ("The “walkout of the century” began on Friday.", "strike", "The “walkout of the century” began on Friday"),
        ("The weavers walked out, shouting “Enough”.", "strike", "The weavers walked out, shouting “Enough”"),
        ("“We will win,” angry bakers marched.", "rally", "angry bakers marched"),
        # One clause tells the start and the end of a strike.
        (
            "Bus drivers walked out on June 3 and went back on June 5.",
            "strike",
            "Bus drivers walked out on June 3 and went back on June 5",
        ),
        # What limits the clause without a comma is its own; what a fronted clause leads to is not.
        (
            "Bakers walked off the job on Monday after the mill cut their pay.",
            "strike",
            "Bakers walked off the job on Monday after the mill cut their pay",
        ),
        (
            "Bakers walked off the job on Monday, which closed the mill.",
            "strike",
            "Bakers walked off the job on Monday",
        ),
        ("After bakers walked off the job, the mill hired a cook.", "strike", "bakers walked off the job"),
    ],
)
def test_a_mention_ends_with_its_clause(text: str, kind: str, expected: str) -> None:
    test_a_mention_begins_with_its_subject(text, kind, expected)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The mill sacked 40 bakers who worked nights.", "sacked"),
        ("The mill dismissed two bakers for joining the union.", "dismissed"),
        ("The mill announced 40 redundancies on Monday.", "redundancies"),
        ("The mill approved the agreement on Monday.", "agreement"),
        ("Strike ballots will open at four mills on Monday.", "Strike ballots"),
    ],
)
def test_a_dismissal_is_named_by_its_verb_and_a_ballot_by_its_noun(text: str, word: str) -> None:
    assert [mention.trigger for mention in extract(text, published="2024-03-14").rows["mentions"]] == [word]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("About 600 dockers conducted a one-day strike on Monday.", "strike"),
        ("The bakers ended their walkout on Tuesday.", "walkout"),
        ("The plant in Ghent will close.", "close"),
        ("The clerks walked off the job on Monday.", "walked off the job"),
        ("The union called off the strike on Monday.", "called off"),
        ("The porters voted to launch a strike on Monday.", "voted"),
        ("The porters’ contract expired on Monday.", "expired"),
        ("The nurses held a protest outside the mill on Monday.", "protest"),
        ("The union and the mill reached a tentative agreement on Monday.", "tentative agreement"),
    ],
)
def test_a_noun_names_the_event_where_there_is_one(text, trigger):
    rows = extract(text, published="2024-05-02").rows["mentions"]
    assert [row.trigger for row in rows] == [trigger]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Weavers walked out on March 3. They went back on March 6.", "They went back on March 6"),
        ("The strike began on March 4. It lasted three days.", "It lasted three days"),
        ("Miners began a strike on March 4. On March 7 they went back.", "On March 7 they went back"),
        ("Cooks walked out on March 4. They ended the meeting on March 5.", "Cooks walked out on March 4"),
    ],
)
def test_a_clause_that_tells_the_end_or_the_length_of_a_strike_is_a_mention(text: str, last: str) -> None:
    assert extract(text, published="2024-03-14").rows["mentions"][-1].text == last
