"""The card of an answer, drawn line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import SELECT_ALL, Selection

from seminar_tui.widgets.result_card import Card, ResultCard

WELCOME = Card(
    look="-ok",
    headline="✓ VELKOMMEN",
    name="Anne-Mette Sørensen",
    who="Kultur- og fritidschef · Frederiksberg",
    lines=("Runde 1 · stand 12 Aalborg", "Runde 2 · stand 7 Odense"),
    note="! Kørestol",
    ask="Enter: læst",
    hint="Navneskilt i æske 3",
    asking=True,
)


class Door(App[None]):
    def compose(self) -> ComposeResult:
        yield ResultCard()


def lines_of(card: ResultCard) -> list[str]:
    return [card.render_line(y).text for y in range(card.size.height)]


async def drawn(card: Card, width: int, height: int) -> list[str]:
    app = Door()
    async with app.run_test(size=(width, height)) as pilot:
        widget = app.query_one(ResultCard)
        widget.show(card)
        await pilot.pause()
        lines = lines_of(widget)
        assert {len(line) for line in lines} == {widget.size.width}
        return [line.strip() for line in lines]


async def test_parts_stand_apart_and_the_hint_at_the_foot():
    lines = await drawn(WELCOME, 60, 20)
    assert lines[:3] == ["✓ VELKOMMEN", "", "Anne-Mette Sørensen"]
    assert lines[3:7] == [WELCOME.who, "", *WELCOME.lines]
    assert lines[7:12] == ["", "! Kørestol", "", "Enter: læst", ""]
    assert lines[-1] == "Navneskilt i æske 3"


async def test_with_little_room_the_air_goes_first():
    lines = await drawn(WELCOME, 60, 11)
    assert lines[:7] == [
        *(WELCOME.headline, WELCOME.name, WELCOME.who),
        *(*WELCOME.lines, WELCOME.note, WELCOME.ask),
    ]
    assert lines[-1] == WELCOME.hint


@pytest.mark.parametrize("height", [5, 6, 7])
async def test_what_is_asked_is_never_cut_off(height):
    lines = await drawn(WELCOME, 60, height)
    assert lines[0] == "✓ VELKOMMEN"
    assert lines[-2:] == ["Enter: læst", "Navneskilt i æske 3"]


NOTED = replace(WELCOME, note="! A: et\n! B: to\n! C: tre\n! D: fire", turn="Enter: mere")


async def test_several_notes_stand_on_lines_of_their_own():
    lines = await drawn(NOTED, 60, 24)
    assert [line for line in lines if line.startswith("!")] == NOTED.note.split("\n")
    assert "Enter: læst" in lines


async def test_a_note_to_be_read_stays_whole_and_the_rest_gives_way():
    notes = NOTED.note.split("\n")
    head, asked = [WELCOME.headline, WELCOME.name, WELCOME.who], "Enter: læst"
    lines = await drawn(NOTED, 60, 12)
    assert lines[3].split("  ")[0] == WELCOME.lines[0]
    assert lines[3].endswith("…")
    assert [*lines[:3], *lines[4:]] == [*head, *notes, asked, WELCOME.hint]
    assert await drawn(NOTED, 60, 10) == [*head, *notes, asked]


async def test_a_note_with_no_room_is_turned_page_by_page():
    app = Door()
    async with app.run_test(size=(60, 7)) as pilot:
        card = app.query_one(ResultCard)
        card.show(NOTED)
        await pilot.pause()
        pages = [[line.strip() for line in lines_of(card)]]
        while card.turn():
            await pilot.pause()
            pages.append([line.strip() for line in lines_of(card)])
        assert all(page[:2] == [WELCOME.headline, WELCOME.name] for page in pages)
        assert [page[2].split("  ")[0] for page in pages] == ["! A: et", "! C: tre"]
        assert [page[3].split("  ")[0] for page in pages] == ["! B: to", "! D: fire"]
        assert [page[3].endswith("…") for page in pages] == [True, False]
        assert [page[4] for page in pages] == ["Enter: mere", "Enter: læst"]


async def test_a_long_text_goes_on_below():
    lines = await drawn(Card(look="-stop", headline="✗", reason="lang " * 30), 40, 12)
    assert " ".join(lines[1:7]).split() == ["lang"] * 30


async def test_markup_and_control_letters_are_text():
    lines = await drawn(Card(look="-plain", headline="[b]x[/b] \x1b[2J", name="[/]"), 40, 8)
    assert lines[0].startswith("[b]x[/b]")
    assert "\x1b" not in "".join(lines)
    assert "[/]" in lines


async def test_the_next_card_and_another_look_are_drawn_anew():
    app = Door()
    async with app.run_test(size=(40, 10)) as pilot:
        card = app.query_one(ResultCard)
        card.show(Card(look="-ok", headline="A"))
        await pilot.pause()
        before = card.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        assert card.render_line(0).text == before.text
        assert card.render_line(0) != before
        card.show(Card(look="-stop", headline="B"))
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert lines_of(card)[0].strip() == "B"
        assert len(lines_of(card)) == card.size.height == 10
        assert not card.render_line(99).text.strip()


async def test_what_is_marked_can_be_copied():
    app = Door()
    async with app.run_test(size=(60, 20)) as pilot:
        card = app.query_one(ResultCard)
        card.show(WELCOME)
        await pilot.pause()
        plain = card.render_line(2)
        app.screen.selections = {card: Selection.from_offsets(Offset(2, 2), Offset(12, 2))}
        await pilot.pause()
        assert app.screen.get_selected_text() == "Anne-Mette"
        assert card.render_line(2).text == plain.text
        assert card.render_line(2) != plain
        app.screen.selections = {card: SELECT_ALL}
        assert WELCOME.hint in str(app.screen.get_selected_text())


async def test_wide_and_combining_letters_keep_every_line_as_wide_as_the_card():
    app = Door()
    async with app.run_test(size=(30, 14)) as pilot:
        card = app.query_one(ResultCard)
        card.show(Card(look="-ok", headline="山田太郎", name="e\u0301" * 40, reason="👩‍👩‍👧 " * 12))
        await pilot.pause()
        assert {card.render_line(y).cell_length for y in range(card.size.height)} == {28}
