"""Whose dispute a text tells of: the union and the employer, named or only described, and where it takes place."""

import pytest

from kaiser_data.extract.actors import component as actors
from kaiser_data.extract.events.parties import Scene
from kaiser_data.extract.pipeline import make_nlp


def parties(text: str) -> tuple[str, str]:
    scene = Scene(make_nlp()(text))
    return scene.union, scene.employer


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("On Monday Norlink drivers struck. Harbour Foods wrote of it. Harbour Foods sells fish.", "norlink"),
        ("Talks with the Ferry League failed. The Dockers Union struck on Monday.", "ferry-league"),
        ("Porters at Norlink walked out. The Labour Court heard them.", "norlink"),
        ("The Dockers Union struck. The Labour Court ordered them back. The Labour Court sat on Monday.", ""),
        (
            "Striking tram crews met. The Dockers Union said tea companies had met it. Tea companies gave in.",
            "tea-companies",
        ),
        ("The Dockers Union struck, and management said bosses would wait.", ""),
    ],
)
def test_an_employer_is_told_by_its_workers_and_its_talks(text, employer):
    assert parties(text)[1] == employer


@pytest.mark.parametrize(
    ("text", "union"),
    [
        ("USW Local 14 walked out. The USW has members in other towns. The USW pays them.", "usw-local-14"),
        ("USW Local 14 and USW Local 15 walked out. The USW has members in other towns. The USW pays.", "usw"),
        ("The canteen union said cooks would strike. The canteen union met Norlink.", "canteen-union"),
    ],
)
def test_the_only_local_of_a_union_strikes(text, union):
    assert parties(text)[0] == union


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Pickets stood outside Patrick Hauliers' depot.", "Patrick Hauliers", "employer"),
        ("The Ostrin Education Association balloted.", "Ostrin Education Association", "union"),
        ("The Coastal Shipowners’ Union refused.", "Coastal Shipowners’ Union", "employer"),
        ("The Northern Seamen’s Federation balloted.", "Northern Seamen’s Federation", "union"),
        (
            "The National Council of the Bakers’ Association met.",
            "National Council of the Bakers’ Association",
            "union",
        ),
        ("The Ferry Union FUK balloted.", "Ferry Union FUK", "union"),
        ("Crews at the Ostrin-based Norlink Airways struck.", "Norlink Airways", "employer"),
        ("The World Trade Organization ruled.", "World Trade Organization", "group"),
    ],
)
def test_a_body_has_the_kind_that_its_words_tell(text, name, kind):
    members = actors.cast_of(make_nlp()(text)).members.values()
    assert [member.kind for member in members if member.name == name] == [kind], [(m.name, m.kind) for m in members]


def test_a_headline_in_capitals_names_nobody_alone():
    text = "Norlink Locks Out Workers in Port Row\n\nOn Monday Norlink drivers met, the Dockers Union said."
    assert {m.name for m in actors.cast_of(make_nlp()(text)).members.values()} == {"Norlink", "Dockers Union"}
