"""The codes that are not drawn: a stand's, and those of the command sheet.

A stand's code says its number, so that a sign printed again is the same sign. A command's
code says the command, so that one printed sheet serves every day.
"""

from __future__ import annotations

from enum import StrEnum

from seminar_tui.rules.badge import ALPHABET, Code, CodeKind, check_character, read_code


class SheetCommand(StrEnum):
    """What the command sheet can say to a station; the value is what its code spells.

    Only letters of the codes' alphabet, which has no I, L, O and U. YES and NO are Enter and
    Esc; FIRST to FOURTH are the answers of a question as they are numbered.
    """

    UNDO = "BACK"
    WALK_IN = "NEW"
    TEST = "TEST"
    YES = "YES"
    NO = "N0"
    FIRST = "A1"
    SECOND = "A2"
    THIRD = "A3"
    FOURTH = "A4"
    DELEGATION = "MATES"
    LEAVE = "EX1T"
    START = "START"
    PAUSE = "PAVSE"
    ADVANCE = "NEXT"
    ADD_MINUTE = "P1"
    TAKE_MINUTE = "M1"
    FINISH = "END"


CHOICES = (SheetCommand.FIRST, SheetCommand.SECOND, SheetCommand.THIRD, SheetCommand.FOURTH)
ANSWERS = frozenset({SheetCommand.YES, SheetCommand.NO, *CHOICES})
"""What answers a card that asks."""


def stand_code(number: int) -> str:
    """Return the code on a stand's sign. `number` is 1 to 32**8 - 1."""
    digits = ""
    for _ in range(8):
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    body = CodeKind.STAND.value + digits
    return body + check_character(body)


def stand_of(code: str) -> int | None:
    """Return the number of the stand whose sign was scanned; None for anything else."""
    found = read_code(code)
    if not isinstance(found, Code) or found.kind is not CodeKind.STAND:
        return None
    number = 0
    for letter in found.text[1:-1]:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def command_code(command: SheetCommand) -> str:
    """Return the code that speaks a command."""
    body = CodeKind.COMMAND.value + command.value.rjust(8, "0")
    return body + check_character(body)


def command_of(code: str) -> SheetCommand | None:
    """Return the command a scanned code speaks; None for anything else."""
    found = read_code(code)
    if not isinstance(found, Code) or found.kind is not CodeKind.COMMAND:
        return None
    spelled = found.text[1:-1].lstrip("0")
    return SheetCommand(spelled) if spelled in tuple(SheetCommand) else None
