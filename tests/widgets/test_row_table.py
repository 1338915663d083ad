"""A table wider than its terminal says where it goes on."""

from __future__ import annotations

from textual.app import App, ComposeResult

from seminar_tui.text import cell
from seminar_tui.widgets.row_table import RowTable


class Wide(App[None]):
    def compose(self) -> ComposeResult:
        yield RowTable(["Kommune", "Overskrift"])


async def test_a_line_that_goes_on_to_the_right_ends_in_dots_until_one_is_there():
    app = Wide()
    async with app.run_test(size=(30, 8)) as pilot:
        table = app.query_one(RowTable)
        rows = {"1": "Fra ord til handling i børnehøjde", "2": "Leg"}
        table.show([(key, (cell("Vejle"), cell(theme))) for key, theme in rows.items()])
        await pilot.pause()
        long, brief = (table.render_line(y).text for y in (1, 2))
        assert long.endswith("…")
        assert "…" not in brief
        table.scroll_to(x=999, animate=False)
        await pilot.pause()
        assert table.render_line(1).text.rstrip().endswith("børnehøjde")
