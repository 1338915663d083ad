"""Each of the five ready-made kinds, run from its invitation to its report by commands alone.

The numbers are those of the association's own invitations; a row of `docs/requirements.md`
says which test holds which requirement by itself.
"""

from __future__ import annotations

import pytest

from tests.series.office import Office, people


def named(towns: tuple[str, ...], *roles: str) -> list[str]:
    """Return a list that names one person of each role for each municipality."""
    return people(
        *(
            (f"{role.title()} {'I' * at} {town.split('-')[0]}sen", town, role)
            for town in towns
            for at, role in enumerate(roles, 1)
        )
    )


def hold(office: Office, series: str, number: int, date: str, stay_away: str = "-") -> dict:
    """Give a meeting its date, expect everybody, and let in all but some by name."""
    met = office.do("meeting", "set", str(number), "--date", date, "--series", series)["meeting"]
    office.do("meeting", "expect", str(number), "--series", series)
    office.at(f"{date}T09:30:00+02:00")
    day = str(met["day"])
    for person in office.do("people", "--day", day)["people"]:
        if stay_away not in person["name"]:
            assert office.do("check-in", person["code"], "--day", day)["result"] == "in"
    return met


def counts(report: dict) -> list[tuple[int, int]]:
    """Return how many were expected and came, in the order of the meetings' numbers."""
    meetings = sorted(report["meetings"], key=lambda one: one["number"])
    return [(one["expected"], one["arrived"]) for one in meetings]


def test_the_consultant_network(office):
    office.at("2020-08-01T09:00:00+02:00")
    made = office.do("series", "new", "--template", "consultant-network", "--from", "2020-08-01")
    (series,) = made["series"]
    assert [(one["month"], one["place"]) for one in series["meetings"]] == [
        ("2020-09", "Odense"),
        ("2021-01", "Odense"),
        ("2021-06", "Odense"),
    ]
    tiers = [(one["from"], one["to"], one["amount"]) for one in series["price"]["tiers"]]
    assert tiers == [(1, 2, 9000), (3, 5, 13000)]
    for town in ("Dragør", "Aarhus", "Køge"):
        office.do("member", "set", town, "--status", "invited")
    office.do("member", "set", "Køge", "--status", "no")
    roster = [*named(("Dragør",), "konsulent"), *named(("Aarhus",), *["konsulent"] * 4)[1:]]
    assert office.do("member", "import", office.file("n.csv", *roster))["joined"] == [
        "Dragør",
        "Aarhus",
    ]
    for number, date in enumerate(("2020-09-17", "2021-01-14", "2021-06-02"), 1):
        met = hold(office, "1", number, date, "t III A" if number == 2 else "-")
        assert (met["mode"], met["door"]) == ("physical", True)
    report = office.do("series", "show")
    assert counts(report) == [(5, 5), (5, 4), (5, 5)]
    assert report["statuses"]["no"] == 1
    assert report["drop_offs"] == []
    assert report["total"] == "22.000,00 kr."
    table = office.do("attendance")
    assert {one["municipality"]: one["counts"] for one in table["municipalities"]} == {
        "Dragør": [1, 1, 1],
        "Aarhus": [4, 3, 4],
    }
    paper = office.folder / "report.pdf"
    office.do("report", str(paper), "--day", str(report["meetings"][0]["day"]))
    assert paper.read_bytes().startswith(b"%PDF")
    office.do("prices", "--out", str(office.folder / "invoice.xlsx"))
    again = office.do("series", "new", "--renew", "1", "--from", "2021-08-01")["series"][0]
    assert (again["members"], again["named"]) == (2, 5)


def test_the_two_language_training_networks(office):
    east, west = ("Roskilde", "Bornholm"), ("Odense", "Vejle")
    office.do("series", "new", "--template", "language-networks", "--from", "2021-07-01")
    meetings = office.do("series", "show")["series"]["meetings"]
    assert [(one["mode"], one["group"], one["seats"][0]["text"]) for one in meetings] == [
        ("physical", "both", "any=1..2"),
        ("virtual", "east", "any=0..*"),
        ("virtual", "west", "any=0..*"),
        ("physical", "east", "any=1..2"),
        ("physical", "west", "any=1..2"),
        ("virtual", "east", "any=0..*"),
        ("virtual", "west", "any=0..*"),
    ]
    roster = office.file("n.csv", *named((*east, *west), "leder", "medarbejder"))
    office.do("member", "import", roster)
    hold(office, "1", 1, "2021-09-24")
    for number, date, towns in ((2, "2021-12-02", east), (3, "2021-12-03", west)):
        met = office.do("meeting", "set", str(number), "--date", date)["meeting"]
        assert met["door"] is False
        office.do("meeting", "expect", str(number))
        came = [row.partition(";")[0] + ";" for row in named(towns, "leder")[1:]]
        guest = "Ny Gæst;"
        listed = office.file("teams.csv", "Navn;E-mail", *came, guest)
        command = ("attendance", "--import", listed, "--meeting", str(number))
        assert office.said(*command)["result"] == "refused", "an unknown name is asked about"
        assert len(office.do(*command, "--answer", "Ny Gæst=udelad")["arrived"]) == 2
    refused = office.said("meeting", "set", "4", "--date", "2022-03-10", "--host", "Odense")
    assert (refused["result"], refused["members"]) == ("host_not_a_member", "Bornholm, Roskilde")
    office.do("meeting", "set", "4", "--host", "Roskilde")
    hold(office, "1", 4, "2022-03-10")
    report = office.do("series", "show")
    assert counts(report)[:5] == [(8, 8), (4, 2), (4, 2), (4, 4), (0, 0)]
    assert report["total"] == "14.000,00 kr."
    assert office.do("prices")["lines"][0]["text"] == "3.500,00 kr."


def test_the_two_inclusion_partnerships(office):
    office.do("series", "new", "--template", "inclusion-partnerships", "--from", "2021-07-01")
    for series in ("1", "2"):
        shown = office.do("series", "show", "--series", series)["series"]
        assert [one["text"] for one in shown["seats"]] == ["chief=1..1", "staff=0..4"]
        assert (len(shown["meetings"]), shown["organisers"]) == (4, ["KL", "Komponent"])
    both, one = ("Vejle",), ("Køge",)
    roster = office.file("a.csv", *named((*both, *one), "chef", *["medarbejder"] * 4))
    office.do("member", "import", roster, "--series", "1")
    office.do("member", "import", office.file("b.csv", *named(both, "chef")), "--series", "2")
    for number, date in enumerate(("2021-08-25", "2021-11-24", "2022-02-23", "2022-05-25"), 1):
        hold(office, "1", number, date, "Chef I K" if number == 3 else "-")
        hold(office, "2", number, date)
        office.do("meeting", "contribution", str(number), "Vejle", "given", "--series", "1")
    report = office.do("series", "show", "--series", "1")
    assert counts(report) == [(10, 10), (10, 10), (10, 9), (10, 10)]
    lacking = report["meetings"][2]["at_meeting"]
    assert [(one["municipality"], one["role"]) for one in lacking] == [("Køge", "chief")]
    assert {one["silent"][0] for one in report["meetings"]} == {"Køge"}
    union = office.do("attendance", "--tag", "0-15 år")
    chief = next(one for one in union["people"] if one["name"] == "Chef I Vejlesen")
    assert (len(union["meetings"]), chief["times"]) == (8, 8), "one person in both, one row"


def test_the_stand_day_inside_its_partnership(office):
    office.at("2018-09-06T09:00:00+02:00")
    office.do("series", "new", "--template", "stand-day", "--from", "2018-09-01")
    towns = ("Vejle", "Odense", "Køge", "Faxe")
    roster = office.file("n.csv", *named(towns, "konsulent", "chef", "politiker"))
    office.do("member", "import", roster)
    met = office.do("meeting", "set", "1", "--date", "2018-11-14", "--place", "Nyborg")["meeting"]
    assert met["stands"] is True
    day = str(met["day"])
    rows = [f"{at};{town};Tema {at};Hvad {at}?" for at, town in enumerate(towns, 1)]
    stands = office.file("s.csv", "Nummer;Kommune;Tema;Spørgsmål", *rows)
    office.do("import", "stands", stands, "--day", day)
    assert len(office.do("meeting", "expect", "1")["added"]) == 12
    halves = office.do("halves", "--seconds", "0.2", "--day", day)["rounds"]
    assert [len(half) for half in halves.values()] == [2, 2]
    assert office.do("place", "--day", day)["proof"] == "optimal"
    office.at("2018-11-14T09:30:00+01:00")
    for person in office.do("people", "--day", day)["people"]:
        office.do("check-in", person["code"], "--day", day)
    office.at("2018-11-14T10:00:00+01:00")
    office.do("timer", "all", "start", "--round", "1", "--day", day)
    stand = str(halves["1"][0])
    office.do("entry", stand, "add", "--kind", "question", "--text", "Hvem betaler?", "--day", day)
    report = office.do("series", "show")
    assert counts(report) == [(12, 12)]
    assert report["meetings"][0]["by_role"] == {"chief": 4, "consultant": 4, "politician": 4}
    paper = office.folder / "report.pdf"
    office.do("report", str(paper), "--day", day)
    assert paper.stat().st_size > 1000
    (colleague,) = office.do("colleagues", "--theme", "Tema 3")["members"]
    assert colleague["municipality"] == "Køge"


def test_the_two_year_partnership_of_all_98(office):
    office.at("2021-01-04T09:00:00+01:00")
    office.do("series", "new", "--template", "it-partnership", "--from", "2021-01-01")
    shown = office.do("series", "show")
    assert (shown["series"]["to"], shown["statuses"]["invited"]) == ("2022-12-31", 98)
    towns = ("Vejle", "Odense", "Køge")
    for town in towns:
        office.do("member", "set", town, "--status", "yes", "--council", "2021-02-24")
    office.do("member", "set", "Faxe", "--status", "yes")
    office.do("member", "set", "Greve", "--status", "no")
    roster = office.file("n.csv", *named(towns, "politiker", "chef", "leder", "forælder"))
    office.do("member", "import", roster)
    for number, date in enumerate(("2021-03-10", "2021-09-08", "2022-03-09", "2022-09-07"), 1):
        met = hold(office, "1", number, date)
        if number == 1:
            office.do("purge", "--yes", "--day", str(met["day"]))
    report = office.do("series", "show")
    assert counts(report)[1:] == [(12, 12)] * 3
    assert report["meetings"][0]["arrived"] == 12, "a purged meeting still counts"
    assert report["statuses"] == {
        "not_invited": 0,
        "invited": 93,
        "yes": 4,
        "no": 1,
        "no_answer": 0,
    }
    lacking = [one for one in report["findings"] if one["code"] == "council_missing"]
    assert [one["municipality"] for one in lacking] == ["Faxe"]
    assert report["overdue"] == ["Frist for tilmelding", "Organiseringen er på plads"]
    table = office.do("attendance", "--tag", "0-18 år")
    assert {one["municipality"]: one["counts"] for one in table["municipalities"]}["Vejle"] == [
        4
    ] * 4


@pytest.mark.parametrize("lang", ["da", "en"])
def test_r38_a_list_for_a_day_outside_the_membership_is_flagged_at_import(office, lang):
    office.do("series", "new", "--template", "language-networks", "--from", "2021-07-01")
    office.do("member", "set", "Vejle", "--status", "yes", "--since", "2022-01-01")
    day = str(office.do("meeting", "set", "1", "--date", "2021-09-24")["meeting"]["day"])
    listed = office.file("p.csv", *named(("Vejle",), "leder"))
    found = office.said("import", "participants", listed, "--day", day, "--lang", lang)
    assert [one["code"] for one in found["findings"]] == ["outside_membership"]
    assert "Vejle" in found["findings"][0]["message"]


def test_r45_a_speaker_of_a_ministry_is_imported_and_costs_nothing(office):
    office.do("series", "new", "--template", "language-networks", "--from", "2021-07-01")
    rows = ["Navn;Organisation;Rolle", "Ole Bo;Udlændinge- og Integrationsministeriet;oplægsholder"]
    done = office.do("member", "import", office.file("uim.csv", *rows))
    assert (done["new"], done["joined"]) == (1, [])
    (speaker,) = office.do("member", "list", "--people")["people"]
    assert (speaker["role"], speaker["municipality"]) == ("speaker", "")
    assert office.do("prices")["total_text"] == "0,00 kr."
