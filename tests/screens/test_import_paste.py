"""A table pasted from a spreadsheet: shown as a difference like a file, then imported."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.widgets import OptionList

from db.vocabulary import Severity
from seminar_tui.files.tables import Unreadable
from seminar_tui.i18n import use_language
from seminar_tui.messages import Answered, Troubled
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.screens.organiser.import_dialog import ImportDialog
from seminar_tui.screens.organiser.pick import Pick
from tests.floor_day import make_floor
from tests.seen import running, sees, shown, until

PEOPLE = (
    "Navn\tKommune\tE-mail\r\n"
    "Karen Østergaard\tVejle\tko@example.dk\r\n"
    "Bo [b] Ø\tÆrø\tbo@example.dk\r\n"
)
STANDS = "Nummer;Kommune;Overskrift;Spørgsmål\n41;Ærø;Tidlig læring;Hvad nu?\n"


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


@pytest.fixture
def day(tmp_path):
    store, _station = make_floor(tmp_path / "day.db", 8)
    store.close()
    return tmp_path / "day.db"


async def paste(pilot, text):
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def test_a_table_pasted_on_the_files_page_is_previewed_and_imported(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await paste(pilot, PEOPLE)
        await sees(pilot, "Indlæs deltagerlisten", "2 nye", "✓ Klar")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ImportDialog))
        await pilot.press("4", "slash", *"østergaard", "enter")
        await sees(pilot, "Karen Østergaard", "Vejle")


async def test_what_a_pasted_table_lists_is_told_by_its_headings(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await paste(pilot, STANDS)
        await sees(pilot, "Indlæs listen over stande", "1 nye")


async def test_a_table_pasted_into_the_line_is_the_list_and_a_name_is_a_name(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await pilot.press("down", "enter")
        await sees(pilot, "Indlæs deltagerlisten")
        await paste(pilot, "/hjem/liste.csv")
        await sees(pilot, "/hjem/liste.csv")
        await paste(pilot, PEOPLE)
        await sees(pilot, "2 nye")
        assert "/hjem/liste.csv" not in shown(pilot)


async def test_a_pasted_text_without_headings_is_refused_in_a_sentence(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await paste(pilot, "hej\nmed\ndig\n")
        await sees(pilot, "! ")
        await pilot.press("ctrl+s")
        await sees(pilot, "! ")


ODD = "Hvem\tHjemsted\tMobil\r\nKaren [b] Ø\tVejle\t11223344\r\nBo Bæk\tÆrø\t55667788\r\n"


async def read_as(pilot, heading, field):
    """Read the column of a heading as another field."""
    below = pilot.app.screen.query_one("#below", OptionList)
    below.highlighted = next(
        at for at, option in enumerate(below.options) if str(option.prompt).startswith(heading)
    )
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
    await pilot.press(*field, "enter")


async def test_columns_are_shown_with_their_first_rows_and_a_mapping_is_remembered(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await pilot.press("down", "enter")
        await sees(pilot, "Indlæs deltagerlisten")
        await paste(pilot, ODD)
        await sees(pilot, "Det er ikke forstået", "Karen [b] Ø · Bo Bæk", "læses ikke")
        await read_as(pilot, "Hvem", "navn")
        await sees(pilot, "+ ny", "Karen [b] Ø")
        await read_as(pilot, "Hjemsted", "kommune")
        await sees(pilot, "2 nye", "Karen [b] Ø  Vejle", "Bo Bæk  Ærø", "✓ Klar")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ImportDialog))
        # The next list of that shape asks nothing, and shows whom it leaves out.
        await pilot.press("enter")
        await sees(pilot, "Indlæs deltagerlisten")
        await paste(pilot, ODD.partition("Bo Bæk")[0])
        await sees(pilot, "− væk", "Bo Bæk", "1 uændrede")


@pytest.mark.parametrize(("answer", "new"), [("flere", "3 nye"), ("med", "2 nye")])
async def test_two_people_in_a_cell_are_chosen_between_and_nobody_is_lost(day, answer, new):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await paste(pilot, PEOPLE.replace("Bo [b] Ø", "Ida Krog og Bo Dahl"))
        await sees(pilot, "Cellen nævner flere: Ida Krog, Bo Dahl")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await sees(pilot, "Hvad skal »Ida Krog og Bo Dahl« være?", "Udelad rækken", "Skriv det")
        await pilot.press(*answer, "enter")
        await sees(pilot, new, "✓ Klar")


@pytest.mark.parametrize(
    ("place", "first", "typed", "answer"),
    [
        ("Lyngby", "Lyngby-Taarbæk   ligner", "", "Lyngby-Taarbæk"),
        ("Skagen", "Lad spørgsmålet stå", "frederikshavn", "Frederikshavn"),
        ("Skagen", "Lad spørgsmålet stå", "ingen kommune", "Skagen"),
    ],
)
async def test_a_place_is_answered_by_choosing_a_municipality_or_none(
    day, place, first, typed, answer
):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await paste(pilot, PEOPLE.replace("Vejle", place))
        await sees(pilot, f"»{place}« er ingen kommune")
        await pilot.press("enter")
        await sees(pilot, f"Hvad skal »{place}« være?", first, "Ingen kommune   en anden", "Assens")
        await pilot.press(*typed, "enter")
        await sees(pilot, "2 nye", f"Karen Østergaard  {answer}", "✓ Klar")


async def test_enter_twice_answers_nothing_where_no_municipality_is_likely(day):
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await paste(pilot, STANDS.replace("Ærø", "Skagen"))
        await sees(pilot, "»Skagen« er ingen kommune")
        await pilot.press("enter")
        await sees(pilot, "Lad spørgsmålet stå")
        assert "Ingen kommune" not in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportDialog))
        await sees(pilot, "»Skagen« er ingen kommune", "0 nye")


@asynccontextmanager
async def asked_of(day, path):
    """Ask about a file; its answers (what hears one, and with what) are kept back in a list."""
    async with running(day, "organiser") as pilot:
        await pilot.press("7")
        await sees(pilot, "Deltagerlisten")
        await pilot.press("down", "enter")
        await sees(pilot, "Indlæs deltagerlisten")
        page, kept = pilot.app.screen_stack[0], []
        look = page.look

        def late(key, job, then, failed):
            look(
                key,
                job,
                lambda seen: kept.append(Answered(then, seen)),
                lambda error: kept.append(Troubled(failed, error)),
            )

        page.look = late
        pilot.app.screen.query_one("#path").value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: kept)
        yield pilot, page, kept[0]


async def test_a_late_answer_about_a_file_takes_no_hand_off_the_line(day, tmp_path):
    listed = tmp_path / "liste.csv"
    listed.write_text("Navn;Kommune\nUlla Dam;Faxe\n", encoding="utf-8")
    async with asked_of(day, listed) as (pilot, page, answer):
        await pilot.press("x")
        page.post_message(answer)
        await pilot.pause(0.2)
        assert pilot.app.focused is pilot.app.screen.query_one("#path")
        assert "1 nye" not in shown(pilot)


async def test_a_file_that_cannot_be_read_ends_nothing_where_its_window_was_left(day, tmp_path):
    broken = tmp_path / "liste.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    async with asked_of(day, broken) as (pilot, page, answer):
        assert isinstance(answer.error, Unreadable)
        dialog = pilot.app.screen
        await pilot.press("escape")
        await until(pilot, lambda: not dialog.is_attached)
        page.post_message(answer)
        await pilot.pause(0.2)
        assert pilot.app.is_running


def test_of_ten_thousand_findings_only_those_shown_are_put_into_words():
    from seminar_tui.screens.organiser.import_lines import SHOWN, finding_lines

    severities = (Severity.NOTE, Severity.ASK)
    found = [
        Finding(row, "Navn", f"v{row}", severities[row % 2], Code.NOT_A_PERSON)
        for row in range(10_000)
    ]
    lines = finding_lines(found)
    assert len(lines) == 2 * (SHOWN + 1)
    more = [str(one.shown) for one in lines if not one.value]
    assert more == ["og 4800 linjer til", "? og 4800 spørgsmål til; svar på dem ovenfor først"]
    assert [one.value for one in lines if one.severity is Severity.ASK][:2] == ["v1", "v3"]
