"""The command sheet at the door: each of its codes does what a key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminar_tui.i18n import t
from seminar_tui.rules.fixed_codes import CHOICES, SheetCommand

if TYPE_CHECKING:
    from seminar_tui.screens.door import DoorScreen


def obey(door: DoorScreen, command: SheetCommand) -> None:
    """Do what a command says, in the window that is open or on the card that asks."""
    window = door.dialog
    match command:
        case SheetCommand.UNDO:
            door.undo()
        case SheetCommand.WALK_IN:
            door.action_walk_in()
        case SheetCommand.TEST:
            door.action_test_scanner()
        case SheetCommand.DELEGATION:
            door.action_delegation()
        case SheetCommand.LEAVE:
            door.action_leave()
        case SheetCommand.YES:
            door.confirm() if window is None else window.enter()
        case SheetCommand.NO:
            door.action_home() if window is None else window.action_leave()
        case _ if command in CHOICES:
            if door.queue.ask is not None:
                door.reply(str(CHOICES.index(command) + 1))
        case _:
            door.say(t("door.command.stand"))
