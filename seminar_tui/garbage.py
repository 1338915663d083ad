"""When memory is looked through for what nobody uses any more: never while somebody waits.

A full collection stops every thread for some hundredths of a second, and comes when it likes:
at the scan of that moment. So it is put off while the program starts and works, what is here to
stay is not looked through again, and what is left is done when nobody has touched a key for a
while.
"""

from __future__ import annotations

import gc

RARELY = 1000
"""Of so many middle collections the last is a full one: in a rush that never rests."""
REST_S = 3.0
"""Without a key for so long, nobody is about to wait for an answer."""
TIDY_EVERY_S = 60.0


def put_off() -> None:
    """Collect nothing until `take_up`: nothing that is made while starting is let go of."""
    gc.disable()


def take_up() -> None:
    """Collect again, where it was put off. What was made so far stays to the end."""
    if gc.isenabled():
        return
    gc.freeze()
    young, middle, _full = gc.get_threshold()
    gc.set_threshold(young, middle, RARELY)
    gc.enable()


def keep() -> None:
    """Look no more through what there is now: it stays for as long as the program runs."""
    gc.freeze()


class Tidying:
    """Full collections in moments of rest. Times are seconds on a steady clock."""

    def __init__(self, now_s: float) -> None:
        self._touched_at = self._tidied_at = now_s

    def touched(self, now_s: float) -> None:
        """Hear of a key."""
        self._touched_at = now_s

    def is_due(self, now_s: float) -> bool:
        """Tell whether to tidy now."""
        rested = now_s - self._touched_at >= REST_S
        return rested and now_s - self._tidied_at >= TIDY_EVERY_S

    def tidy(self, now_s: float) -> None:
        """Collect all of it, if it is due."""
        if self.is_due(now_s):
            self._tidied_at = now_s
            gc.collect()
