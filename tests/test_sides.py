"""On whose side someone stands is read from the words that describe them."""

import pytest

from kaiser_data.extract.actors.role_sides import side_of_role


@pytest.mark.parametrize(
    ("role", "home", "side"),
    [
        ("shop steward at the brewery", "employer", "union"),
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
    ],
)
def test_a_description_tells_whose_side_someone_is_on(role, home, side):
    assert side_of_role(role, home) == side
