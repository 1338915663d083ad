"""What a guest who scans alone may be told: where to go, never why not."""

from __future__ import annotations

from enum import StrEnum

from db.vocabulary import CheckInResult
from seminar_tui.rules.scanning import looks_scanned

CARD_S = 12.0
"""Seconds until a guest's card is gone."""
WINDOW_S = 60.0
"""Seconds without a key until a window that a guest left open is closed."""
SHORTEST_LINE = 4
"""Letters; fewer are an elbow's."""


def is_ticket(line: str) -> bool:
    """Tell whether a line that holds no code of ours is some other ticket of a guest's.

    Nobody types names at a kiosk, so any line is one, but for a PIN that nothing asked for.
    """
    return looks_scanned(line) or (len(line) >= SHORTEST_LINE and not line.isdigit())


class KioskSays(StrEnum):
    """What the kiosk says to a scan."""

    WELCOME = "welcome"
    HERE_ALREADY = "here_already"
    ASK = "ask"
    TRY_AGAIN = "try_again"
    DESK = "desk"

    @property
    def admits(self) -> bool:
        """Whether the guest is in, so that their name and places may be shown."""
        return self in (KioskSays.WELCOME, KioskSays.HERE_ALREADY)


def kiosk_says(result: CheckInResult) -> KioskSays:
    """Return what a guest is told of a check-in. A refusal's reason is the desk's affair.

    A code that was misread tells nothing of anybody, so it may be scanned again.
    """
    match result:
        case CheckInResult.IN:
            return KioskSays.WELCOME
        case CheckInResult.AGAIN | CheckInResult.ALREADY:
            return KioskSays.HERE_ALREADY
        case CheckInResult.INCOMPLETE:
            return KioskSays.ASK
        case CheckInResult.DAMAGED:
            return KioskSays.TRY_AGAIN
        case _:
            return KioskSays.DESK
