"""The two language-training networks, from invitation to report (requirements 34 to 45)."""

import pytest

from tests.series.office import people

EAST, WEST = ("Roskilde", "Køge", "Bornholm"), ("Odense", "Vejle", "Aarhus")
NAMED = people(
    *((f"Første {name}sen", name, "leder") for name in (*EAST, *WEST)),
    *((f"Anden {name}sen", name, "medarbejder") for name in (*EAST, *WEST)),
)


@pytest.fixture
def networks(office):
    office.do("series", "new", "--template", "language-networks", "--from", "2021-07-01")
    office.do("member", "import", office.file("names.csv", *NAMED))
    return office


def test_r34_r35_the_opening_is_for_both_and_the_rest_for_one_side(networks):
    groups = {one["municipality"]: one["group"] for one in networks.do("member", "list")["members"]}
    assert groups["Odense"] == "west"
    assert groups["Bornholm"] == "east"
    networks.do("meeting", "set", "1", "--date", "2021-09-24")
    assert len(networks.do("meeting", "expect", "1")["added"]) == 12
    networks.do("meeting", "set", "2", "--date", "2021-12-02")
    assert len(networks.do("meeting", "expect", "2")["added"]) == 6
    networks.do("member", "set", "Odense", "--group", "east")
    assert len(networks.do("meeting", "expect", "2")["added"]) == 2


def test_r36_titles_become_roles_at_import(networks):
    rows = [
        "Navn;Kommune;Titel",
        "Ulla Chef;Ishøj;Afdelingschef",
        "Bo Kons;Ishøj;Udviklingskonsulent",
    ]
    networks.do("member", "import", networks.file("titles.csv", *rows))
    found = networks.do("member", "list", "--people")["people"]
    assert {one["name"]: one["role"] for one in found if one["municipality"] == "Ishøj"} == {
        "Ulla Chef": "chief",
        "Bo Kons": "consultant",
    }


def test_r37_a_virtual_meeting_has_a_link_and_no_door(networks):
    met = networks.do("meeting", "set", "2", "--date", "2021-12-02", "--link", "https://x.example")
    assert (met["meeting"]["door"], met["meeting"]["link"]) == (False, "https://x.example")


def test_r37_a_virtual_meetings_list_is_matched_and_asked_about(networks):
    met = networks.do("meeting", "set", "2", "--date", "2021-12-02")["meeting"]
    networks.do("meeting", "expect", "2")
    path = networks.file(
        "teams.csv",
        "Navn;E-mail",
        "Første Roskildesen;",
        "Anden Kogesen;",
        "iPhone tilhørende Ulla;",
    )
    command = ("attendance", "--import", path, "--meeting", "2")
    refused = networks.said(*command)
    assert (networks.exit_code, refused["result"]) == (1, "refused")
    assert networks.do("status", "--day", str(met["day"]))["arrived"] == 0
    koge = networks.code(met["day"], "Anden Køgesen")
    answers = ("--answer", f"Anden Kogesen={koge}", "--answer", "iPhone tilhørende Ulla=udelad")
    done = networks.do(*command, *answers)
    assert len(done["arrived"]) == 2
    assert networks.do("status", "--day", str(met["day"]))["arrived"] == 2
    assert networks.do(*command, *answers)["arrived"] == [], "again adds nobody"


def test_r38_a_membership_has_its_own_dates(networks):
    networks.do("member", "set", "Vejle", "--since", "2022-01-01")
    networks.do("meeting", "set", "1", "--date", "2021-09-24")
    found = networks.said("meeting", "expect", "1")
    assert (found["result"], {one["code"] for one in found["findings"]}) == (
        "refused",
        {"outside_membership"},
    )


def test_r39_a_third_person_is_flagged_at_import_and_at_the_door(networks):
    day = networks.do("meeting", "set", "1", "--date", "2021-09-24")["meeting"]["day"]
    rows = people(*((f"{letter} Vejlesen", "Vejle", "leder") for letter in ("Bo", "Eva", "Kim")))
    path = networks.file("day.csv", *rows)
    refused = networks.said("import", "participants", path, "--day", str(day))
    assert refused["result"] == "refused"
    assert [(one["code"], one["related_rows"]) for one in refused["findings"]] == [
        ("seats_over", [2, 3, 4])
    ]
    assert networks.do("people", "--day", str(day))["people"] == []
    networks.do("import", "participants", networks.file("two.csv", *rows[:3]), "--day", str(day))
    networks.at("2021-09-24T09:00:00+02:00")
    for name in ("Bo Vejlesen", "Eva Vejlesen"):
        networks.do("check-in", networks.code(day, name), "--day", str(day))
    third = networks.said(
        "walk-in", "--name", "Kim Vejlesen", "--municipality", "Vejle", "--day", str(day)
    )
    full = networks.said("check-in", third["code"], "--day", str(day))
    assert (networks.exit_code, full["result"], full["seat"]["verdict"]) == (1, "no_seat", "full")
    forced = networks.do("check-in", third["code"], "--day", str(day), "--force", "aftalt")
    assert forced["forced"] == {"asked": True, "needed": True}


def test_r39_somebody_comes_instead_of_a_named_no_show(networks):
    day = networks.do("meeting", "set", "1", "--date", "2021-09-24")["meeting"]["day"]
    networks.do("meeting", "expect", "1")
    networks.at("2021-09-24T09:00:00+02:00")
    first, absent = (networks.code(day, f"{word} Odensesen") for word in ("Første", "Anden"))
    networks.do("check-in", first, "--day", str(day))
    new = networks.do("walk-in", "--name", "Ny Mand", "--municipality", "Odense", "--day", str(day))
    asked = networks.said("check-in", new["code"], "--day", str(day))
    assert asked["seat"]["substitutes"] == [{"code": absent, "name": "Anden Odensesen"}]
    networks.do("substitute", absent, "--by", new["code"], "--day", str(day))
    assert networks.do("check-in", new["code"], "--day", str(day))["result"] == "in"


def test_r40_four_split_sessions_whose_dates_are_not_settled(networks):
    meetings = networks.do("meeting", "list")["meetings"]
    virtual = [one for one in meetings if one["mode"] == "virtual"]
    assert [(one["month"], one["group"], one["date"]) for one in virtual] == [
        ("2021-12", "east", None),
        ("2021-12", "west", None),
        ("2022-06", "east", None),
        ("2022-06", "west", None),
    ]
    assert networks.text("meeting", "list").count("datoen er ikke fastsat") == 7


def test_r41_fifty_of_one_municipality_pass_a_virtual_meeting(networks):
    day = networks.do("meeting", "set", "3", "--date", "2021-12-03")["meeting"]["day"]
    rows = people(*((f"Person Nr{'I' * n} Holm", "Vejle", "medarbejder") for n in range(1, 51)))
    done = networks.do("import", "participants", networks.file("50.csv", *rows), "--day", str(day))
    assert (done["new"], done["findings"]) == (50, [])


def test_r41_a_meeting_that_moves_to_a_screen_has_no_limit_and_has_it_again_in_the_room(networks):
    day = str(networks.do("meeting", "set", "1", "--date", "2021-09-24")["meeting"]["day"])
    rows = people(*((f"{letter} Vejlesen", "Vejle", "leder") for letter in ("Bo", "Eva", "Kim")))
    command = ("import", "participants", networks.file("day.csv", *rows), "--day", day)
    assert networks.said(*command)["result"] == "refused"
    networks.do("meeting", "set", "1", "--mode", "virtual")
    (told,) = networks.do(*command)["findings"]
    assert (told["code"], told["severity"]) == ("seats_over", "note")
    networks.do("undo", "--day", day)
    met = networks.do("meeting", "set", "1", "--mode", "physical")["meeting"]
    assert [one["text"] for one in met["seats"]] == ["any=1..2"]
    assert networks.said(*command)["result"] == "refused"


def test_r42_r43_the_hosted_meeting_has_the_quota_and_its_host_is_a_member(networks):
    refused = networks.said("meeting", "set", "5", "--date", "2022-03-10", "--host", "Roskilde")
    assert refused["result"] == "host_not_a_member"
    assert refused["members"] == "Aarhus, Odense, Vejle"
    day = networks.do("meeting", "set", "5", "--date", "2022-03-10", "--host", "Vejle")["meeting"]
    host = people(*((f"Vært {letter}sen", "Vejle", "medarbejder") for letter in ("Aa", "Bo", "Ib")))
    guests = people(
        *((f"Gæst {letter}sen", "Odense", "medarbejder") for letter in ("Aa", "Bo", "Ib"))
    )
    path = networks.file("host.csv", *host, *guests[1:])
    refused = networks.said("import", "participants", path, "--day", str(day["day"]))
    assert [one["value"] for one in refused["findings"]] == ["Odense: 3 (any=1..2)"]


def test_r44_twelve_members_owe_42000(networks):
    for name in ("Ishøj", "Greve", "Faxe", "Kolding", "Esbjerg", "Billund"):
        networks.do("member", "set", name, "--status", "yes")
    assert networks.do("prices")["total_text"] == "42.000,00 kr."


def test_r45_speakers_from_outside_have_neither_quota_nor_fee(networks):
    networks.do(
        "member",
        "name",
        "Styrelsen for International Rekruttering",
        "Ole Bo",
        "--role",
        "oplægsholder",
    )
    networks.do(
        "member",
        "name",
        "Styrelsen for International Rekruttering",
        "Ib Bo",
        "--role",
        "oplægsholder",
    )
    networks.do(
        "member",
        "name",
        "Styrelsen for International Rekruttering",
        "Eja Bo",
        "--role",
        "oplægsholder",
    )
    case = networks.file("case.csv", *people(("Eja Case", "Kolding", "oplægsholder")))
    assert networks.do("member", "import", case)["joined"] == []
    networks.do("meeting", "set", "2", "--date", "2021-12-02")
    speaker = next(
        one["code"]
        for one in networks.do("member", "list", "--people")["people"]
        if one["name"] == "Eja Case"
    )
    east = networks.do("meeting", "expect", "2", speaker)
    assert (east["added"], east["findings"]) == ([speaker], []), "a case from the other side"
    networks.do("meeting", "set", "1", "--date", "2021-09-24")
    assert networks.do("meeting", "expect", "1")["findings"] == []
    assert networks.do("prices")["total_text"] == "21.000,00 kr."


def test_r37_a_list_read_into_the_wrong_meeting_is_taken_back(networks):
    networks.do("meeting", "set", "2", "--date", "2021-12-02")
    day = str(networks.do("meeting", "set", "3", "--date", "2021-12-03")["meeting"]["day"])
    path = networks.file("t.csv", "Navn", "Første Vejlesen", "Vejle Første", "Ny Mand")
    command = ("attendance", "--import", path, "--meeting", "3")
    command += ("--answer", "Vejle Første=Første Vejlesen", "--answer", "Ny Mand=ny")
    before = networks.do("attendance")["people"]
    dry = networks.do(*command, "--dry-run")
    assert (dry["coming"], dry["arrived"]) == (2, [])
    done = networks.do(*command)
    assert (done["coming"], len(done["arrived"]), len(done["added"])) == (2, 2, 2)
    assert networks.do("series", "undo")["what"] == "import_attendance"
    assert networks.do("attendance")["people"] == before == []
    assert networks.do("status", "--day", day)["arrived"] == 0
    assert networks.do("people", "--day", day)["people"] == []
    again = networks.do(*command)
    assert len(again["arrived"]) == 2, "and it can be read again"
    networks.at("2021-07-01T09:05:00+02:00")
    for code in again["arrived"]:
        networks.do("check-out", code, "--day", day)
    assert networks.said("series", "undo")["result"] == "changed_since"
