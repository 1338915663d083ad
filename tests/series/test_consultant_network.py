"""The consultants' network, from invitation to report (requirements 46 to 56)."""

import pytest

from tests.files.test_paper import text_of
from tests.series.office import people

NAMED = people(
    ("Bo Nielsen", "Dragør", "konsulent"),
    ("Anne Holm", "Aarhus", "leder"),
    ("Per Lund", "Aarhus", "medarbejder"),
    ("Ida Dam", "Aarhus", "medarbejder"),
    ("Kim Bach", "Køge", "konsulent"),
    ("Tom Riis", "Køge", "konsulent"),
)


@pytest.fixture
def network(office):
    office.at("2020-08-01T09:00:00+02:00")
    office.do(
        "series",
        "new",
        "--template",
        "consultant-network",
        "--from",
        "2020-08-01",
        "--contact",
        "Hanne;HNLA@kl.dk",
        "--contact",
        "Rie Martens;;33 70 33 70",
        "--topic",
        "Fra politik til praksis",
    )
    office.do("member", "import", office.file("names.csv", *NAMED))
    return office


def hold(office, number, date, here):
    """Hold a meeting to which these people come."""
    office.at(f"{date}T09:00:00+02:00")
    met = office.do("meeting", "set", str(number), "--date", date)["meeting"]
    office.do("meeting", "expect", str(number))
    for name in here:
        day = str(met["day"])
        office.do("check-in", office.code(met["day"], name), "--day", day)
    return met["day"]


def test_r50_three_meetings_one_membership_and_a_matrix_of_three_columns(network):
    made = network.do("series", "show")["series"]
    assert [one["place"] for one in made["meetings"]] == ["Odense"] * 3
    hold(network, 1, "2020-09-17", ["Bo Nielsen", "Anne Holm"])
    hold(network, 2, "2021-01-14", ["Anne Holm", "Per Lund"])
    hold(network, 3, "2021-06-02", ["Anne Holm"])
    table = network.do("attendance")
    assert len(table["meetings"]) == 3
    rows = {one["name"]: one["cells"] for one in table["people"]}
    assert rows["Anne Holm"] == ["here", "here", "here"]
    assert rows["Bo Nielsen"] == ["here", "missed", "missed"]
    houses = {one["municipality"]: one["counts"] for one in table["municipalities"]}
    assert houses == {"Dragør": [1, 0, 0], "Aarhus": [1, 2, 1], "Køge": [0, 0, 0]}
    assert table["meetings"][1]["first_timers"] == ["Per Lund"]
    assert set(table["drop_offs"]) == {"Bo Nielsen", "Per Lund"}
    assert "Anne Holm" in network.text("attendance")


def test_one_badge_opens_the_door_of_every_meeting(network):
    first = hold(network, 1, "2020-09-17", ["Bo Nielsen"])
    second = hold(network, 2, "2021-01-14", ["Bo Nielsen"])
    assert first != second
    assert network.code(first, "Bo Nielsen") == network.code(second, "Bo Nielsen")


def test_a_lost_badge_is_replaced_in_every_meeting(network):
    first = hold(network, 1, "2020-09-17", [])
    second = hold(network, 2, "2021-01-14", [])
    lost = network.code(first, "Bo Nielsen")
    new = network.do("replace-badge", lost, "--day", str(first))["code"]
    assert network.code(second, "Bo Nielsen") == new
    assert network.said("check-in", lost, "--day", str(second))["result"] == "revoked"
    assert network.do("check-in", new, "--day", str(second))["result"] == "in"
    third = hold(network, 3, "2021-06-02", [])
    assert network.code(third, "Bo Nielsen") == new


def test_r51_the_price_goes_by_named_people_and_six_are_asked_about(network):
    found = network.do("prices")
    assert {one["municipality"]: one["text"] for one in found["lines"]} == {
        "Dragør": "9.000,00 kr.",
        "Køge": "9.000,00 kr.",
        "Aarhus": "13.000,00 kr.",
    }
    assert found["total_text"] == "31.000,00 kr."
    six = people(*((f"Ny Person{letter} Holm", "Vejle", "konsulent") for letter in "ABCDEF"))
    refused = network.said("member", "import", network.file("six.csv", *six))
    assert (network.exit_code, refused["result"]) == (1, "refused")
    assert [one["code"] for one in refused["findings"]] == ["price_undefined"]
    assert network.do("series", "show")["series"]["named"] == 6
    kept = network.do("member", "import", network.file("six.csv", *six), "--good-rows")
    assert (kept["new"], kept["joined"]) == (0, [])
    assert "Vejle" not in {one["municipality"] for one in network.do("prices")["lines"]}


def test_r51_the_tiers_are_a_setting(network):
    found = network.do("prices", "--tier", "1-2=9500", "--tier", "3-5=13500", "--tier", "6+=20000")
    assert found["total_text"] == "32.500,00 kr."


def test_r52_substitution_makes_the_tier_drift(network):
    day = hold(network, 1, "2020-09-17", ["Kim Bach", "Tom Riis"])
    for number, name in enumerate(("Ada Vest", "Uno Øst")):
        network.do(
            "walk-in", "--name", name, "--municipality", "Køge", "--check-in", "--day", str(day)
        )
        assert network.do("prices")["findings"][0]["seen"] == 3 + number
    (drift,) = network.do("prices")["findings"]
    assert (drift["code"], drift["tier"], drift["seen"]) == ("price_drift", "1-2", 4)


def test_the_invoice_basis_is_a_file_in_danish_form(network):
    from openpyxl import load_workbook

    csv = network.folder / "faktura.csv"
    network.do("prices", "--out", str(csv))
    assert (
        csv.read_text(encoding="utf-8-sig").splitlines()[1] == "Dragør;1;0;1-2;9000;9.000,00 kr.;"
    )
    assert csv.read_text(encoding="utf-8-sig").splitlines()[-1] == "I alt;;;;31000;31.000,00 kr.;"
    book = network.folder / "faktura.xlsx"
    network.do("prices", "--out", str(book))
    rows = list(load_workbook(book).active.values)
    assert rows[-1][4:6] == (31000, "31.000,00 kr.")


def test_r53_a_membership_by_hand_in_one_line_and_renewal_from_last_year(network):
    network.do("member", "set", "Vejle", "--status", "yes")
    network.do("member", "name", "Vejle", "Karen Østergaard", "--role", "konsulent")
    made = network.do("series", "new", "--renew", "1", "--from", "2021-08-01")["series"][0]
    assert (made["from"], made["to"], made["renewed_from"]) == ("2021-08-01", "2022-07-31", 1)
    assert (made["members"], made["named"]) == (4, 7)
    assert [one["month"] for one in made["meetings"]] == ["2021-09", "2022-01", "2022-06"]
    assert [(one["due"], one["done"]) for one in made["milestones"]] == [("2021-08-01", None)]
    assert made["price"]["tiers"][1]["text"] == "13.000,00 kr."
    old, new = (
        {one["code"] for one in network.do("member", "list", "--people", "--series", s)["people"]}
        for s in ("1", "2")
    )
    assert old == new, "one badge in both years"


def test_a_municipality_that_leaves_is_expected_no_more(network):
    network.do("member", "set", "Køge", "--status", "no")
    network.do("member", "name", "Køge", "Eja Case", "--role", "oplægsholder")
    day = hold(network, 1, "2020-09-17", [])
    expected = {one["name"] for one in network.do("people", "--day", str(day))["people"]}
    assert expected == {"Bo Nielsen", "Anne Holm", "Per Lund", "Ida Dam", "Eja Case"}


def test_r49_another_role_is_no_block(network):
    answer = network.do("member", "name", "Dragør", "Eva Byrådsmedlem", "--role", "politiker")
    assert answer["person"]["role"] == "politician"


def printed_programme(network, day):
    """Return the words of a day's programme on paper."""
    paper = network.folder / "programme.pdf"
    network.do("programme", str(paper), "--day", str(day))
    return text_of(paper.read_bytes())


def test_r48_a_meetings_topics_and_items_are_printed_and_no_round_of_stands(network):
    day = hold(network, 1, "2020-09-17", [])
    network.do("meeting", "set", "1", "--item", "10:00 Oplæg", "--item", "11:00 [Spor A] Tal")
    printed = printed_programme(network, day)
    for words in ("Temaer: Fra politik til praksis", "10.00 Oplæg", "11.00 Spor A Tal"):
        assert words in printed
    assert "Runde 1" not in printed


def test_r54_parallel_tracks_have_group_lists_and_r56_a_meeting_its_own_title(network):
    day = hold(network, 1, "2020-09-17", [])
    network.do(
        "meeting",
        "set",
        "1",
        "--title",
        "Fra politik …",
        "--item",
        "10:00 Oplæg",
        "--item",
        "11:00 [Spor A] Workshop om data",
        "--item",
        "11:00 [Spor B] Workshop om børn",
    )
    bo, anne = network.code(day, "Bo Nielsen"), network.code(day, "Anne Holm")
    shown = network.do("meeting", "group", "1", "2", bo, anne)["meeting"]
    assert shown["items"][1]["people"] == [bo, anne]
    assert [one["track"] for one in shown["items"]] == [None, "Spor A", "Spor B"]
    on_paper = printed_programme(network, day)
    for words in ("Fra politik …", "Spor B Workshop om børn", "Gruppe: Bo Nielsen, Anne Holm"):
        assert words in on_paper
    again = ("11:00 [Spor A] Workshop om data", "10:00 Velkomst", "13:00 [Spor B] Frokost")
    changed = network.do("meeting", "set", "1", *(x for one in again for x in ("--item", one)))
    assert [one["people"] for one in changed["meeting"]["items"]] == [[bo, anne], [], []]
    assert network.do("series", "undo")["what"] == "change_meeting"
    printed = network.text("meeting", "list")
    for words in ("Fra politik …", "[Spor B] Workshop om børn", "· Bo Nielsen", "Oplæg"):
        assert words in printed
    days = network.do("days")["days"]
    assert days[0]["title"] == "Fra politik …"
    unknown = network.said("meeting", "group", "1", "2", "P000000000")
    assert unknown["error"]["code"] == "code_unknown"


def test_r55_who_works_on_the_same_by_theme_and_nearest_in_size(network):
    for name, size in (("Dragør", 14_000), ("Aarhus", 350_000), ("Køge", 61_000)):
        network.do("member", "set", name, "--inhabitants", str(size))
    network.do("member", "set", "Køge", "--theme", "Forældresamarbejde i dagtilbud")
    network.do("member", "set", "Aarhus", "--theme", "forældresamarbejde")
    near = network.do("colleagues", "--theme", "forældresamarbejde", "--near", "Dragør")
    assert [one["municipality"] for one in near["members"]] == ["Køge", "Aarhus"]
    assert network.do("colleagues", "--theme", "robotter")["members"] == []


def test_the_contact_list_shows_only_what_may_be_shown(network):
    network.do("member", "name", "Vejle", "Åben Lind", "--email", "aa@vejle.dk", "--share", "email")
    network.do("member", "name", "Vejle", "Navn Alene", "--email", "na@vejle.dk")
    network.do(
        "member", "name", "Vejle", "Gemt Væk", "--email", "gv@vejle.dk", "--share", "nothing"
    )
    network.do("member", "set", "Vejle", "--status", "yes")
    printed = network.text("colleagues")
    assert "aa@vejle.dk" in printed
    assert "Navn Alene" in printed
    for hidden in ("na@vejle.dk", "Gemt Væk", "gv@vejle.dk"):
        assert hidden not in printed


def test_r46_many_contacts_and_r48_topics_are_shown(network):
    printed = network.text("series", "show")
    for words in ("HNLA@kl.dk", "Rie Martens", "· Fra politik til praksis"):
        assert words in printed


def test_r47_a_list_imported_again_names_nobody_twice(network):
    again = network.do("member", "import", network.file("names.csv", *NAMED))
    assert (again["new"], again["known"]) == (0, 6)
    assert network.do("series", "show")["series"]["named"] == 6


def test_a_meeting_changes_from_physical_to_virtual(network):
    day = hold(network, 3, "2021-06-02", [])
    met = network.do(
        "meeting", "set", "3", "--mode", "virtual", "--link", "https://teams.example/x"
    )
    assert (met["meeting"]["mode"], met["meeting"]["door"], met["meeting"]["day"]) == (
        "virtual",
        False,
        day,
    )
