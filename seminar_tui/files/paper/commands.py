"""The command sheet: codes that run a desk or a stand by scanner alone."""

from __future__ import annotations

from db.paper import DayHead
from seminar_tui.files import qr
from seminar_tui.files.paper.press import Document
from seminar_tui.i18n import t
from seminar_tui.rules.fixed_codes import CHOICES, SheetCommand, command_code

_GROUPS = {
    "stand": (
        SheetCommand.START,
        SheetCommand.PAUSE,
        SheetCommand.ADVANCE,
        SheetCommand.ADD_MINUTE,
        SheetCommand.TAKE_MINUTE,
        SheetCommand.FINISH,
    ),
    "door": (
        SheetCommand.YES,
        SheetCommand.NO,
        SheetCommand.UNDO,
        *CHOICES,
        SheetCommand.DELEGATION,
        SheetCommand.LEAVE,
        SheetCommand.WALK_IN,
        SheetCommand.TEST,
    ),
}


def command_sheet(head: DayHead) -> Document:
    """Return the sheet with every command's code; it holds for every day."""
    groups = [
        {
            "title": t(f"paper.commands.group.{name}"),
            "commands": [_command(command) for command in commands],
        }
        for name, commands in _GROUPS.items()
    ]
    title = t("paper.commands.title", day=head.title)
    return Document("commands.typ", title, {"groups": groups})


def _command(command: SheetCommand) -> dict[str, object]:
    code = command_code(command)
    name = command.name.lower()
    return {
        "code": code,
        "svg": qr.svg(code),
        "alt": t("paper.qr_alt", code=code),
        "title": t(f"paper.command.{name}"),
        "help": t(f"paper.command.{name}.help"),
    }
