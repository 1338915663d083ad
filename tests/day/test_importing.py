"""An import is a difference: nothing that happened on the day is lost by a list."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from db.vocabulary import Instant
from seminar_tui.cli.main import main
from seminar_tui.day.importing import (
    COMPARED,
    Asked,
    import_participants,
    preview_without_day,
)
from seminar_tui.day.importing_stands import import_stands
from seminar_tui.files.lists import read_list
from seminar_tui.rules.records import ListKind
from tests.floor_day import at, make_floor
from tests.importing_day import REGISTRATIONS, ImportDay

HEADER = "Navn;Kommune;E-mail;Titel;Rolle;Billetkode;Status;Ønske 1;Ønske 2"
STANDS = (
    "Nr;Kommune;Overskrift;Spørgsmål;Oplægsholdere\n1;Vejle;A;A?;\n2;Faxe;B;B?;\n3;Køge;C;C?;\n"
)


class Lists:
    """Writes small lists and imports them."""

    def __init__(self, folder: Path) -> None:
        self.day = ImportDay(folder)
        self.folder = folder
        self.stands(STANDS)

    def stands(self, text: str, *words: str) -> dict[str, Any]:
        path = self.folder / "stande.csv"
        path.write_text(text, encoding="utf-8")
        return self.day.run("import", "stands", str(path), *words)

    def people(
        self, *rows: str, words: tuple[str, ...] = (), header: str = HEADER
    ) -> dict[str, Any]:
        path = self.folder / "liste.csv"
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        return self.day.run("import", "participants", str(path), *words)

    def one(self, name: str) -> dict[str, Any]:
        (found,) = [one for one in self.day.people() if one["name"] == name]
        return found


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return Lists(tmp_path)


ANNA = "Anna Holm;Faxe;anna@example.dk;Chef for PPR;Chef;T1;;1;3"
BO = "Bo Dahl;Vejle;bo@example.dk;Lærer;Medarbejder;T2;;2;3"
IDA = "Ida Krog;Køge;ida@example.dk;Lærer;Medarbejder;T3;;1;2"


def test_an_arrival_a_wish_a_pin_and_a_badge_outlive_a_resent_list(lists: Lists) -> None:
    lists.people(ANNA, BO, IDA)
    before = lists.one("Anna Holm")
    assert lists.day.run("check-in", before["badge"])["result"] == "in"
    lists.day.run("wish", before["badge"], "3")
    with_pin = "INSERT INTO placement VALUES (?, 1, (SELECT id FROM stand WHERE number = 3), 1)"
    import sqlite3

    with sqlite3.connect(lists.day.path) as connection:
        connection.execute(with_pin, (before["id"],))
    done = lists.people(BO.replace("Lærer", "Skoleleder"), IDA)
    assert done["gone"] == [before["badge"]]
    after = lists.one("Anna Holm")
    assert (after["gone"], after["badge"], after["wishes"]) == (1, before["badge"], [3])
    assert lists.day.select("SELECT count(*) FROM arrival") == [(1,)]
    assert lists.day.select("SELECT pinned FROM placement") == [(1,)]
    back = lists.people(ANNA, BO, IDA)
    assert (back["new"], back["gone"]) == (0, [])
    after = lists.one("Anna Holm")
    # The list still says 1 and 3, as it did: the wish changed on the day holds.
    assert (after["gone"], after["wishes"], after["badge"]) == (0, [3], before["badge"])


def test_what_the_list_itself_changes_is_taken_and_the_rest_holds(lists: Lists) -> None:
    lists.people(ANNA, BO)
    badge = lists.one("Anna Holm")["badge"]
    assert lists.day.call("edit-person", badge, "--title", "Direktør")[0] == 0
    lists.people(ANNA.replace(";1;3", ";3;1"), BO)
    after = lists.one("Anna Holm")
    assert (after["title"], after["wishes"]) == ("Direktør", [3, 1])


def test_empty_cells_erase_nothing(lists: Lists) -> None:
    lists.people(ANNA)
    done = lists.people("Anna Holm;Faxe;;;;;;;")
    assert (done["new"], done["changed"], done["unchanged"]) == (0, 0, 1)
    after = lists.one("Anna Holm")
    assert (after["email"], after["title"], after["wishes"]) == (
        "anna@example.dk",
        "Chef for PPR",
        [1, 3],
    )


def test_a_second_list_of_other_people_makes_nobody_gone(lists: Lists) -> None:
    lists.people(ANNA, BO)
    assert lists.people(IDA)["gone"] == []
    other = lists.people("Per Bo Lund;Køge;p@example.dk", header="Navn;Kommune;E-mail")
    assert (other["new"], other["gone"]) == (1, [])
    # The first list again, without Bo: only Bo is gone.
    assert lists.people(ANNA)["gone"] == [lists.one("Bo Dahl")["badge"]]
    assert lists.one("Ida Krog")["gone"] == 0


def test_a_row_that_waits_for_an_answer_makes_nobody_gone(lists: Lists) -> None:
    lists.people(ANNA, BO)
    done = lists.people(ANNA, BO.replace("Vejle", "Vejlen"), words=("--good-rows",))
    assert done["gone"] == []
    assert {one["code"] for one in done["findings"]} == {"municipality_unknown"}


def test_a_municipality_put_right_keeps_the_person(lists: Lists) -> None:
    lists.people(ANNA, BO)
    before = lists.one("Bo Dahl")
    done = lists.people(ANNA, BO.replace("Vejle", "Vejen"))
    assert (done["new"], done["changed"], done["gone"]) == (0, 1, [])
    after = lists.one("Bo Dahl")
    assert (after["badge"], after["municipality"]) == (before["badge"], "0575")


def test_a_ticket_passed_on_to_somebody_else_is_asked(lists: Lists) -> None:
    lists.people(ANNA, BO)
    other = "Per Lund;Vejle;per@example.dk;Lærer;Medarbejder;T2;;;"
    done = lists.people(ANNA, other)
    assert done["result"] == "refused"
    assert [one["code"] for one in done["findings"]] == ["code_on_another_person"]
    done = lists.people(ANNA, other, words=("--answer=Per Lund=to personer",))
    assert (done["new"], len(done["gone"])) == (1, 1)


def test_a_changed_email_is_asked_and_the_answer_remembered(lists: Lists) -> None:
    rows = (ANNA.replace(";T1", ";"), BO)
    lists.people(*rows)
    changed = rows[0].replace("anna@", "ah@")
    assert lists.people(changed, BO)["result"] == "refused"
    assert lists.one("Anna Holm")["email"] == "anna@example.dk"
    done = lists.people(changed, BO, words=("--answer=Anna Holm=samme",))
    assert (done["new"], done["changed"]) == (0, 1)
    assert lists.one("Anna Holm")["email"] == "ah@example.dk"
    assert lists.people(changed, BO)["unchanged"] == 2


def test_somebody_who_is_here_is_not_cancelled_by_a_list(lists: Lists) -> None:
    lists.people(ANNA, BO)
    lists.day.run("check-in", lists.one("Bo Dahl")["badge"])
    lists.people(ANNA.replace("T1;;", "T1;Afbud;"), BO.replace("T2;;", "T2;Afbud;"))
    assert lists.one("Anna Holm")["status"] == "cancelled"
    assert lists.one("Bo Dahl")["status"] == "registered"


def test_a_refused_import_and_a_dry_run_write_nothing(lists: Lists) -> None:
    before = lists.day.dump()
    assert lists.people("X;Nowhere;;;;;;;")["result"] == "refused"
    assert lists.people(ANNA, words=("--dry-run",))["result"] == "would_import"
    assert lists.day.people() == []
    assert lists.day.select("SELECT count(*) FROM action WHERE kind = 'import'") == [(1,)]
    assert lists.day.dump() == before


def test_a_dry_run_shows_the_columns_and_the_difference(lists: Lists) -> None:
    lists.people(ANNA, BO)
    out = io.StringIO()
    path = lists.folder / "liste.csv"
    moved = ANNA.replace("Faxe", "Vejle")
    path.write_text("\n".join([HEADER, moved, IDA]), encoding="utf-8")
    words = ["--db", str(lists.day.path), "--lang", "en", "import", "participants", str(path)]
    assert main([*words, "--dry-run"], out) == 0
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert "Navn name Anna Holm · Ida Krog" in lines
    assert "→ moved Anna Holm Vejle municipality: Faxe → Vejle; wishes: 1, 3 → 3" in lines
    assert "+ new Ida Krog Køge" in lines
    assert "− gone Bo Dahl Vejle" in lines


def test_an_import_tells_how_far_it_is(lists: Lists) -> None:
    shares: list[float] = []
    lists.people(ANNA)
    read = read_list(lists.folder / "liste.csv", ListKind.PARTICIPANTS)
    assert read.raw is not None
    preview_without_day(read.raw, (), Asked(passed=shares.append))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) > 1


def test_an_import_tells_how_far_it_is_while_it_writes_too(tmp_path: Path) -> None:
    store, station = make_floor(tmp_path / "floor.db", 2)
    lists = (
        (import_participants, ListKind.PARTICIPANTS, f"{HEADER}\n{ANNA}\n{BO}\n"),
        (import_stands, ListKind.STANDS, STANDS),
    )
    for use_case, kind, text in lists:
        file = tmp_path / "liste.csv"
        file.write_text(text, encoding="utf-8")
        read = read_list(file, kind)
        assert read.raw is not None
        shares: list[float] = []
        asked = Asked(good_rows=True, passed=shares.append)
        assert (
            use_case(station, Instant(at("09:00")), read.raw, read.findings, asked).result
            == "imported"
        )
        assert shares == sorted(shares)
        assert shares[-1] == 1
        assert any(COMPARED < share < 1 for share in shares)
    store.close()


@pytest.mark.parametrize("mail", ["l@example.dk", ""])
def test_letters_that_a_list_lost_spoil_no_name_and_double_nobody(lists: Lists, mail: str) -> None:
    header = "Navn;Kommune;E-mail"
    others = ("Bo Dahl;Vejle;", "Bü Dahl;Vejle;")
    lists.people(f"Łukasz Doğan;Vejle;{mail}", *others, header=header)
    done = lists.people(f"?ukasz Do?an;Vejle;{mail}", *others, header=header)
    assert (done["new"], done["changed"], done["gone"]) == (0, 0, [])
    assert "character_lost" in {one["code"] for one in done["findings"]}
    lists.one("Łukasz Doğan")
    # Where two would fit, or the place is another, nothing is guessed.
    done = lists.people("?ukasz Do?an;Faxe;", "B? Dahl;Vejle;", header=header)
    assert done["new"] == 2


def test_an_import_is_undone_whole(lists: Lists) -> None:
    lists.people(ANNA, BO)
    before = lists.day.people()
    changed = (
        BO.replace("Bo Dahl", "Bo Dahl-Lund").replace(";2;3", ";3;2").replace("Lærer", "Rektor")
    )
    done = lists.people(changed, IDA)
    assert (done["new"], done["changed"], len(done["gone"])) == (1, 1, 1)
    assert lists.day.run("undo")["result"] == "undone"
    assert lists.day.people() == before
    again = lists.people(changed, IDA)
    assert (again["new"], again["changed"], len(again["gone"])) == (1, 1, 1)


def test_an_undone_import_keeps_who_has_arrived(lists: Lists) -> None:
    lists.people(ANNA, BO)
    badge = lists.one("Bo Dahl")["badge"]
    path = lists.day.path
    import sqlite3

    with sqlite3.connect(path) as connection:
        (number,) = connection.execute(
            "SELECT participant_id FROM badge WHERE code = ?", (badge,)
        ).fetchone()
        connection.execute(
            "INSERT INTO arrival (day_id, participant_id, kind, at, station_id, desk)"
            " VALUES (1, ?, 'in', 1, 1, '')",
            (number,),
        )
    assert lists.day.run("undo")["result"] == "undone"
    assert [(one["name"], one["gone"]) for one in lists.day.people()] == [("Bo Dahl", 1)]


def test_a_list_of_stands_is_undone_whole(lists: Lists) -> None:
    before = lists.day.stands()
    done = lists.stands("Nr;Kommune;Overskrift\n1;Vejle;Ny\n2;Køge;C\n3;Faxe;B\n4;Sorø;D\n")
    assert (done["new"], done["changed"]) == (1, 3)
    assert lists.day.run("undo")["result"] == "undone"
    assert lists.day.stands() == before


def test_stands_that_change_numbers_keep_their_wishes(lists: Lists) -> None:
    lists.people(BO)
    lists.stands("Nr;Kommune;Overskrift\n1;Faxe;B\n2;Vejle;A\n3;Køge;C\n")
    assert lists.one("Bo Dahl")["wishes"] == [1, 3]
    assert {n: one["municipality"] for n, one in lists.day.stands().items()} == {
        1: "0320",
        2: "0630",
        3: "0259",
    }


TAKEN_OVER = STANDS.replace("2;Faxe;B;B?", "2;Sorø;B;B?")


def test_a_stand_given_to_another_municipality_is_asked_about(lists: Lists) -> None:
    lists.people(BO)
    before = lists.day.stands()
    done = lists.stands(TAKEN_OVER)
    assert (done["result"], done["changed"], done["gone"]) == ("refused", 0, [])
    (asked,) = [one for one in done["findings"] if one["severity"] == "ask"]
    assert (asked["code"], asked["row"], asked["value"]) == ("stand_taken_over", 3, "2 Sorø")
    assert "Faxe" in asked["message"]
    assert lists.stands(TAKEN_OVER, "--good-rows")["changed"] == 0
    assert lists.day.stands() == before


@pytest.mark.parametrize(
    ("answer", "changed", "home"), [("samme stand", 1, "0340"), ("skip", 0, "0320")]
)
def test_an_answer_about_a_stand_taken_over_is_done_and_remembered(
    answer: str, changed: int, home: str, lists: Lists
) -> None:
    done = lists.stands(TAKEN_OVER, f"--answer=2 Sorø={answer}")
    assert (done["result"], done["changed"], done["gone"]) == ("imported", changed, [])
    assert lists.day.stands()[2]["municipality"] == home
    again = lists.stands(TAKEN_OVER)
    assert (again["result"], again["changed"], again["gone"]) == ("imported", 0, [])


def test_a_theme_changed_on_the_day_outlives_the_same_list(lists: Lists) -> None:
    assert lists.day.call("edit-stand", "1", "--theme", "Vores eget")[0] == 0
    assert lists.stands(STANDS)["changed"] == 0
    assert lists.day.stands()[1]["theme"] == "Vores eget"
    assert lists.stands(STANDS.replace("1;Vejle;A", "1;Vejle;Ny"))["changed"] == 1
    assert lists.day.stands()[1]["theme"] == "Ny"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1;Sorø;D;;", "number_twice"),
        ("4;Vejle;D;;", "municipality_twice"),
        ("0;Sorø;D;;", "value_out_of_range"),
        ("x;Sorø;D;;", "value_out_of_range"),
        (";Sorø;D;;", "number_missing"),
        ("4;;D;;", "municipality_missing"),
        ("4;KL;D;;", "municipality_unknown"),
    ],
)
def test_a_bad_stand_is_told_and_nothing_written(row: str, code: str, lists: Lists) -> None:
    before = lists.day.stands()
    done = lists.stands(STANDS.replace("A?", "A2?") + row + "\n")
    assert done["result"] == "refused"
    assert code in {one["code"] for one in done["findings"]}
    assert lists.day.stands() == before


def test_a_mapping_is_remembered_for_the_next_list_of_that_shape(lists: Lists) -> None:
    header = "Hvem;Hjemsted;Post"
    row = "Anna Holm;Faxe;anna@example.dk"
    words = ("--map=Hvem=name", "--map=Hjemsted=kommune", "--map=Post=email")
    assert lists.people(row, header=header)["ok"] is False
    assert lists.people(row, header=header, words=words)["new"] == 1
    done = lists.people(row, "Bo Dahl;Vejle;bo@example.dk", header=header)
    assert (done["new"], done["unchanged"]) == (1, 1)
    assert lists.one("Bo Dahl")["municipality"] == "0630"


def test_a_first_list_makes_store_and_day(tmp_path: Path) -> None:
    import io

    from seminar_tui.cli.main import main

    store = str(tmp_path / "ny.db")
    file = str(REGISTRATIONS / "resent/liste_v1.csv")
    words = ["--db", store, "import", "participants", file]
    assert main([*words, "--dry-run"], io.StringIO()) == 0
    assert not Path(store).exists()
    out = io.StringIO()
    assert main(words, out) == 0
    assert "60" in out.getvalue()


def test_every_new_person_has_one_badge_of_its_own(lists: Lists) -> None:
    lists.people(*(f"Per{n} Lund;Faxe;p{n}@example.dk;;;;;;" for n in range(300)))
    badges = [one["badge"] for one in lists.day.people()]
    assert len(set(badges)) == 300
    assert all(len(badge) == 10 and badge[0] == "P" for badge in badges)


HOSTILE = "Anna [b]\x1b]0;owned\x07 Holm\u202e"


def test_hostile_text_is_cleaned_in_every_field(lists: Lists) -> None:
    row = ";".join(
        [
            f'"{HOSTILE}"',
            "Faxe",
            "a@example.dk",
            "=cmd|' /C calc'!A0\x1b[2J[@click=app.quit]x[/]",
            "",
            "",
            "",
            "",
            "",
        ]
    )
    done = lists.people(row)
    assert done["result"] == "imported"
    held = lists.day.bytes()
    for bad in (b"\x1b", b"\x07", "\u202e".encode()):
        (person,) = lists.day.people()
        assert bad.decode() not in person["name"] + person["title"]
    assert b"owned" not in held
    assert {"formula_text", "control_characters"} <= {one["code"] for one in done["findings"]}


def test_columns_that_are_not_read_are_named(lists: Lists, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("Navn;Skostørrelse;Kommune;Kost\nBo Holm;44;Vejle;Nej\n", "utf-8")
    done = lists.day.run("import", "participants", str(path), "--dry-run")
    assert [(one["row"], one["column"], one["code"]) for one in done["findings"]] == [
        (1, "Kost", "column_unread"),
        (1, "Skostørrelse", "column_unread"),
    ]
    out = io.StringIO()
    main(["--db", str(lists.day.path), "import", "participants", str(path), "--dry-run"], out)
    assert "2 kolonner er ikke læst: Kost, Skostørrelse" in out.getvalue()


EVERY_KIND_OF_TROUBLE = (
    "Bo A;Skagen;;;;;;;;",
    "Bo B;;;;;;;;;",
    "Bo C;Vejle;Faxe Kommune;;;;;;;",
    "Bo D;;KL;d@example.dk;;;;;;",
    ";Vejle;;x@example.dk;;;;;;",
    "N.N.;Vejle;;;;;;;;",
    "Mødelokale 2;Vejle;;;;;;;;",
    "Bo E & Ida E;Vejle;;;;;;;;",
    "Bo F;Vejle;;f@example.dk;;;;;;",
    "Bo L;Vejle;;;;;;;;",
    "Bo L;Vejle;;l@example.dk;;;;;;",
    "Bo F;Vejle;;ff@example.dk;;;;;;",
    "Bo G;Vejle;;g(at)example.dk;kok;måske;9;1;;",
    "Bo H;Vejle;;;;udløbet;2;2;;",
    "=Bo I;Vejle;;;\x1b[31mx;;;;;",
    "S\ufffdren Bo;Vejle;;;;;;;;",
    "Bo J;Vejle",
    "Bo K;Vejle;;;;;;;;;x",
    "Bo Ny;Vejle;;;;;;;T1;",
)
SEVERITIES = {
    "ask": "municipality_unknown municipality_missing municipality_conflict"
    " placeholder_not_a_person not_a_person two_people_in_one_cell status_unknown"
    " same_name_same_municipality_other_email",
    "error": "name_missing",
    "note": "organisation_not_a_municipality same_person_twice renamed email_invalid role_unknown"
    " order_expired wish_unknown wish_twice wish_own_municipality formula_text"
    " control_characters character_lost short_row long_row column_unread",
}


def test_every_finding_has_its_severity(lists: Lists) -> None:
    header = "Navn;Kommune;Organisation;E-mail;Rolle;Status;Ønske 1;Ønske 2;Billetkode;Kost"
    lists.people("Bo Gl;Vejle;;;;;;;T1;", header=header)
    done = lists.people(*EVERY_KIND_OF_TROUBLE, header=header, words=("--dry-run",))
    found = {(one["code"], one["severity"]) for one in done["findings"]}
    wanted = {(code, kind) for kind, codes in SEVERITIES.items() for code in codes.split()}
    assert found == wanted
