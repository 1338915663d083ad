"""The papers that need nothing but the day: a name each, for the commands and the screen alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from seminar_tui.files.paper.commands import command_sheet
from seminar_tui.files.paper.people import sign_in_lists, slips, tents
from seminar_tui.files.paper.stands import letters, posters, programme, signs

if TYPE_CHECKING:
    from seminar_tui.day.printing import Material
    from seminar_tui.files.paper.press import Document

PAPERS: dict[str, Callable[[Material], Document]] = {
    "programme": lambda day: programme(day.head, day.stands, day.agenda),
    "signs": lambda day: signs(day.head, day.stands),
    "posters": lambda day: posters(day.head, day.stands),
    "letters": lambda day: letters(day.head, day.stands, day.guests),
    "lists": lambda day: sign_in_lists(day.head, day.guests, day.stands),
    "slips": lambda day: slips(day.head, day.guests),
    "tents": lambda day: tents(day.head, day.guests),
    "command-sheet": lambda day: command_sheet(day.head),
}
