"""Every file of the open registration set gives exactly what its `expected.json` says."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from seminar_tui.files.lists import read_list
from seminar_tui.rules.records import ListKind
from tests.importing_day import FILES, REGISTRATIONS, ImportDay

NAMES = [one["file"] for one in FILES]
PEOPLE = [one for one in FILES if one["kind"] == "participants"]
EACH = pytest.mark.parametrize("expected", FILES, ids=NAMES)
EACH_OF_PEOPLE = pytest.mark.parametrize("expected", PEOPLE, ids=[one["file"] for one in PEOPLE])


@pytest.fixture
def day(tmp_path: Path) -> ImportDay:
    return ImportDay(tmp_path)


def same_name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _of_name(people: list[dict[str, Any]], person: dict[str, Any]) -> list[dict[str, Any]]:
    names = {same_name(person["name"]), same_name(person.get("name_also", person["name"]))}
    return [one for one in people if same_name(one["name"]) in names]


@EACH
def test_rows_and_refusal_are_right(expected: dict[str, Any], day: ImportDay) -> None:
    day.need(expected)
    code, done = day.take(expected)
    assert done["rows"] in (expected["rows"], *expected.get("rows_also_ok", ()))
    refused = expected["refused_without_good_rows"]
    if refused != "either":
        assert (done["result"] == "refused") == (refused == "yes")
    assert code == (1 if done["result"] == "refused" else 0)
    if done["result"] == "refused":
        assert not day.select("SELECT 1 FROM participant WHERE listed != ''")


@EACH
def test_findings_are_right_and_no_others_ask(expected: dict[str, Any], day: ImportDay) -> None:
    day.need(expected)
    _code, done = day.take(expected, "--dry-run")
    found = done["findings"]
    for wanted in expected["findings"]:
        rows = {wanted["row"], *wanted.get("related_rows", ())}
        here = [one["severity"] for one in found if one["row"] in rows]
        if wanted["required"]:
            assert set(here) & set(wanted["severity"]), wanted
    allowed = {row for one in expected["findings"] for row in _asking_rows(one)}
    strangers = expected.get("rows_not_people", expected.get("rows_not_stands", ()))
    allowed |= {one["row"] for one in strangers}
    stray = [one for one in found if one["severity"] != "note" and one["row"] not in allowed]
    assert stray == []


def _asking_rows(finding: dict[str, Any]) -> set[int]:
    if set(finding["severity"]) == {"note"}:
        return set()
    return {finding["row"], *finding.get("related_rows", ())}


@EACH
def test_every_finding_says_a_sentence(expected: dict[str, Any], day: ImportDay) -> None:
    day.need(expected)
    for language in ("da", "en"):
        _code, done = day.take(expected, "--dry-run", "--lang", language)
        for one in done["findings"]:
            assert one["message"]
            assert not one["message"].startswith("finding.")
            assert "{" not in one["message"]


@EACH_OF_PEOPLE
def test_good_rows_bring_the_right_people(expected: dict[str, Any], day: ImportDay) -> None:
    day.need(expected)
    before = {one["id"] for one in day.people()}
    code, done = day.take(expected, "--good-rows")
    assert (code, done["result"]) == (0, "imported")
    people = day.people()
    fewest, most = expected["people_with_good_rows"]
    if not before:
        assert fewest <= len(people) <= most
        cancelled = [one for one in people if one["status"] == "cancelled"]
        assert len(cancelled) == expected["people_cancelled"]
    named = {
        one["id"]
        for person in expected["persons"]
        for one in _of_name(people, person)
        if _is(person, one)
    }
    on_list = {one["id"] for one in people if not one["gone"]}
    assert on_list <= named, [one for one in people if one["id"] in on_list - named]


def _is(person: dict[str, Any], one: dict[str, Any]) -> bool:
    """Compare as the set's README says, strictly."""
    homes = {person["municipality"]}
    if person.get("municipality_or_null"):
        homes.add(None)
    mails = {(person["email"] or "").casefold(), (person.get("email_also") or "").casefold()}
    if person.get("email_also") is None:
        mails = {(person["email"] or "").casefold()}
    right = one["municipality"] in homes
    right &= (one["email"] or "").casefold() in mails
    right &= one["status"] == person["status"]
    if person["role"]:
        right &= one["role"] == person["role"]
    if person["title"]:
        right &= one["title"] in (person["title"], person.get("title_also"))
    if "wishes" in person:
        right &= one["wishes"] in (person["wishes"], person.get("wishes_also"))
    if "presents" in person:
        right &= one["presents"] == person["presents"]
    if "code" in person:
        right &= one["code"] == person["code"]
    if "organisation" in person:
        right &= one["organisation"] == person["organisation"]
    return right


def answers_for(expected: dict[str, Any]) -> list[str]:
    """Return the answers a person would give, taken from who the people really are."""
    from db.reference import municipality_name

    answers = []
    persons = expected["persons"]
    for one in expected["findings"]:
        here = [p for p in persons if one["row"] in p["rows"]]
        if one["reason"].startswith("municipality_") and here:
            home = here[0].get("municipality_if_answered")
            if one["value"]:
                answers.append(f"{one['value']}={municipality_name(home) if home else 'ingen'}")
        elif one["reason"] == "two_people_in_one_cell":
            answers.append(f"{one['value']}={'; '.join(p['name'] for p in here)}")
        elif one["reason"] == "same_name_same_municipality_other_email":
            rows = {one["row"], *one["related_rows"]}
            several = len([p for p in persons if rows & set(p["rows"])]) > 1
            answers.append(f"{one['value']}={'to personer' if several else 'samme'}")
        elif one["reason"] in ("placeholder_not_a_person", "not_a_person"):
            answers.append(f"{one['value']}=udelad")
    return [f"--answer={answer}" for answer in answers]


@EACH_OF_PEOPLE
def test_answered_questions_bring_everybody(expected: dict[str, Any], day: ImportDay) -> None:
    day.need(expected)
    code, done = day.take(expected, "--good-rows", *answers_for(expected))
    assert code == 0
    open_questions = {one["code"] for one in done["findings"] if one["severity"] != "note"}
    assert open_questions <= {"name_missing"}
    everybody = [one for one in day.people() if not one["gone"]]
    assert len(everybody) == expected["people"]
    for person in expected["persons"]:
        home = person.get("municipality_if_answered") or person["municipality"]
        meant = ({**person, "municipality": home}, person)
        here = [one for p in meant for one in _of_name(everybody, p) if _is(p, one)]
        assert here, person
        everybody.remove(here[0])
    assert everybody == [], "nobody is there twice"
    # Remembered: the same list asks nothing more, and changes nothing.
    _code, again = day.take(expected, "--good-rows")
    assert (again["new"], again["changed"], again["gone"]) == (0, 0, [])


@EACH
def test_importing_again_changes_nothing(expected: dict[str, Any], day: ImportDay) -> None:
    day.need(expected)
    day.take(expected, "--good-rows")
    before = (day.people(), day.stands())
    code, done = day.take(expected, "--good-rows")
    assert code == 0
    assert (done["new"], done["changed"], done["gone"]) == (0, 0, [])
    assert (day.people(), day.stands()) == before


@EACH_OF_PEOPLE
def test_what_is_not_for_import_is_nowhere_in_the_store(
    expected: dict[str, Any], day: ImportDay
) -> None:
    private = private_values(expected)
    day.need(expected)
    day.take(expected, "--good-rows")
    held = day.bytes()
    assert [value for value in private if value.encode() in held] == []


def private_values(expected: dict[str, Any]) -> set[str]:
    """Return the values of the columns nobody may keep that stand in no column we do."""
    path = REGISTRATIONS / expected["file"]
    from seminar_tui.files.headings import score_of
    from seminar_tui.files.tables import read_document

    document = read_document(path, lambda rows: score_of(rows, ListKind.PARTICIPANTS))
    sheet = next(one for one in document.sheets if expected.get("sheet") in (None, one.name))
    header = sheet.rows[expected["header_row"] - 1]
    hidden, kept = set(), set()
    for row in sheet.rows[expected["header_row"] :]:
        for heading, cell in zip(header, row, strict=False):
            into = hidden if heading in expected["not_for_import"] else kept
            into.add(" ".join(cell.split()))
    return {value for value in hidden - kept if len(value) > 4 and not value.isalpha()}


@pytest.mark.parametrize("expected", FILES[:2], ids=NAMES[:2])
def test_stands_are_as_the_list_has_them(expected: dict[str, Any], day: ImportDay) -> None:
    code, done = day.take(expected, "--answer=Skanderup Kommune=Skanderborg")
    assert (code, done["new"]) == (0, 26)
    stands = day.stands()
    for one in expected["list"]:
        held = stands[one["number"]]
        home = one["municipality"] or one["municipality_if_answered"]
        assert held["municipality"] == home
        # A remark on a second line of the cell stays with the theme: nothing is thrown away.
        assert held["theme"].removesuffix(" (titlen kan blive kortere)") == one["theme"]
        for field in ("place", "capacity"):
            assert held[field] == one[field]
        assert held["question"] == (one["question"] or "")
        assert held["equipment"] == (one["equipment"] or "")


def test_the_corrected_stands_are_a_difference(day: ImportDay) -> None:
    first, second = FILES[0], FILES[1]
    code, done = day.take(first)
    assert (code, done["result"], day.stands()) == (1, "refused", {})
    assert day.take(first, "--good-rows")[1]["new"] == 25
    ids = {number: stand["id"] for number, stand in day.stands().items()}
    _code, done = day.take(second)
    assert (done["new"], done["changed"], done["unchanged"]) == (1, 3, 22)
    assert {one["code"] for one in done["changes"]} == {"4", "17", "21"}
    stands = day.stands()
    assert {number: stands[number]["id"] for number in ids} == ids


def presented(day: ImportDay) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in day.people():
        if one["presents"]:
            found.setdefault(one["presents"], set()).add(one["name"])
    return found


@pytest.mark.parametrize("stands_first", [True, False])
def test_presenters_are_linked_before_or_after(stands_first: bool, tmp_path: Path) -> None:
    day = ImportDay(tmp_path)
    stands = next(one for one in FILES if one["file"] == "stands/stande_rettet.csv")
    people = next(one for one in FILES if one["file"] == "pretix/positions_en.csv")
    order = (stands, people) if stands_first else (people, stands)
    for one in order:
        assert day.take(one, "--good-rows")[0] == 0
    linked = presented(day)
    # One's municipality is asked about, two have cancelled: they wait by name.
    unsure = {"Niels Dahl", "Maja Mortensen", "Lars Søgaard"}
    for one in stands["list"]:
        assert linked.get(one["number"], set()) - unsure == set(one["presenters"]) - unsure
    waiting = {name for (name,) in day.select("SELECT name FROM pendingpresenter")}
    assert "Gæsteoplægsholder fra sprogcentret" in waiting
    assert waiting <= unsure | {"Gæsteoplægsholder fra sprogcentret"}


def test_the_other_export_of_the_same_shop_changes_nothing(day: ImportDay) -> None:
    english = next(one for one in FILES if one["file"] == "pretix/positions_en.csv")
    danish = next(one for one in FILES if one["file"] == "pretix/ordrer_da.xlsx")
    day.need(english)
    day.take(english, "--good-rows")
    before = day.people()
    _code, done = day.take(danish, "--good-rows")
    assert (done["new"], done["changed"], done["gone"]) == (0, 0, [])
    assert day.people() == before


def test_the_sheet_of_orders_is_not_a_list_of_people(day: ImportDay) -> None:
    file = str(REGISTRATIONS / "pretix/ordrer_da.xlsx")
    code, done = day.call("import", "participants", file, "--sheet", "Ordrer", "--good-rows")
    assert (code, done["ok"], done["error"]["code"]) == (2, False, "no_name_column")
    assert day.people() == []


def test_the_resent_list_is_a_difference(day: ImportDay) -> None:
    first = next(one for one in FILES if one["file"] == "resent/liste_v1.csv")
    second = next(one for one in FILES if one["file"] == "resent/liste_v2.csv")
    day.need(first)
    day.take(first)
    before = {one["name"]: one for one in day.people()}
    _code, done = day.take(second)
    wanted = second["after_v1"]
    assert (done["new"], done["changed"], done["unchanged"]) == (6, 6, 51)
    after = {one["name"]: one for one in day.people()}
    gone = {name for name, one in after.items() if one["gone"]}
    assert gone == set(wanted["gone_names"])
    assert set(done["gone"]) == {before[name]["badge"] for name in gone}
    assert set(after) - set(before) == set(wanted["new_names"]) | {
        one["now"] for one in wanted["renamed_names"]
    }
    for one in wanted["renamed_names"]:
        same = {"badge", "id", "email", "municipality"}
        assert {k: after[one["now"]][k] for k in same} == {k: before[one["was"]][k] for k in same}
    for one in wanted["title_changes"]:
        assert after[one["name"]]["title"] == one["now"]


@EACH
def test_columns_are_understood_without_a_mapping(expected: dict[str, Any]) -> None:
    read = read_list(REGISTRATIONS / expected["file"], ListKind(expected["kind"]))
    assert read.raw is not None
    assert read.raw.header_row == expected["header_row"]
    if expected.get("sheet"):
        assert read.raw.sheet == expected["sheet"]
    if "encoding" in expected:
        assert read.raw.encoding.replace("-sig", "") in (
            expected["encoding"].replace("-sig", ""),
            "utf-16",
        )
    if "delimiter" in expected:
        assert read.raw.delimiter == expected["delimiter"].replace("tab", "\t")


def test_readme_and_data_are_whole() -> None:
    for one in FILES:
        assert (REGISTRATIONS / one["file"]).exists()
    with (REGISTRATIONS / "resent/liste_v1.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file, delimiter=";"))) == 61
    assert re.search("expected", (REGISTRATIONS / "README.md").read_text(encoding="utf-8"))
