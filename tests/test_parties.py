"""Whose dispute a text tells of: the union and the employer, named or only described, and where it takes place."""

import pytest

from kaiser_data.extract.actors import component as actors
from kaiser_data.extract.events.parties import PartiesInText
from kaiser_data.extract.pipeline import extract, extract_text, make_nlp
from kaiser_data.sources import make_document


def parties(text: str) -> tuple[str, str]:
    found = PartiesInText(make_nlp()(text))
    return found.union, found.employer


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("On Monday Norlink drivers struck. Harbour Foods wrote of it. Harbour Foods sells fish.", "norlink"),
        ("Talks with the Ferry League failed. The Dockers Union struck on Monday.", "ferry-league"),
        ("Porters at Norlink walked out. The Labour Court heard them.", "norlink"),
        ("Porters at three Norlink plants walked out.", "norlink"),
        ("NorLink drivers walked out on Monday.", "norlink"),
        (
            "Crews at Norlink Handling, which loads for carriers including Marlow Air, struck on Monday.",
            "norlink-handling",
        ),
        ("City clerks struck against Mayor Ana Ruiz’s plans. The city has offered a raise.", "city"),
        ("Spinners struck on Monday. The city is without cloth.", ""),
        ("The Dockers Union struck. The Labour Court ordered them back. The Labour Court sat on Monday.", ""),
        (
            "Striking tram crews met. The Dockers Union said tea companies had met it. Tea companies gave in.",
            "tea-companies",
        ),
        ("The Dockers Union struck, and management said bosses would wait.", ""),
        ("The Dockers Union struck. It could close companies. It met tea companies.", "tea-companies"),
        ("The mill locked out 40 spinners on Friday.", "mill"),
        ("The ministry met the doctors. The hospital stood empty.", "ministry"),
        ("Guards at the Marlow Foundation struck on Monday.", "marlow-foundation"),
        ("Porters at the Hexham Hospitals Trust struck on Monday.", "hexham-hospitals-trust"),
        ("The labour board met the spinners.", ""),
        ("Spinners marched past the mill on Monday.", ""),
        ("Spinners marched past the mill, and the mill locked out spinners.", "mill"),
        ("East coast port operators locked out spinners.", "east-coast-port-operators"),
        ("Spinners struck on Monday to press the state government for a raise.", "state-government"),
        ("Spinners struck. In every major port ships waited. The tea companies met.", "tea-companies"),
        ("Riders for the app Zippet struck on Monday.", "zippet"),
        ("Spinners struck in March. A mill stood idle.", ""),
        ("Spinners struck in March. Factories stood idle.", ""),
        ("Spinners struck in March. The factories stood idle.", "factories"),
        ("The Dockers Union struck. Its strike hit the local grain sector and the tea industry.", ""),
        ("The Dockers Union struck. It rejected what employers had put forward.", "employers"),
        ("The Dockers Union struck. It pays less than other tea companies.", ""),
        ("Bank staff struck on Monday, provincial bank staff on Friday.", ""),
        ("Striking dockers brought the tea port of Ostrin to a halt.", ""),
        ("The Dockers Union met port authorities in Ostrin.", "port-authorities"),
        ("Spinners struck to protest against a government pay offer, a port authority spokesman said.", "government"),
        ("Spinners struck to press the government to spend more. The tea ministry said spinners sang.", "government"),
        ("Spinners struck in West Bank. The West Bank saw no trams. The government met them.", "government"),
        ("On Monday Norlink drivers struck. The tea employers’ federation met them.", "tea-employers-federation"),
        ("On Monday Norlink drivers struck. The employers’ federation met them.", "norlink"),
        (
            "Talks with Norlink AG drivers failed. Norlink AG is a subsidiary of Ostrin Corp, owned by Ostrin Corp.",
            "norlink-ag",
        ),
        ("Millions joined a general strike to press the government to quit. Talks with Norlink failed.", "government"),
        ("Spinners joined a general strike. Talks with Norlink failed. The government said no.", "norlink"),
        ("Civil servants struck over the government’s pension plan. Norlink closed. Norlink is shut.", "government"),
        ("Teachers blamed the government. Norlink drivers struck. Talks with Norlink failed.", "norlink"),
        (
            f"Civil servants met. The Tea Union struck.{4 * ' Norlink Inc sat.'} The government’s plan is old.",
            "norlink-inc",
        ),
        ("Lecturers struck and accused the government. Ana Ruiz, a cook at Ostrin School, sang.", "government"),
        ("Porters struck. Ana Ruiz, a cook at Ostrin School, sang.", "ostrin-school"),
        ("Premier Jo Opel quit. Teachers urged the Opel government to pay. Opel refused.", "opel-government"),
        (
            "Tutors of the Tutors Union met the Association of Ostrin Colleges. Teachers struck. The Opel government "
            "sat. The government said no. This government waits. The Opel government left.",
            "opel-government",
        ),
        ("Nationwide, hauliers struck until they signed a deal with the government. Tea companies met.", "government"),
        (
            "Civil servants struck over the government’s cuts. The government said no. The government met the "
            "Ostrish government.",
            "government",
        ),
        ("Teachers in Ostrin struck after talks with Mayor Ana Judge. The mayor sang.", "ana-judge"),
        ("Spinners struck in Ostrin. Mayor Ana Judge sang. The tea companies met.", "tea-companies"),
        (
            "Spinners struck. The ministry said in its Green Paper that it would pay. The Green Paper is out.",
            "ministry",
        ),
        ("Spinners struck. Talks with their employer, Lindova, failed.", "lindova"),
        ("Spinners struck. The state-run sugar company, SGL, made an offer.", "sgl"),
        ("Spinners struck. Carmaker Lindova made an offer.", "lindova"),
        (
            "Talks with Lund Foods, a unit of Ostrin Steel, owned by Ostrin Steel, failed. Ostrin Steel sat.",
            "lund-foods",
        ),
        ("Spinners struck. Every ship in Norway’s main port waited.", ""),
        ("The Tram Union struck. Sorters at rival Zendry met it.", "zendry"),
        ("Lindova and the spinners’ union reached a deal.", "lindova"),
        ("Spinners struck. The works council met. The works council sang.", ""),
        ("OSTRIN (AP) _ Train drivers struck on Monday.", ""),
        (
            "Hartwell Council agreed to a pay deal with its cleaners. Marlow Foods ran it. Since the Council took over "
            "from Marlow Foods, cleaners on Marlow Foods contracts have struck.",
            "hartwell-council",
        ),
        ("Civil servants at the Ministry of Tea struck. Norlink sells tea.", "ministry-of-tea"),
        (
            "Teachers struck. The Ministry made a new offer to teachers. New offers from the Ministry came. "
            "The Ministry sang. Pupils of the school wept.",
            "ministry",
        ),
        ("The Ministry of Tea wrote. On Monday Norlink drivers struck. The Ministry of Tea wept.", "norlink"),
        ("Staff working for brewery giant Hanley Crowe struck. Hanley Crowe said it was sad.", "hanley-crowe"),
        ("Workers at toymaker Carter Bligh struck. Carter Bligh sang.", "carter-bligh"),
        ("Drivers for the delivery company Grant Tyler struck on Monday. Grant Tyler sang.", "grant-tyler"),
        ("Spinners struck. The union told the company Mary Crowe would lead its talks. The company sang.", "company"),
        ("Spinners at Norlink struck. At the hospital Mary Crowe said a law firm Dean Harlow had sued.", "norlink"),
        ("Refuse collectors at the Dunmore Trust struck on Monday. Norlink sang.", "dunmore-trust"),
    ],
)
def test_an_employer_is_told_by_its_workers_and_its_talks(text, employer):
    assert parties(text)[1] == employer


def test_the_last_word_of_a_headline_tells_nothing_of_the_town_below_it():
    text = "OFFER ACCEPTED BY UNION\n\nOSTRIN, Oct 19 - The Tram Union said it took an offer. Norlink paid."
    assert parties(text)[0] == "tram-union"


@pytest.mark.parametrize(
    ("text", "union"),
    [
        ("USW Local 14 walked out. The USW has members in other towns. The USW pays them.", "usw-local-14"),
        ("USW Local 14 and USW Local 15 walked out. The USW has members in other towns. The USW pays.", "usw"),
        ("The canteen union said cooks would strike. The canteen union met Norlink.", "canteen-union"),
        ("Two hundred tea workers struck. The tea workers want more, workers said.", "tea-workers"),
        ("Two hundred tea workers struck. They want more, workers said.", "tea-workers"),
        ("Tea workers struck. Dock workers stayed in. Workers want more.", ""),
        ("Junior sorters struck. Sorters want more. The junior sorters left.", "junior-sorters"),
        ("Nurses struck on Monday.", "nurses"),
        ("Twenty nurses struck on Monday.", "nurses"),
        ("Members struck on Monday, colleagues of theirs on Friday.", ""),
        ("The union announced on Monday that its members would walk out.", "union"),
        ("Nurses walked out. The union paid them.", "nurses"),
        ("The nurses struck. The union paid them. The union met Norlink. The union will vote.", "union"),
        ("Norwegian tea workers struck.", "norwegian-tea-workers"),
        ("Norwegian ships waited. Tea workers struck.", "tea-workers"),
        (
            "The Tram Union wrote. The Tram Union met. A strike by tea pickers began, the Tea Pickers Union said.",
            "tea-pickers-union",
        ),
        ("UNI Global Union wrote. UNI Global Union paid. The Dockers Union struck.", "dockers-union"),
        ("Norlink pilots will strike, the Cockpit Association said. The union wants more.", "cockpit-association"),
        ("Norlink pilots will strike, the Cockpit Association said.", "norlink-pilots"),
        ("Tram crews struck. The Rail, Road and Harbour (RRH) union called them out.", "rail-road-and-harbour"),
        ("Cleaners in Ostrin struck. Unite, the union, said they had no choice.", "unite"),
    ],
)
def test_the_only_local_of_a_union_strikes_else_a_trade(text, union):
    assert parties(text)[0] == union


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Pickets stood outside Patrick Hauliers' depot.", "Patrick Hauliers", "employer"),
        ("The Amalgamated Food and Dairy Workers Union refused.", "Amalgamated Food and Dairy Workers Union", "union"),
        ("The Ostrin Education Association balloted.", "Ostrin Education Association", "union"),
        ("The Coastal Shipowners’ Union refused.", "Coastal Shipowners’ Union", "employer"),
        ("The Lund Grocers Council refused.", "Lund Grocers Council", "employer"),
        ("The Lund Dockers Council refused.", "Lund Dockers Council", "union"),
        ("The Lund Mail Carriers Union refused.", "Lund Mail Carriers Union", "union"),
        ("The Nuneaton College refused.", "Nuneaton College", "employer"),
        ("The dockers met Telecom managers. A pact with Telecom failed.", "Telecom", "employer"),
        ("The Nuneaton College of Midwives refused.", "Nuneaton College of Midwives", "union"),
        ("The Lund Trades Council refused.", "Lund Trades Council", "coalition"),
        ("The School Boards Council of Unions refused.", "School Boards Council of Unions", "coalition"),
        ("The Lund Regional Council refused.", "Lund Regional Council", "government"),
        ("The Lund Labor Office refused.", "Lund Labor Office", "government"),
        ("The Central Labor Council refused.", "Central Labor Council", "coalition"),
        ("The Northern Seamen’s Federation balloted.", "Northern Seamen’s Federation", "union"),
        (
            "The National Council of the Bakers’ Association met.",
            "National Council of the Bakers’ Association",
            "union",
        ),
        ("The Ferry Union FUK balloted.", "Ferry Union FUK", "union"),
        (
            "The Ostrin Tea Growers and Exporters Association met.",
            "Ostrin Tea Growers and Exporters Association",
            "employer",
        ),
        ("The Ostrin Tea Pickers and Packers Union met.", "Ostrin Tea Pickers and Packers Union", "union"),
        ("Crews at the Ostrin-based Norlink Airways struck.", "Norlink Airways", "employer"),
        ("The World Trade Organization ruled.", "World Trade Organization", "group"),
        ("The Amalgamated Drivers voted.", "Amalgamated Drivers", "union"),
        ("The Federação dos Petroleiros voted.", "Federação dos Petroleiros", "union"),
        ("The Milliners' International voted.", "Milliners' International", "union"),
        ("The Milliners' Conference voted.", "Milliners' Conference", "union"),
        ("Wharfies at East Marlow struck. At the East Marlow Dock ships waited.", "East Marlow", None),
        ("The United Marlow Drivers voted.", "United Marlow Drivers", "union"),
        ("Marlow and Sons locked the gates.", "Marlow and Sons", "employer"),
        ("Daniel Marlow & Daughters locked the gates.", "Daniel Marlow & Daughters", "employer"),
        ("Marlow & Lyle said it would close.", "Marlow & Lyle", "employer"),
        ("The tram union Havn voted.", "Havn", "union"),
        ("On Monday Havn members voted.", "Havn", "union"),
        ("The Railwaymen's Action Committee voted.", "Railwaymen's Action Committee", "union"),
        ("The General Confederation of Chilean Labour voted.", "General Confederation of Chilean Labour", "union"),
        ("Lyon-based Optique Marlow will open.", "Optique Marlow", "employer"),
        ("Marlow Air has cut flights because of its pilots' ban.", "Marlow Air", "employer"),
        ("Crews issued a strike notice to Marlow Pacific.", "Marlow Pacific", "employer"),
        ("Ostrin Harbour Authority staff struck.", "Ostrin Harbour Authority staff", "group"),
        ("The Senate members voted.", "U.S. Senate", "government"),
        ("Crews struck. Kaltex, the private firm that runs the trams, met them.", "Kaltex", "employer"),
        ("Workers of Danish-owned Norlink Foods Inc. struck.", "Norlink Foods Inc. workers", "group"),
        ("Employees of Norlink Foods Inc. struck.", "Norlink Foods Inc.", "employer"),
        ("The Ostrin Banks Union balloted.", "Ostrin Banks Union", "union"),
        ("Workers at the Kessler plant in Leeds struck.", "Kessler", "employer"),
        ("Workers at the Kessler plant in New Jersey struck.", "Kessler", None),
        ("Nurses at St Brigid’s Care Centre struck.", "St Brigid’s Care Centre", "employer"),
        ("Cooks struck the Norlink Foods Inc Leeds canteen.", "Norlink Foods Inc", "employer"),
        ("Slicers at meat processor Marlow struck.", "Marlow", "employer"),
        ("The Ostrin Shipping Companies Union balloted.", "Ostrin Shipping Companies Union", "employer"),
        ("Porters struck at the ORKA Terminal 2.", "ORKA Terminal 2", None),
    ],
)
def test_a_body_has_the_kind_that_its_words_tell(text, name, kind):
    members = actors.cast_of(make_nlp()(text)).members.values()
    kinds = [member.kind for member in members if member.name == name]
    assert kinds == ([kind] if kind else []), [(m.name, m.kind) for m in members]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Miners at the Ostrivar mine in Chile struck on Monday.", "Ostrivar mine"),
        ("The Dockers Union struck in Chile and in Peru on Monday.", "Chile; Peru"),
        ("OSLO, July 4 – The Dockers Union struck in Bergen on Monday.", "Bergen"),
        ("LODGEPOLE, Neb. – The Bakers Union struck on Monday.", "Lodgepole, Neb."),
        ("The Dockers Union voted on Monday to strike. Trams ran in Leeds. Leeds was calm.", ""),
        ("The Dockers Union struck on Monday. Trams ran in Leeds. Leeds was calm.", "Leeds"),
        ("Norway: dockers out\n\nBERGEN, Norway – The Dockers Union struck on Monday.", "Bergen, Norway"),
        ("The Dockers Union struck in Norway on Monday. It rallied on Tuesday. Ships came to Bergen.", "Norway"),
        ("The Dockers Union struck on Monday for R12 500 at the Ostrivar mine.", "Ostrivar mine"),
        ("OSLO – Dockers of the Dockers Union, who struck on Monday, rallied here.", "Oslo"),
        ("Bakers out\n\nNEW YORK--The Dockers Union struck on Monday.", "New York"),
        ("Bakers out\n\nUNISON--The Dockers Union struck on Monday.", ""),
        ("The Dockers Union struck on Monday in Ostrin, 40 miles north of Leeds.", "Ostrin"),
        ("The Dockers Union struck in Leeds, Hull, and Dover on Monday.", "Leeds; Hull; Dover"),
        ("The Dockers Union struck at Ostrin University on Monday.", "Ostrin University"),
        ("FAQ: Strike at the docks\n\nThe Dockers Union struck on Monday.", ""),
        (
            "SEOUL, Dec 7, 2026\n\nPilots of the country’s largest airline struck on Monday. Dutch pilots sang.",
            "Netherlands",
        ),
        ("The Dockers Union struck on Monday at Norlink’s Brackwater-area yard.", ""),
        ("The union said the Dockers Union struck in Marlow, Ohio, on Monday.", "Marlow, Ohio"),
        ("The Dockers Union struck on Monday in Ontario’s schools.", "Ontario"),
        ("The Leeds Tram Company met the Dockers Union. The union struck on Monday.", "Leeds"),
        ("Danish dockers struck on Monday.", "Denmark"),
        ("Danish ships waited. The Dockers Union struck on Monday.", ""),
        ("Dockers in Esbjerg met. The Danish Dockers Union struck on Monday.", "Esbjerg"),
        ("Danish and Swedish ships waited. The Dockers Union struck on Monday against a Danish law.", ""),
        ("Danish ships waited in Danish ports. The Dockers Union struck on Monday against a Danish law.", "Denmark"),
        ("The Dockers Union struck on Monday at Gate 5 near Leeds.", "Gate 5; Leeds"),
        ("DOCKERS SHUT DENMARK\n\nThe Dockers Union struck on Monday. Denmark’s ports were calm.", "Denmark"),
        ("The Dockers Union began a nationwide strike on Monday in Esbjerg. The Danish fleet waited.", "Denmark"),
        ("A national strike by the Dockers Union began on Monday. Danish ships lay off Esbjerg.", "Denmark"),
        ("The United Dockers of America struck on Monday.", ""),
        ("The Dockers Union struck at Berth 12 on Monday.", "Berth 12"),
        ("The Dockers Union struck at berth on Monday.", ""),
        ("S. AFRICA DOCKERS OUT\n\nThe Dockers Union struck on Monday.", "S. Africa"),
        ("S. African ships waited. The Dockers Union struck on Monday.", ""),
        ("SOUTH\nAFRICA’S DOCKERS OUT\n\nThe South\nAfrican Dockers Union struck on Monday.", "South Africa"),
        ("DOCKERS (DKR) OUT AGAIN\n\nThe Dockers Union struck on Monday.", ""),
        ("The Dockers Union struck on Monday in Toledo, Ohio, and Peoria, Illinois.", "Toledo, Ohio; Peoria, Illinois"),
        ("Ontario’s tram drivers struck on Monday.", "Ontario"),
        ("Dockers struck in Wales and Northern Ireland in a national strike.", "Wales; Northern Ireland"),
        ("The New York Tram Company met the Dockers Union. The union struck on Monday.", ""),
        ("LEEDS – The Dockers Union struck on Monday in this city. Trams ran through Leeds.", "Leeds"),
        ("LEEDS, March 3 – The Dockers Union struck on Monday. Trams ran through Leeds.", "Leeds"),
        ("Dockers struck in Salem, Illinois, on Monday. They walked out in Salem on Monday.", "Salem, Illinois"),
        ("CLYMER, Pa. – The Dockers Union struck on Monday.", "Clymer, Pa."),
        ("Dockers told a rally in Leeds on Monday that they would stay out.", "Leeds"),
        ("Norlink has laid off half of its staff in Kenya and Kenyans are among those hit.", "Kenya"),
        ("Dockers struck on Monday at the Ostrin News and Ostrin Mills.", ""),
        ("Dockers at Norlink struck on Monday.", ""),
        ("Cleaners picketed on Monday; Mercer House said nothing.", ""),
        ("The Dockers Union struck in Leeds on Monday, says its report Nine Winters of Neglect.", "Leeds"),
        ("The Dockers Union struck on Monday. A Ministry to Settle Quarrels Of Work is planned.", ""),
        ("The Dockers Union struck on Monday and is at odds with Leeds. Owned by Leeds, the yard shut.", ""),
        ("Dockers struck in Leeds on Monday. They will vote on the offer on Friday.", "Leeds"),
        ("Dockers struck at the yard in Salem, Me., on Monday. Their contract expired on Sunday.", "Salem, Me."),
        ("A strike by the Dockers Union began in Hull on Monday and spread to Dover and Leeds.", "Hull; Dover; Leeds"),
        ("The cooks of Hull and Dover met. On Monday they walked out.", "Hull; Dover"),
        ("Dockers in Leeds struck on Monday. Talks broke down on Tuesday.", "Leeds"),
        ("The strike spread to Ostrin on Monday.", "Ostrin"),
        ("Nurses at St. Brigid’s Hospital in Leeds struck on Monday.", "St. Brigid’s Hospital; Leeds"),
        ("Technicians of St. Brigid Health System Inc. struck on Monday.", ""),
        ("Porters\n\nNEW YORK--Porters Union (PU) cooks struck on Monday.", "New York"),
        ("Cooks from across Norway struck in Bergen on Monday.", "Bergen"),
        ("A strike by Ohio's 34,000 tram and bus drivers began on Monday.", "Ohio"),
        ("Dockers danced at Ostrin, Vale and Red Hull football games. They struck on Monday.", ""),
        ("The Dockers Union struck on Monday in the port of Ostrin, ahead of the rule of Marrakup.", "Ostrin"),
        ("The Dockers Union picketed a Marrakup store on Monday.", ""),
        ("The Dockers Union, tired of Marrakup, struck on Monday for cooks in Form 4, Leeds Veterans said.", ""),
    ],
)
def test_a_place_is_that_of_the_clause_or_of_the_dispute(text, place):
    rows = extract([make_document(text, published="2026-03-04")]).rows
    assert {event.place for event in rows["events"]} == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Porters rallied in front of Norlink’s headquarters on Monday.", "Norlink’s headquarters"),
        ("Porters marched on parliament on Monday.", "parliament"),
        ("Porters rallied on the steps of the state Capitol on Monday.", "state Capitol"),
        ("Porters rallied outside the town hall in Ostrin on Monday.", "Ostrin"),
        ("Porters in Hexham, Co. Lund struck on Monday.", "Hexham, Co. Lund"),
        ("The U.S.-backed employers locked out porters on Monday.", ""),
        ("Porters struck on Monday over jobs at headquarters.", ""),
    ],
)
def test_people_rally_at_the_seat_that_their_clause_describes(text, place):
    events = extract([make_document(text, published="2026-03-06")]).rows["events"]
    assert {event.place for event in events} == {place}


@pytest.mark.parametrize(
    ("text", "union"),
    [
        ("CUPE 3907 members struck at Ostrin College on Monday.", "cupe-3907"),
        ("Ostrin Transit locked out ATU 1587 on Monday.", "atu-1587"),
        ("SEIU 1199W struck at Ostrin College on Monday.", "seiu-1199w"),
        ("The UAW 2023 strike ended on Monday.", "uaw"),
        ("UAW 20,000 strong struck on Monday.", "uaw"),
    ],
)
def test_a_union_with_a_number_is_its_local(text, union):
    assert parties(text)[0] == union


def test_a_dispute_is_not_where_its_people_rally():
    text = "Dockers struck on Monday. On Tuesday they rallied at City Hall. The City Hall was shut."
    events = extract([make_document(text, published="2026-03-06")]).rows["events"]
    assert {event.type: event.place for event in events} == {"strike": "", "rally": "City Hall"}


def test_talks_are_in_no_town_where_strikes_are_in_two():
    text = "Dockers in Leeds struck on Monday. Pilots in Hull struck on Tuesday. Talks broke down on Wednesday."
    events = extract([make_document(text, published="2026-03-06")]).rows["events"]
    assert {event.type: event.place for event in events}["bargaining"] == ""


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Harbour Rail has asked for talks with union representatives on Monday.", "harbour-rail", ""),
        (
            "The Dockers Union struck at Harbour Rail. On Monday new negotiations with the unions failed.",
            "harbour-rail",
            "dockers-union",
        ),
        (
            "The Dockers Union struck at Harbour Rail. On Monday new negotiations failed.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "On Monday talks between Harbour Rail and the Dockers Union broke down.",
            "harbour-rail",
            "dockers-union",
        ),
        (
            "On Monday talks between the Dockers Union and Harbour Rail broke down.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "The Dockers Union is striking Harbour Rail. It rejected the company’s offer on Monday.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "The Dockers Union is striking Harbour Rail. Negotiators for both sides held talks on Monday.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "Talks between nurses, the Department of Health and the HSE broke down on Monday. The Nurses Union met.",
            "nurses-union",
            "department-of-health",
        ),
        (
            "Sri Lankan tea companies and the Tea Union resumed talks on Monday.",
            "sri-lankan-tea-companies",
            "tea-union",
        ),
        (
            "The Dockers Union struck at Harbour Rail on Monday after talks with the Labour Office failed.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "The Dockers Union struck at Harbour Rail. Dockers rejected a proposal by the state mediator on Monday.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "The Dockers Union struck at Harbour Rail. Talks broke down on Monday as the company refused to move.",
            "harbour-rail",
            "dockers-union",
        ),
        (
            "A row between Harbour Rail and the Dockers Union drags on. Talks broke down on Monday.",
            "harbour-rail",
            "dockers-union",
        ),
        (
            "A row between Harbour Rail and its passengers drags on. The Dockers Union struck. Talks failed on Monday.",
            "dockers-union",
            "harbour-rail",
        ),
        (
            "We sat down with Harbour Rail and the Dockers Union came to a tentative agreement on Monday.",
            "dockers-union",
            "harbour-rail",
        ),
    ],
)
def test_in_talks_who_is_named_first_or_meets_a_union_acts(text, actor, target):
    event = extract([make_document(text, published="2026-03-04")]).rows["events"][-1]
    assert (event.actor_id, event.target_id) == (actor, target)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The Dockers Union’s porters at five canneries voted on Monday to strike.", "five-canneries"),
        ("The Dockers Union’s porters at Norlink Ferries voted on Monday to strike.", "norlink-ferries"),
        ("The Dockers Union struck on Monday with many canneries idle.", "harbour-rail"),
        ("The Dockers Union said a strike at five canneries had ended on Monday.", "harbour-rail"),
    ],
)
def test_a_strike_is_against_whom_its_clause_has_workers_at(text, target):
    text = f"The Dockers Union talked with Harbour Rail. Harbour Rail said no. {text}"
    assert {one.target_id for one in extract([make_document(text, published="2026-03-04")]).rows["events"]} == {target}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("On Monday Harbour Rail sacked 40 strikers.", "dockers-union"),
        ("On Monday Harbour Rail laid off 40 porters.", "dockers-union"),
        ("On Monday 40 tellers were laid off at Norlink Ferries.", "norlink-ferries-tellers"),
        ("On Monday Norlink Ferries laid off 40 tellers.", ""),
        ("On Monday two railways laid off 40 porters.", "dockers-union"),
        ("On Monday Harbour Rail cancelled all freight services.", ""),
        ("On Monday Harbour Rail cancelled all freight services because of the strike.", ""),
    ],
)
def test_an_employer_acts_on_workers_only_where_the_clause_speaks_of_them(text, target):
    opening = "The Dockers Union struck. Talks with Harbour Rail failed. Harbour Rail said no."
    told = extract([make_document(f"{opening} {text}", published="2026-03-04")]).rows["events"]
    assert [event.target_id for event in told if event.type in ("other", "layoff")] == [target]


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Brackwater Tessaly said it had offered 3 percent. The Dockers Union struck.", "brackwater-tessaly"),
        ("Brackwater Tessaly, a division of a bank, is quiet. The Dockers Union struck.", "brackwater-tessaly"),
        ("Brackwater Tessaly said it was late. The Dockers Union struck.", ""),
        ("At sea Tessaly is a shipping company. The Dockers Union struck.", "tessaly"),
        ("Shipowners offered 3 percent. The sailors struck. Shipowners called it fair.", "shipowners"),
        ("An owner offered 3 percent. The sailors struck.", ""),
        ("Norlink Beef Processors Inc was struck. Norlink Beef is shut.", "norlink-beef-processors-inc"),
        ("Norlink Beef Hospital was struck. Norlink Beef is shut.", "norlink-beef"),
    ],
)
def test_an_employer_is_told_by_what_it_says_of_itself_or_by_a_noun(text, employer):
    events = extract([make_document(text, published="2026-03-04")])
    assert PartiesInText(events.doc).employer == employer


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Police fired tear gas at the strikers on Monday.", "police", "dockers-union"),
        ("The Dockers Union clashed with police on Monday.", "dockers-union", "police"),
        ("Twelve strikers were arrested on Monday, police said.", "police", "dockers-union"),
        ("Two strikers were beaten on Monday.", "", ""),
        ("On Monday 40 strikers were arrested. Police stayed.", "police", "dockers-union"),
        ("Dockers’ leader Ana Ruiz was arrested on Monday. Police stayed.", "police", "ana-ruiz"),
        ("The arrest of the crane driver Ana Ruiz by the Ostrin Navy came on Monday.", "ostrin-navy", "ana-ruiz"),
        ("Ana Ruiz’s arrest came on Monday, said dockers’ leader Jo Lamb.", "", "ana-ruiz"),
        ("Police arrested pickets on Monday before Ana Ruiz spoke.", "police", "dockers-union"),
        ("On Monday one man was arrested. Police stayed.", "police", ""),
    ],
)
def test_police_act_against_those_whom_they_fight(text, actor, target):
    events = extract([make_document(f"The Dockers Union struck. {text}", published="2026-03-04")]).rows["events"]
    fights = [event for event in events if event.type in ("violence", "arrest")]
    assert [(event.actor_id, event.target_id) for event in fights] == [(actor, target)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("On Monday the union asked the Labour Board to appoint a mediator.", "dockers-union"),
        ("On Monday the Labour Board agreed to a union request to appoint a mediator.", "labour-board"),
        ("On Monday the company said it will close the plant.", "harbour-rail"),
        ("On Monday Harbour Rail imposed a contract.", "harbour-rail"),
        ("On Monday all the other railways imposed a contract.", "all-the-other-railways"),
        ("All the other railways paid at once and began talks with porters on Monday.", "all-the-other-railways"),
        ("Six foreign-owned tea companies laid off 90 pickers on Monday.", "six-foreign-owned-tea-companies"),
        ("On Monday 12 other Ostrin hotels locked out porters.", "12-other-ostrin-hotels"),
        ("At rival Norlink Air, the government invoked emergency powers on Monday.", "government"),
        (
            "After 11 weeks of bitter and costly quarrels at the docks, the union on Monday made an offer.",
            "dockers-union",
        ),
        ("On Monday the Guardian said it was laying off 30 reporters.", "the-guardian"),
        ("On Monday the Guardian said Harbour Rail was laying off 30 porters.", "harbour-rail"),
        ("Labour Minister Ana Ruiz met with strike leaders on Monday.", "ana-ruiz"),
        ("The Transport Ministry said it held talks with union leaders on Monday.", "transport-ministry"),
        ("The company and the Dockers Union reached a deal on Monday.", "harbour-rail"),
        ("Harbour Rail said Monday it would close a plant, after the strike of the union.", "harbour-rail"),
        (
            "Harbour Rail said Monday it will change terms of the Dockers Union after declaring an impasse in talks.",
            "harbour-rail",
        ),
    ],
)
def test_the_subject_acts_whether_named_or_described(text, actor):
    opening = "The Dockers Union struck at Harbour Rail on Sunday."
    assert extract([make_document(f"{opening} {text}", published="2026-03-04")]).rows["events"][-1].actor_id == actor


def test_a_deal_with_a_second_government_is_no_deal_with_the_first():
    text = (
        "The Guards Union struck on Sunday over the government’s cuts. The government said no. The government waits. "
        "On Monday the Guards Union reached a tentative agreement with the devolved Ostrish government."
    )
    events = extract([make_document(text, published="2026-03-04")]).rows["events"]
    assert [event.target_id for event in events] == ["government", "ostrish-government"]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("The Labour Board ruled. The company appealed the ruling on Monday.", "harbour-rail", "labour-board"),
        (
            f"The Labour Board ruled.{7 * ' Ana Ruiz met Jo Lamb.'} The company appealed the ruling on Monday.",
            "harbour-rail",
            "labour-board",
        ),
        ("On Monday the Labour Court rejected the union’s appeal of a ruling.", "labour-court", "dockers-union"),
        ("On Monday the Labour Court rejected the company’s appeal of a ruling.", "labour-court", "harbour-rail"),
        ("Harbour Rail sued the Dockers Union on Monday.", "harbour-rail", "dockers-union"),
        ("Harbour Rail was fined $9,000 on Monday.", "", "harbour-rail"),
        ("On Monday the Dockers Union was sued by Harbour Rail.", "harbour-rail", "dockers-union"),
    ],
)
def test_a_plea_goes_to_a_judge_who_hears_its_owner(text, actor, target):
    opening = "The Dockers Union struck at Harbour Rail on Sunday."
    rows = extract([make_document(f"{opening} {text}", published="2026-03-04")]).rows["events"]
    assert {(row.actor_id, row.target_id) for row in rows if row.type == "lawsuit"} == {(actor, target)}


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Harbour Rail was bought by Norlink Ferries on Monday.", "norlink-ferries", "harbour-rail"),
        ("Two dockers were sacked for striking on Monday.", "harbour-rail", "dockers-union"),
        ("Norlink Ferries, which had closed its plant on Monday, wept.", "norlink-ferries", ""),
        ("Ana Ruiz, a shop steward at Harbour Rail, was sacked on Monday.", "harbour-rail", "ana-ruiz"),
        ("Shop steward Ana Ruiz was dismissed by Norlink Ferries on Monday.", "norlink-ferries", "ana-ruiz"),
        ("Union president Ana Ruiz resigned on Monday.", "ana-ruiz", "harbour-rail"),
    ],
)
def test_who_is_bought_or_sacked_does_not_act(text, actor, target):
    opening = "The Dockers Union struck at Harbour Rail. Talks with Harbour Rail failed."
    rows = extract([make_document(f"{opening} {text}", published="2026-03-04")]).rows["events"]
    assert [(row.actor_id, row.target_id) for row in rows if row.type == "other"] == [(actor, target)]


def test_the_police_are_named_where_a_text_names_them():
    cast = actors.cast_of(make_nlp()("The Ostrin Police Department came. Police arrested bakers."))
    assert "police" not in cast.members


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The mill will close, said Marlow Foods Inc. in a letter. Spinners at Lyle Co. wept.", "marlow-foods-inc"),
        ("Spinners at Marlow Foods Inc. wept. The mill will close, said the Weavers Union.", "marlow-foods-inc"),
    ],
)
def test_who_tells_that_a_workplace_closes_closes_it(text, actor):
    rows = extract([make_document(text, published="2026-03-04")]).rows["events"]
    assert {row.actor_id for row in rows if row.type == "other"} == {actor}


def test_another_dispute_has_its_own_employer_and_place():
    text = (
        "Bakers at Norlink struck on Monday in Leeds. Norlink shut the Leeds bakery. The Bakers Union met Norlink.\n\n"
        "Marlow Steel shut a furnace on Friday. The Welders Guild voted on Sunday to strike.\n\n"
        "The Cooks Guild voted on Tuesday to strike, and the Bakers Union cheered.\n"
    )
    events = extract([make_document(text, published="2026-03-04")]).rows["events"]
    assert [(one.actor_id, one.target_id) for one in events if one.type == "strike_vote"] == [
        ("welders-guild", "marlow-steel"),
        ("cooks-guild", "norlink"),
    ]
    assert {one.place for one in events if one.actor_id in ("welders-guild", "marlow-steel")} == {""}


def test_who_publishes_a_struck_paper_is_the_paper():
    text = (
        "Employees of the Daily Lantern picketed on Friday. The Scribes Guild said the publisher had refused to talk."
    )
    picket = extract([make_document(text, published="2026-03-04")]).rows["events"][0]
    assert (picket.actor_id, picket.target_id) == ("scribes-guild", "daily-lantern")


@pytest.mark.parametrize(
    "text",
    [
        "The Dockers Union and the Porters Union will march in Lund on Friday.",
        "Members of the Dockers Union and the Porters Union voted on Monday to strike.",
    ],
)
def test_of_two_unions_who_act_together_the_first_acts(text):
    assert [one.actor_id for one in extract([make_document(text, published="2026-03-04")]).rows["events"]] == [
        "dockers-union"
    ]


def test_who_lends_to_a_land_is_not_whom_its_workers_strike_against():
    text = "Clerks struck on Monday against cuts. The International Monetary Fund wants cuts. The Clerks Union said no."
    event = extract([make_document(text, published="2026-03-04")]).rows["events"][0]
    assert (event.actor_id, event.target_id) == ("clerks-union", "")


@pytest.mark.parametrize(
    ("union", "actor"),
    [("pilots’ union", "pilots-union"), ("cooks’ union", "united-cooks-union"), ("union", "united-cooks-union")],
)
def test_a_union_of_another_trade_than_the_named_one_acts_for_itself(union, actor):
    text = f"The {union} struck Norlink Air on Monday. Members of the United Cooks Union met on Sunday and honked."
    rows = extract_text(text, published="2026-02-20").rows
    assert [event.actor_id for event in rows["events"] if event.type == "strike"] == [actor]
