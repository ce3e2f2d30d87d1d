"""Every example of a word list, through the rule that uses its word: whoever adds a word sees a test of it run."""

import re
from functools import cache

import pytest

import kaiser_data as kd
from kaiser_data.extract.actors.described_people import find_role
from kaiser_data.extract.actors.name_context import employs, looks_like, looks_like_union
from kaiser_data.extract.actors.names import parse_run
from kaiser_data.extract.actors.sides import side_of_role
from kaiser_data.extract.events.event_nouns import types
from kaiser_data.extract.grammar.noun_phrases import is_person, names_people, singular
from kaiser_data.extract.grammar.words import inflect
from kaiser_data.lexicon import read_lexicon


@cache
def rows(text: str) -> dict[str, tuple]:
    return kd.extract(text, published="2026-02-20").rows


def reports(line: dict[str, str]) -> bool:
    return line["term"].lower() in {quote.cue.lower() for quote in rows(line["example"])["quotes"]}


def reports_in_its_forms(line: dict[str, str]) -> bool:
    """A verb of saying reports in all forms that its example can be told in: "The union says", "has written"."""
    if line["takes"] == "according":
        return reports(line)
    rest = line["example"].removeprefix(f"The bakers {line['term']}")
    forms = inflect(line["term"])
    leads = {"base": "The bakers", "s": "The union", "past": "The union", "participle": "The union has"}
    leads["ing"] = "The bakers left on Monday,"
    told = [(word, f"{leads[form]} {word}{rest}") for form, words in forms.items() for word in words]
    return all(reports({"term": word, "example": example}) for word, example in told)


def tells(line: dict[str, str]) -> bool:
    """A mention is told by the term and is of its type, which the sentence may settle more closely."""
    found = rows(line["example"])
    kind_of = {event.event_id: event.type for event in found["events"]}
    kinds = {line["type"]} if line["type"] else {types()[needs] for needs in line["needs"].split("|")}
    told = [mention for mention in found["mentions"] if mention.rule.partition(":")[2] == line["term"]]
    return any(kinds & {mention.rule.partition(":")[0], kind_of[mention.event_id]} for mention in told)


def measures(line: dict[str, str], of: str = "") -> bool:
    units = {figure.unit for figure in rows(line["example"])["figures"] if of in ("", figure.measure)}
    return any(re.fullmatch(rf"{line['unit']}(?:/\w+)?", unit) for unit in units)


def counts(line: dict[str, str]) -> bool:
    counted = [figure.counted for figure in rows(line["example"])["figures"] if figure.measure == "count"]
    return line["term"] in {singular(form) for words in counted for form in (words, words.split(" ")[-1])}


def counts_people(line: dict[str, str]) -> bool:
    return any(figure.measure == "headcount" for figure in rows(line["example"])["figures"])


def gives_role(line: dict[str, str]) -> bool:
    role = find_role(line["example"], 0, len("Pat Hale"))
    return bool(role) and line["term"] in role.text and side_of_role(role.text) == line["side"]


def is_about(line: dict[str, str]) -> bool:
    """A figure of one of its measures is of its topic: of a duration a strike's is its length."""
    topics = {(figure.measure, figure.topic.replace("_length", "")) for figure in rows(line["example"])["figures"]}
    return any((measure, line["topic"].replace("_length", "")) in topics for measure in line["measures"].split())


def opens_name(line: dict[str, str]) -> bool:
    return [piece.kind for piece in parse_run(line["example"].removesuffix(" spoke."))] == ["person"]


def names_person(line: dict[str, str]) -> bool:
    return any(piece.kind == "person" for piece in parse_run(re.match(r"\S+ \S+", line["example"])[0]))


def is_of_people(line: dict[str, str]) -> bool:
    noun = line["term"].split()[-1]
    return (names_people(line["term"], noun) or is_person(line["term"])) == (line["kind"] != "thing")


def proves(line: dict[str, str]) -> bool:
    start = line["example"].index("Ostrivar")
    beside = line["example"], start, start + len("Ostrivar")
    kind = "employer" if line["kind"] in ("firm", "owner") else line["kind"]
    told = {"union": looks_like_union, "deals": employs}.get(kind)
    return kind == looks_like(*beside, 1) or bool(told and told(*beside))


RULES = {
    "answers": lambda line: [quote.kind for quote in rows(line["example"])["quotes"]] == ["direct"],
    "approximators": lambda line: line["qualifier"] in {f.qualifier for f in rows(line["example"])["figures"]},
    "bodies": counts_people,
    "count_topics": counts,
    "cues": reports_in_its_forms,
    "currencies": lambda line: measures(line, "money"),
    "designators": lambda line: not rows(line["example"])["figures"],
    "first_names": names_person,
    "irregular_plurals": lambda line: singular(line["term"]) == line["singular"],
    "measures": lambda line: measures(line, "count"),
    "name_neighbours": proves,
    "noun_cues": reports,
    "number_words": lambda line: bool(rows(line["example"])["figures"]),
    "people_at_large": counts_people,
    "periods": lambda line: any(f.unit.endswith(f"/{line['period']}") for f in rows(line["example"])["figures"]),
    "person_nouns": is_of_people,
    "roles": gives_role,
    "titles": opens_name,
    "topic_cues": is_about,
    "triggers": tells,
    "units": lambda line: measures(line, line["measure"]),
}


@pytest.mark.parametrize("name", RULES)
def test_the_rule_of_a_list_finds_the_word_in_its_example(name):
    idle = [(line["term"], line["example"]) for line in read_lexicon(name) if not RULES[name](line)]
    assert not idle, f"{name}.csv: write an example in which the term does what its columns say"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("cues", {"term": "sell", "takes": "that", "example": "The bakers sell the mill."}),
        ("triggers", {"term": "bake", "needs": "", "type": "strike", "example": "Bakers baked on Monday."}),
        ("units", {"term": "fortnights", "measure": "duration", "unit": "week", "example": "three days"}),
        ("roles", {"term": "baker", "side": "government", "example": "Pat Hale, a baker in Ridgeway, agreed."}),
        ("topic_cues", {"term": "sack", "topic": "layoff", "measures": "headcount", "example": "Some 40 clerks met."}),
        ("count_topics", {"term": "mill", "subject": "workplace", "example": "12 bakers"}),
    ],
)
def test_an_example_that_does_not_show_what_its_columns_say_fails(name, line):
    assert not RULES[name](line)
