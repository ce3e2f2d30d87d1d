"""On whose side someone stands is read from the words that describe them."""

import pytest

from kaiser_data.extract.actors.sides import side_of_role
from kaiser_data.extract.pipeline import extract_text


@pytest.mark.parametrize(
    ("role", "home", "side"),
    [
        ("shop steward at the brewery", "employer", "union"),
        ("Nairobi", "", "government"),
        ("the city’s spokesman", "", "government"),
        ("a county spokeswoman", "", "government"),
        ("First City", "", "other"),
        ("bargaining lead of the guild", "", "union"),
        ("major businesses", "", "employer"),
        ("an employers’ federation", "", "employer"),
        ("the shipowners’ association", "", "employer"),
        ("a federation of bakers’ unions", "", "union"),
        ("Mr Justice", "", "government"),
        ("a fitter with nine years in the paint shop", "", "worker"),
        ("the brewery’s barrister", "", "employer"),
        ("school officials", "", "employer"),
        ("assembly team leader", "", "worker"),
        ("a violinist in the pit", "", "worker"),
        ("secretary general of the dockers", "", "union"),
        ("the seafarers’ leader", "", "union"),
        ("one union boss", "", "union"),
        ("a member of the bargaining team", "", "union"),
        ("teaching assistant and president of the local", "", "union"),
        ("chief people officer", "", "employer"),
        ("the ferry operator’s finance director", "", "employer"),
        ("senior vice president for operations", "", "employer"),
        ("a spokesman for the brewery", "employer", "employer"),
        ("labour minister", "", "government"),
        ("Member of Parliament", "", "government"),
        ("state Rep.", "", "government"),
        ("the mayor’s spokeswoman", "", "government"),
        ("regional director", "government", "government"),
        ("managing editor", "", "press"),
        ("a professor at the university", "employer", "other"),
        ("president of the parents’ campaign", "other", "other"),
        ("labour historian", "", "other"),
        ("a local resident", "", "other"),
        ("a surgical resident", "", "worker"),
        ("landlord of the Ship Inn", "", "other"),
        ("car-makers", "", "employer"),
        ("Norwegian leader", "", "government"),
        ("Norwegian union leader", "", "union"),
        ("Norwegian driver", "", "worker"),
        ("the official bakers’ union", "", "union"),
        ("a member of the city council", "", "government"),
        ("a union statement", "", "union"),
        ("TKW president", "", "union"),
        ("TKW president", "employer", "employer"),
        ("president of the parents’ campaign", "", "other"),
        ("Kenyan president", "", "government"),
        ("secretary", "", "union"),
        ("Defence Secretary", "", "government"),
        ("president and chief executive", "", "employer"),
        ("Mill Owners Association president", "", "employer"),
        ("Workers crossing the picket line", "employer", "worker"),
        ("a student and member of the branch’s bargaining committee", "", "union"),
        ("COB press secretary", "union", "union"),
        ("a presidential adviser", "", "government"),
        ("spokesman for the passengers", "", "other"),
        ("strike spokesman", "", "union"),
        ("chief union negotiator", "", "union"),
        ("a member of the union", "", "worker"),
        ("a labour market researcher at the university", "employer", "other"),
        ("a researcher at the institute", "", "worker"),
        ("the mill’s chief", "", "employer"),
        ("the negotiator for the association of municipalities", "", "employer"),
        ("her opposite number at the trade union", "", "union"),
        ("an American spokesman", "", "employer"),
        ("a spokesman for the campaign", "", "other"),
        ("one of the organisers of the strike", "employer", "union"),
        ("officials of other local chains", "", "employer"),
        ("officials of the local", "", "union"),
        ("the oil industry association", "", "employer"),
        ("Labour Minister", "other", "government"),
        ("Northern Range Brigadier", "", "government"),
        ("a local government official", "", "government"),
        ("chairman of the mill employers’ federation", "", "employer"),
        ("a clerk who sued the mill employers’ federation", "", "worker"),
        ("negotiating for the shipowners", "", "employer"),
        ("a spokesman at the strike headquarters", "", "union"),
        ("secretary of the Lund trade union council", "", "union"),
        ("a city council leader", "", "government"),
        ("leader of the main opposition party", "", "other"),
        ("leader of the Agrarian party", "", "other"),
        ("an executive member of the port authority", "government", "government"),
        ("a member at the mill", "union", "worker"),
        ("a rights group", "", "other"),
        ("the state news agency", "", "press"),
        ("the authorities", "", "government"),
        ("Liberal Democrat leader", "", "government"),
        ("the Lund tram staff", "", "worker"),
        ("chief of staff", "", "employer"),
        ("a supervisor with the Tug Union", "union", "union"),
        ("a supervisor at the plant", "employer", "employer"),
        ("Lieutenant Colonel", "", "government"),
        ("executive officer of local 9", "", "union"),
        ("a prison officer at Lund", "employer", "worker"),
        ("spokesman for the National Federation of Banks", "employer", "employer"),
        ("president of the Tram Pilots Union", "employer", "union"),
        ("Irish PM", "", "government"),
        ("hospital authorities", "", "employer"),
        ("Banespa president", "", "employer"),
        ("a tram drivers' association", "", "union"),
        ("a member of the tram drivers' association", "", "worker"),
        ("a patients' group", "", "other"),
        ("the coordinating committee", "", "union"),
        ("who has driven a crane for six years", "", "worker"),
        ("who now leads the branch of the union", "", "union"),
        ("who ran the mill", "", "employer"),
        ("who ran a marathon", "", "other"),
        ("her foreman", "", "employer"),
        ("a foreman", "", "worker"),
    ],
)
def test_a_description_tells_whose_side_someone_is_on(role, home, side):
    assert side_of_role(role, home) == side


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The city’s tram drivers walked out on Monday. Mayor Ana Ruiz said talks would go on.", "employer"),
        ("Council workers walked out on Monday. Council leader Ana Ruiz said talks would go on.", "employer"),
        ("Drivers walked out over the county’s latest offer. Mayor Ana Ruiz said talks would go on.", "employer"),
        ("Drivers of the Lund Tram Company walked out. Mayor Ana Ruiz said talks would go on.", "government"),
        (
            "The city’s tram drivers walked out on Monday. Labour minister Ana Ruiz said talks would go on.",
            "government",
        ),
    ],
)
def test_who_holds_a_local_office_speaks_for_the_town_whose_workers_strike(text, side):
    assert [row.side for row in extract_text(text, published="2024-05-02").rows["quotes"]] == [side]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Cooks struck. “We are disappointed,” Swiftway said in a statement.", "employer"),
        ("Cooks struck. “We apologise to our riders,” Metrolane said.", "employer"),
        ("The mill is to close, Radio Nova reported.", "press"),
    ],
)
def test_a_name_without_a_description_is_known_by_what_it_says(text, side):
    assert [row.side for row in extract_text(text).rows["quotes"]] == [side]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Mill and union officials said that talks would go on.", "other"),
        ("The union and the company said that talks would go on.", "other"),
        ("Union officials and drivers said that talks would go on.", "union"),
        ("Union leaders and passengers said that talks would go on.", "union"),
        ("Nurses and a spokesman for the union at the clinic said that talks would go on.", "union"),
        ("Members of Dockers Local 9 walked out. Local officials said that talks would go on.", "union"),
        ("Dockers walked out. Local officials said that roads were closed.", "government"),
        ("The Confederation of Ostrin Industry said that talks would go on.", "employer"),
        ("The Ostrin Medical Association said that talks would go on.", "union"),
        ("Ana Ruiz, of the cooks’ union, said that talks would go on.", "union"),
        ("Ana Ruiz, of Lund, said that talks would go on.", "other"),
        ("The Ridgeway Port Authority said that talks would go on.", "employer"),
        ("The Ridgeway Harbour Board said that talks would go on.", "employer"),
        ("The CUPE-Ridgeway said that talks would go on.", "union"),
        ("Minister of Social Affairs Loew de Graet went home. De Graet said that talks would go on.", "government"),
    ],
)
def test_who_speaks_together_or_for_a_body_is_on_its_side(text, side):
    assert [row.side for row in extract_text(text, published="2024-05-02").rows["quotes"]] == [side]
