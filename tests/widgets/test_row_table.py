"""A table wider than its terminal shows some of every column, and says where more is."""

from __future__ import annotations

from rich.text import Text
from textual.app import App, ComposeResult

from seminar_tui.text import cell
from seminar_tui.widgets.row_table import RowTable

LONG = "Fra ord til handling i børnehøjde"
FAR = ["Kommune", "Overskrift", "Ansvarlig", "Mødested", "Bemærkning"]


class Wide(App[None]):
    def __init__(self, labels: list[str]) -> None:
        super().__init__()
        self._labels = labels

    def compose(self) -> ComposeResult:
        yield RowTable(self._labels)


def lines(table: RowTable) -> list[str]:
    return [table.render_line(y).text.rstrip() for y in range(3)]


async def test_a_cell_that_is_cut_ends_in_dots_until_the_right_arrow_shows_it_whole():
    app = Wide(["Kommune", "Overskrift", "Nr."])
    async with app.run_test(size=(30, 8)) as pilot:
        table = app.query_one(RowTable)
        table.show([("1", (cell("Vejle"), cell(LONG), cell("12"))), ("2", (cell("Faxe"),) * 3)])
        await pilot.pause()
        head, long, brief = lines(table)
        assert head.split() == ["Kommune", "Overskrift", "Nr."]
        assert long.split("…")[1].strip() == "12"
        assert brief.split() == ["Faxe"] * 3
        table.focus()
        await pilot.press("right")
        assert lines(table)[1].endswith("…")
        table.scroll_to(x=999, animate=False)
        await pilot.pause()
        assert lines(table)[1].endswith("børnehøjde  12")
        table.scroll_to(x=0, animate=False)
        await pilot.press("left")
        assert lines(table) == [head, long, brief]


async def test_a_table_wider_than_that_goes_on_to_the_right_and_says_so():
    app = Wide(FAR)
    async with app.run_test(size=(30, 8)) as pilot:
        table = app.query_one(RowTable)
        table.show([("1", (cell(LONG),) * 5)])
        await pilot.pause()
        assert lines(table)[1].endswith("…")
        table.scroll_to(x=999, animate=False)
        await pilot.pause()
        assert lines(table)[0].endswith("Bemærkning")


async def test_a_wider_terminal_shows_more_at_once_and_so_does_a_cell_that_grew_shorter():
    app = Wide(["Kommune", "Overskrift", "Nr."])
    async with app.run_test(size=(30, 8)) as pilot:
        table = app.query_one(RowTable)
        table.show([("1", (cell("Vejle"), cell(LONG), cell("12")))])
        await pilot.pause()
        await pilot.resize_terminal(80, 8)
        await pilot.pause()
        assert LONG in lines(table)[1]
        await pilot.resize_terminal(30, 8)
        table.show([("1", (cell("Vejle"), cell("Leg og ord"), cell("12")))])
        await pilot.pause()
        assert lines(table)[1].split() == ["Vejle", "Leg", "og", "ord", "12"]


async def test_a_table_longer_than_the_terminal_leaves_room_for_its_scrollbar():
    app = Wide(["Kommune", "Overskrift", "Nr."])
    async with app.run_test(size=(30, 8)) as pilot:
        table = app.query_one(RowTable)
        table.show([(str(n), (cell("Vejle"), cell(LONG), cell(str(n)))) for n in range(20)])
        await pilot.pause()
        await pilot.pause()
        assert not table.max_scroll_x
        assert lines(table)[2].endswith(" 1")


class Counted(Text):
    """A cell that counts how often it was measured."""

    measured = 0

    @property
    def cell_len(self) -> int:
        Counted.measured += 1
        return super().cell_len


async def test_a_changed_cell_and_the_right_arrow_measure_no_other_cell():
    app = Wide(FAR)
    async with app.run_test(size=(30, 8)) as pilot:
        table = app.query_one(RowTable)
        rows = [(str(n), tuple(Counted(f"{LONG} {n}") for _ in FAR)) for n in range(20)]
        table.show(rows)
        await pilot.pause()
        Counted.measured = 0
        table.show([*rows[:-1], ("19", (Counted("kort"), *rows[-1][1][1:]))])
        assert Counted.measured == 2, "what was there and what is"
        table.action_cursor_right()
        assert Counted.measured == 2
        assert [column.width for column in table.ordered_columns] == [len(LONG) + 3] * len(FAR)
