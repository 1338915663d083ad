"""Two inclusion partnerships, the stand day and the two-year partnership (57 to 71)."""

import pytest
from sqlalchemy import text

from db.schema import open_store
from tests.series.office import people

HOUSES = ("Vejle", "Odense", "Køge")
DELEGATION = people(
    *((f"Chef {name}sen", name, "chef") for name in HOUSES),
    *((f"Hjælp {name}sen", name, "medarbejder") for name in HOUSES),
)
DAYCARE, SCHOOL = "Partnerskab om inklusion i dagtilbud", "Partnerskab om inklusion i skolen"


@pytest.fixture
def inclusion(office):
    office.do("series", "new", "--template", "inclusion-partnerships", "--from", "2021-07-01")
    path = office.file("names.csv", *DELEGATION)
    office.do("member", "import", path, "--series", DAYCARE)
    return office


def test_r57_r61_r64_two_programmes_of_two_organisers_under_one_tag(inclusion):
    found = inclusion.do("series", "list")["series"]
    assert [one["title"] for one in found] == [DAYCARE, SCHOOL]
    shown = inclusion.do("series", "show", "--series", SCHOOL)["series"]
    assert (shown["organisers"], shown["tags"]) == (["KL", "Komponent"], ["0-15 år"])
    union = inclusion.do("attendance", "--tag", "0-15 år")
    assert (union["series"], len(union["meetings"])) == ([1, 2], 8)
    assert inclusion.said("attendance", "--tag", "x")["error"]["code"] == "series_tag_unknown"


def test_r58_a_person_in_both_has_one_badge_and_two_memberships(inclusion):
    only = people(("Chef Vejlesen", "Vejle", "chef"))
    again = inclusion.do("member", "import", inclusion.file("b.csv", *only), "--series", SCHOOL)
    assert (again["new"], again["known"]) == (0, 1)
    codes = [
        {one["name"]: one["code"] for one in answer["people"]}["Chef Vejlesen"]
        for answer in (
            inclusion.do("member", "list", "--people", "--series", one) for one in (DAYCARE, SCHOOL)
        )
    ]
    assert codes[0] == codes[1]


def test_r58_a_namesake_with_another_address_is_asked_about(inclusion):
    rows = ["Navn;Kommune;Rolle;E-mail", "Eva Holm;Ishøj;chef;eva@ishoj.dk"]
    inclusion.do("member", "import", inclusion.file("a.csv", *rows), "--series", DAYCARE)
    rows[1] = "Eva Holm;Ishøj;chef;eva.holm@privat.dk"
    command = ("member", "import", inclusion.file("b.csv", *rows), "--series", SCHOOL)
    refused = inclusion.said(*command)
    assert [one["code"] for one in refused["findings"]] == ["namesake"]
    assert inclusion.do(*command, "--answer", "Eva Holm=forskellige")["new"] == 1


def test_r59_r60_r62_four_days_of_a_chief_and_up_to_four_and_who_is_silent(inclusion):
    meetings = inclusion.do("meeting", "list", "--series", DAYCARE)["meetings"]
    assert len(meetings) == 4
    for number, date in enumerate(("2021-08-25", "2021-11-24", "2022-02-23", "2022-05-25"), 1):
        word = str(number)
        day = inclusion.do("meeting", "set", word, "--date", date, "--series", DAYCARE)["meeting"]
        inclusion.do("meeting", "expect", word, "--series", DAYCARE)
        inclusion.at(f"{date}T09:00:00+02:00")
        for name in ("Chef Vejlesen", "Hjælp Odensesen"):
            code = inclusion.code(day["day"], name)
            inclusion.do("check-in", code, "--day", str(day["day"]))
    inclusion.do("meeting", "contribution", "1", "Vejle", "given", "--series", DAYCARE)
    report = inclusion.do("series", "show", "--series", DAYCARE)
    first = report["meetings"][0]
    assert (first["expected"], first["arrived"], first["by_role"]) == (
        6,
        2,
        {"chief": 1, "staff": 1},
    )
    assert first["silent"] == ["Køge", "Odense"]
    absent = {one["municipality"] for one in first["at_meeting"] if one["role"] == "chief"}
    assert absent == {"Odense", "Køge"}, "the list of absent chiefs"
    table = inclusion.do("attendance", "--series", DAYCARE)
    assert {one["municipality"]: one["counts"] for one in table["municipalities"]}["Vejle"] == [
        1,
        1,
        1,
        1,
    ]


def test_r60_two_chiefs_or_five_staff_wait_and_a_missing_chief_is_amber(inclusion):
    rows = people(
        ("Ada Vest", "Ishøj", "chef"),
        ("Uno Øst", "Ishøj", "chef"),
        *(
            (f"Med {letter}sen", "Greve", "medarbejder")
            for letter in ("Aa", "Bo", "Ib", "Ea", "Ul")
        ),
        ("Kun Medarbejder", "Faxe", "medarbejder"),
    )
    command = ("member", "import", inclusion.file("many.csv", *rows), "--series", SCHOOL)
    found = inclusion.said(*command)
    asked = {one["municipality"] for one in found["findings"] if one["severity"] == "ask"}
    noted = {one["municipality"] for one in found["findings"] if one["severity"] == "note"}
    assert (found["result"], asked, noted) == ("refused", {"Ishøj", "Greve"}, {"Greve", "Faxe"})
    assert inclusion.do(*command, "--good-rows")["new"] == 1


def test_r60_a_second_chief_is_stopped_at_the_door(inclusion):
    met = inclusion.do("meeting", "set", "1", "--date", "2021-08-25", "--series", DAYCARE)
    day = str(met["meeting"]["day"])
    inclusion.do("meeting", "expect", "1", "--series", DAYCARE)
    inclusion.do("check-in", inclusion.code(int(day), "Chef Vejlesen"), "--day", day)
    second = inclusion.do(
        "walk-in", "--name", "Ny Chef", "--municipality", "Vejle", "--role", "chief", "--day", day
    )
    found = inclusion.said("check-in", second["code"], "--day", day)
    assert (found["result"], found["seat"]["role"], found["seat"]["maximum"]) == (
        "no_seat",
        "chief",
        1,
    )
    assert found["message"]


def test_r63_the_invitation_is_a_link(inclusion):
    inclusion.do("series", "set", "--series", DAYCARE, "--link", "https://kl.example/invitation")
    assert "https://kl.example/invitation" in inclusion.text("series", "show", "--series", DAYCARE)


def test_r65_an_enquiry_is_a_note_on_the_membership_and_nothing_more(inclusion):
    answer = inclusion.do("member", "set", "Ishøj", "--series", SCHOOL, "--note", "ring i uge 34")
    assert (answer["member"]["note"], answer["member"]["status"]) == ("ring i uge 34", "invited")


def test_the_stand_day_runs_inside_its_partnership(office):
    office.do("series", "new", "--template", "stand-day", "--from", "2018-09-01")
    office.do("member", "set", "Vejle", "--status", "yes")
    office.do("member", "set", "Odense", "--status", "yes")
    met = office.do("meeting", "set", "1", "--date", "2018-11-14", "--place", "Nyborg")["meeting"]
    day = str(met["day"])
    stands = office.file(
        "s.csv", "Nummer;Kommune;Tema;Spørgsmål", "1;Vejle;Tal;Hvad?", "2;Odense;Leg;Hvor?"
    )
    office.do("import", "stands", stands, "--day", day)
    rows = people(("Bo Vest", "Vejle", "medarbejder"), ("Eva Fyn", "Odense", "politiker"))
    office.do("import", "participants", office.file("p.csv", *rows), "--day", day)
    assert len(office.do("halves", "--seconds", "0.2", "--day", day)["rounds"]) == 2
    assert office.do("place", "--day", day)["proof"] == "optimal"
    office.at("2018-11-14T09:30:00+01:00")
    for name in ("Bo Vest", "Eva Fyn"):
        office.do("check-in", office.code(met["day"], name), "--day", day)
    report = office.do("series", "show")
    assert (report["meetings"][0]["arrived"], report["meetings"][0]["stands"]) == (2, True)
    found = office.do("colleagues", "--theme", "leg")["members"]
    assert [one["municipality"] for one in found] == ["Odense"], "a stand's theme is found"


@pytest.fixture
def partnership(office):
    office.do("series", "new", "--template", "it-partnership", "--from", "2021-01-01")
    return office


def test_r66_r71_two_years_tagged_by_area(partnership):
    shown = partnership.do("series", "show")["series"]
    assert (shown["from"], shown["to"], shown["tags"]) == ("2021-01-01", "2022-12-31", ["0-18 år"])
    assert partnership.do("attendance", "--tag", "0-18 år")["series"] == [1]


def test_r67_all_98_are_invited_and_the_board_sums_to_98(partnership):
    for name, status in (
        ("Vejle", "yes"),
        ("Odense", "yes"),
        ("Køge", "no"),
        ("Faxe", "no_answer"),
    ):
        partnership.do("member", "set", name, "--status", status)
    board = partnership.do("member", "list", "--board")
    assert board["counts"] == {
        "not_invited": 0,
        "invited": 94,
        "yes": 2,
        "no": 1,
        "no_answer": 1,
    }
    assert (board["total"], len(board["members"])) == (98, 98)
    named = [one["municipality"] for one in board["members"]]
    assert [named[0], *named[-2:]] == ["Albertslund", "Aalborg", "Aarhus"]


def test_r68_a_member_without_its_councils_decision_is_amber(partnership):
    partnership.do("member", "set", "Vejle", "--status", "yes")
    partnership.do("member", "set", "Odense", "--status", "yes", "--council", "2021-02-24")
    found = [
        one["municipality"]
        for one in partnership.do("series", "show")["findings"]
        if one["code"] == "council_missing"
    ]
    assert found == ["Vejle"]


def test_r69_six_audiences_are_counted_by_role(partnership):
    day = partnership.do("meeting", "set", "1", "--date", "2021-03-10")["meeting"]["day"]
    rows = people(
        ("Bo Politiker", "Vejle", "politiker"),
        ("Eva Chef", "Vejle", "chef"),
        ("Ib Leder", "Vejle", "skoleleder"),
        ("Ea Leder", "Vejle", "dagtilbudsleder"),
        ("Al Med", "Vejle", "medarbejder"),
        ("Pia Mor", "Vejle", "forælder"),
    )
    partnership.do("import", "participants", partnership.file("p.csv", *rows), "--day", str(day))
    first = partnership.code(day, "Bo Politiker")
    partnership.at("2021-03-10T09:00:00+01:00")
    partnership.do("check-in", first, "--delegation", "--day", str(day))
    assert partnership.do("series", "show")["meetings"][0]["by_role"] == {
        "chief": 1,
        "leader": 2,
        "parent": 1,
        "politician": 1,
        "staff": 1,
    }


def test_r70_milestones_are_overdue_until_they_are_done(partnership):
    partnership.do("series", "set", "--milestone", "2021-05-01=Program sendt ud")
    partnership.at("2021-07-01T09:00:00+02:00")
    overdue = partnership.do("series", "show")["overdue"]
    assert overdue == ["Frist for tilmelding", "Organiseringen er på plads", "Program sendt ud"]
    partnership.do("series", "set", "--done", "1", "--done", "3")
    assert partnership.do("series", "show")["overdue"] == ["Organiseringen er på plads"]


def test_r66_old_meetings_are_readable_as_counts_after_a_purge(partnership):
    partnership.do("member", "name", "Vejle", "Bo Holm", "--role", "medarbejder")
    partnership.do("member", "set", "Vejle", "--status", "yes")
    day = partnership.do("meeting", "set", "1", "--date", "2021-03-10")["meeting"]["day"]
    partnership.do("meeting", "expect", "1")
    partnership.do("check-in", partnership.code(day, "Bo Holm"), "--day", str(day))
    store = open_store(partnership.db)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM person"))
        connection.execute(text("DELETE FROM delegateperson"))
    store.close()
    table = partnership.do("attendance")
    assert table["municipalities"] == [
        {"municipality": "Vejle", "counts": [1, 0, 0, 0], "people": 1}
    ]
    assert "Bo Holm" not in partnership.text("attendance")
    assert partnership.do("series", "show")["meetings"][0]["arrived"] == 1


def test_a_delegate_is_forgotten_with_the_last_meeting_that_needs_them(partnership):
    partnership.do("member", "name", "Vejle", "Bo Holm", "--role", "medarbejder")
    partnership.do("member", "set", "Vejle", "--status", "yes")
    days = []
    for number, date in (("1", "2021-03-10"), ("2", "2021-06-10")):
        meeting = partnership.do("meeting", "set", number, "--date", date)["meeting"]
        days.append(str(meeting["day"]))
        partnership.do("meeting", "expect", number)

    def known() -> int:
        store = open_store(partnership.db)
        with store.reading() as connection:
            found = connection.scalar(text("SELECT count(*) FROM delegateperson"))
        store.close()
        return found

    partnership.do("purge", "--yes", "--day", days[0])
    assert known() == 1
    store = open_store(partnership.db)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM meeting WHERE day_id IS NULL"))
    store.close()
    done = partnership.do("purge", "--yes", "--day", days[1])
    assert (known(), done["found"]) == (0, 0)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("seats", "any=3..2"), "maximum_under_minimum"),
        (("seats", "organist=0..2"), "role_unknown"),
        (("prices", "--tier", "1-3=1", "--tier", "2-4=2"), "tiers_overlap"),
        (("prices", "--flat", "mange"), "amount_unclear"),
        (("prices", "--flat", "1", "--free"), "one_price"),
        (("meeting", "add", "--title", "X", "--date", "2031-01-01"), "meeting_outside_period"),
        (("meeting", "add", "--title", "X"), "when_missing"),
        (("meeting", "set", "1", "--host", "Odense"), "host_not_a_member"),
        (("meeting", "set", "77", "--place", "x"), "meeting_unknown"),
        (("meeting", "expect", "1"), "no_day_yet"),
        (("meeting", "contribution", "1", "Christiansø", "given"), "municipality_unknown"),
        (("member", "name", "Vejl", "Bo"), "municipality_unknown"),
        (
            ("member", "set", "Vejle", "--since", "2022-01-01", "--until", "2021-01-01"),
            "period_backwards",
        ),
        (("series", "set", "--from", "2021-06-01"), "meeting_outside_period"),
        (("series", "show", "--series", "findes ikke"), "series_unknown"),
        (("member", "import", "/findes/ikke.csv"), "list_unusable"),
        (("attendance", "--import", "x.csv"), "meeting_missing"),
    ],
)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_wrong_setup_is_refused_with_what_would_be_right(partnership, words, code, lang):
    answer = partnership.said(*words, "--lang", lang)
    error = answer.get("error", answer)
    assert (answer["ok"], error.get("code", answer.get("result"))) == (False, code)
    assert error["message"] not in ("", f"error.{code}", f"refused.{code}")
    assert partnership.exit_code in (1, 2)
    assert partnership.do("series", "show")["series"]["members"] == 0


def test_a_role_that_is_refused_is_called_what_the_reader_types(inclusion):
    words = ("member", "name", "Vejle", "Pia Mor", "--role", "forælder", "--series", SCHOOL)
    danish = inclusion.said(*words)
    assert (danish["role"], danish["message"]) == (
        "parent",
        "Forløbet kender ikke rollen forælder.",
    )
    assert "medarbejder" in danish["hint"]
    assert "parent" in inclusion.said(*words, "--lang", "en")["message"]


def test_hostile_text_goes_through_cleaned(partnership):
    hostile = "[/] \x1b[31m=1+1 [@click=app.quit]x"
    partnership.do("series", "set", "--title", hostile, "--topic", hostile, "--contact", hostile)
    partnership.do("meeting", "set", "1", "--title", hostile, "--item", hostile)
    partnership.do(
        "member", "set", "Vejle", "--theme", hostile, "--note", hostile, "--status", "yes"
    )
    partnership.do("member", "name", "Vejle", hostile, "--theme", hostile)
    for words in (
        ("series", "show"),
        ("meeting", "list"),
        ("colleagues",),
        ("attendance",),
        ("prices",),
    ):
        assert "\x1b" not in partnership.text(*words)


def test_a_day_of_its_own_asks_for_no_seats(office):
    office.do("new", "--title", "Dag", "--date", "2021-07-01")
    for name in ("Bo Holm", "Eva Holm", "Ib Holm"):
        done = office.do("walk-in", "--name", name, "--municipality", "Vejle", "--check-in")
        assert "seat" not in done


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--template", "stand-day", "--from", "9999-12-01"), "out_of_range"),
        (("--title", "A", "--from", "9999-12-01"), "out_of_range"),
        (("--title", "A", "--from", "0001-01-01"), "out_of_range"),
        (("--title", "A", "--from", "i morgen"), "iso_date_unclear"),
        (("--title", "A", "--months", "99999999"), "out_of_range"),
        (("--title", "A", "--contact", ";uden navn"), "name_missing"),
    ],
)
def test_a_series_that_cannot_be_is_refused_and_not_made(office, words, code):
    assert office.said("series", "new", *words)["error"]["code"] == code
    assert office.do("series", "list")["series"] == []
