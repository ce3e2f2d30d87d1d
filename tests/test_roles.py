"""The description of a speaker stands on all that the speaker says."""

import pytest

from kaiser_data.extract.pipeline import extract_text
from kaiser_data.extract.quotes.speaker_history import NOBODY, Speaker, describe


def read(text: str):
    return list(extract_text(text).rows["quotes"])


def said(name: str, role: str, actor_id: str = "") -> Speaker:
    return Speaker(0, 1, name, actor_id, "worker", role)


def test_a_description_given_once_stands_on_all_rows_of_the_speaker():
    text = (
        "“We are tired,” said Dana Ruiz, a porter at the mill. The company closed the gates on Monday. "
        "“Nobody asked us,” Ruiz said. “It was cold,” said Jo Lamb."
    )
    rows = extract_text(text, published="2024-05-02").rows["quotes"]
    assert [(row.speaker, row.role) for row in rows] == [
        ("Dana Ruiz", "a porter at the mill"),
        ("Dana Ruiz", "a porter at the mill"),
        ("Jo Lamb", ""),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("French carmaker Rivolt said that it would close the line.", "French carmaker"),
        ("“It was calm,” said police spokesman Lt. Ana Ruiz.", "police spokesman Lt."),
        ("The Rail Guild (RG), representing 3,000 drivers, said that talks had failed.", "representing 3,000 drivers"),
        (
            "The Rail Guild — the largest union in the yard — said that talks had failed.",
            "the largest union in the yard",
        ),
        ("The Rail Guild said in a statement that talks had failed.", ""),
        ("The Rail Guild, the largest union in the yard, said in a statement that talks had failed.", "the largest"),
        ("The Rail Guild said that it was writing a statement.", ""),
        ("Labour Department spokesman Ola Dahl said that talks had failed.", "Labour Department spokesman"),
        ("“We wait,” said Ola Dahl of the sailors’ rights movement.", "of the sailors’ rights movement"),
        ("Ola Dahl, head of the Rail Guild (RG), said that talks had failed.", "head of the Rail Guild (RG)"),
        ("Ola Dahl, a nurse (RN), said that talks had failed.", "a nurse"),
        (
            "The deal was told by the head of the union, Prof. Ola Dahl. Dahl said it failed.",
            "the head of the union",
        ),
        ("It was told by the general secretary, Comrade Ola Dahl. Dahl said talks failed.", "the general secretary"),
        ("Prof. Ola Dahl said that talks had failed.", "Prof."),
        ("Police Officer Ola Dahl said that talks had failed.", "Police Officer"),
        (
            "Norlink Vice President of Human Resources Jane Dahl said talks had failed.",
            "Norlink Vice President of Human",
        ),
        ("A nurse in the burns unit, Ola Dahl, said that talks had failed.", "a nurse in the burns unit"),
        (
            "Ola Dahl is general secretary of the Rail Guild. Dahl said talks had failed.",
            "general secretary of the Rail",
        ),
        ("Ola Dahl is critical of the Rail Guild. Dahl said that talks had failed.", ""),
        (
            "A spokesman for Mr Dahl said talks had failed. Labour minister Ola Dahl was away.",
            "a spokesman for Mr Dahl",
        ),
        ("Ola Dahl, state labour minister, said that talks had failed.", "state labour minister"),
        ("Ola Dahl, 55, who has been driving trams for years, said talks had failed.", "who has been driving trams"),
        ("Ola Dahl, who’s worked in Lund since May, said talks had failed.", "who’s worked in Lund since May"),
        ("Talks failed, however Unite representative Ola Dahl said more would come.", "Unite representative"),
        ("In a letter to Ola Dahl, mill manager Jo Anne Hale asked for talks. Dahl said they failed.", ""),
        ("Ola Dahl, who has been accused of theft, said that talks had failed.", ""),
        ("Ola Dahl, who worked here, is the convener at the mill. Dahl said talks had failed.", "who worked here"),
        ("Labour Minister Ola Dahl, who’s in charge, said that talks had failed.", "Labour Minister"),
        ("SA Chamber of Mines’ chief negotiator, Ola Dahl, said that talks had failed.", "SA Chamber of Mines’ chief"),
        ("Mill owners’ staff relations manager Ola Dahl said talks had failed.", "Mill owners’ staff relations"),
        ("TKW Strategic Planning and Delivery General Manager Ola Dahl said talks had failed.", "TKW Strategic Plan"),
        (
            "State Superintendent of Public Instruction Ana Dahl left. Dahl said talks had failed.",
            "State Superintendent",
        ),
        (
            "PAY TALKS AT MILLS FAIL The head of Lund’s mill owners, Ola Dahl, said they would wait.",
            "the head of Lund’s",
        ),
        ("How busy local Norlink depots are, Norlink did not say. Norlink said talks had failed.", ""),
        ("“We wait,” sighed driver Ola Dahl.", "driver"),
        ("Ola Dahl (44), a driver, said that talks had failed.", "a driver"),
        ("Ola Dahl – a nurse of ten years – said that talks had failed.", "a nurse of ten years"),
        ("Last week education secretary Ola Dahl said that talks had failed.", "education secretary"),
        ("Norlink has a staunch supporter. Ola Dahl said that talks had failed.", ""),
        ("A spokeswoman for Norlink said that talks had failed.", "a spokeswoman for Norlink"),
        ("A clerk said that talks had failed.", ""),
        ("One driver, 57, who has worked in Lund for years, said talks had failed.", "who has worked in Lund"),
        ("One driver, 57, who asked for water, said talks had failed.", ""),
        ("A clerk at the office of the mill on condition of anonymity said talks had failed.", "a clerk at the office"),
    ],
)
def test_what_stands_beside_a_name_describes_it(text, role):
    told = {row.role for row in extract_text(text, published="2024-05-02").rows["quotes"]}
    assert all(one.startswith(role) if role else not one for one in told) and len(told) == 1


@pytest.mark.parametrize("role", ["The union", "Its", "she", "the company", "their leaders"])
def test_a_pronoun_or_a_bare_noun_is_no_description(role):
    assert describe(
        [said("Bakers Union", role, "bakers"), said("Bakers Union", "the bakers’ own union", "bakers")]
    ) == [
        "the bakers’ own union",
        "the bakers’ own union",
    ]


def test_an_article_is_written_small():
    assert describe([said("Bakers Union", "The union of the bakers")]) == ["the union of the bakers"]
    assert describe([said("Ruiz", "Theatre porter")]) == ["Theatre porter"]


def test_a_report_speaks_for_its_author_on_its_own_rows_only():
    rows = [said("Bakers Union", "The report", "bakers"), said("Bakers Union", "", "bakers")]
    assert describe(rows) == ["the report", ""]


def test_who_is_nobody_has_no_description():
    assert describe([NOBODY, said("", "a porter")]) == ["", ""]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_an_apostrophe_right_before_an_office_stops_nothing(mark: str):
    text = f"Everyone called her {mark}President Ana Ruiz, and Ana Ruiz said that talks had failed."
    assert [row.speaker for row in extract_text(text, published="2024-05-02").rows["quotes"]] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "text",
    [
        "No bus will run, the transport minister has said. Ana Ruiz said the porters were wrong.",
        "Ana Ruiz said the porters were wrong. The transport minister said no bus would run.",
        "The transport minister of Norway (NO) says no bus would run. On Monday, Ana Ruiz said porters were wrong.",
    ],
)
def test_an_office_that_speaks_beside_a_bare_name_is_its_holders(text):
    told = {(row.speaker, row.side, row.role.partition(" of ")[0]) for row in read(text)}
    assert told == {("Ana Ruiz", "government", "transport minister")}


def test_an_office_is_no_second_holders():
    text = (
        "Transport minister Jo Hale resigned. Ana Ruiz said she was glad. The transport minister said no bus would run."
    )
    assert (read(text)[0].speaker, read(text)[0].role) == ("Ana Ruiz", "")


def test_whose_administration_it_is_governs():
    text = "The porters struck against the Ruiz administration. Ana Ruiz said the porters were wrong."
    assert [(row.speaker, row.side) for row in read(text)] == [("Ana Ruiz", "government")]


def test_a_firms_boss_is_not_the_firm():
    text = "The airline Norlink Air said it had cut flights. The airline’s boss said more would go."
    assert [row.speaker for row in read(text)] == ["Norlink Air", "the airline’s boss"]
