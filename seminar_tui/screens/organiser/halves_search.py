"""The search for halves on a thread of its own: how far it is, the best so far, stopping it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.worker import get_current_worker

from seminar_tui.clock import elapsed
from seminar_tui.i18n import t

if TYPE_CHECKING:
    from seminar_tui.day.planning import HalvesProposal
    from seminar_tui.day.station import Station
    from seminar_tui.placement.halves import Split
    from seminar_tui.screens.organiser.page import Page

SEARCH_S = 10.0
"""How long halves are searched for; a key ends it with the best so far."""
TURN_S = 0.0005
"""How long the search computes before a key gets its turn."""
WIDE = 24
"""Cells of the bar."""


class HalvesSearch:
    """One search. `found` hears the halves, `failed` a refusal; `changed` that there is news."""

    def __init__(
        self,
        page: Page,
        found: Callable[[HalvesProposal], None],
        failed: Callable[[Exception], None],
        changed: Callable[[], None],
    ) -> None:
        self._page = page
        self._then, self._failed, self._changed = found, failed, changed
        self._began = 0.0
        self._best: tuple[int, int] | None = None
        self._stopping = False
        self.running = False

    def start(self) -> None:
        """Begin; neither a check-in nor the board waits for it."""
        self._began, self._best, self._stopping, self.running = elapsed(), None, False, True
        self._page.day_screen.act(lambda station, _now: station, self._begin)

    def stop(self) -> None:
        """End with the best so far."""
        self._stopping = True

    def said(self) -> Content:
        """Return how far it is, as a bar, and the best so far."""
        spent = min(SEARCH_S, elapsed() - self._began)
        full = int(WIDE * spent / SEARCH_S)
        words = t("organiser.plan.searching", spent=int(spent), seconds=int(SEARCH_S))
        best = ""
        if self._best is not None:
            best = t("organiser.plan.best", before=self._best[0], value=self._best[1])
        return Content.assemble(
            ("▇" * full, "$accent"),
            ("▁" * (WIDE - full), "$secondary"),
            ("  " + words, "bold $accent"),
            "\n",
            best,
        )

    def _begin(self, station: Station) -> None:
        self._page.run_worker(
            lambda: self._look(station), thread=True, exclusive=True, exit_on_error=False
        )

    def _look(self, station: Station) -> None:
        from seminar_tui.day.planning import propose_halves

        worker = get_current_worker()
        tell = self._page.app.call_from_thread

        def on_best(split: Split) -> None:
            if not worker.is_cancelled:
                tell(self._better, split.before, split.value)

        usual = sys.getswitchinterval()
        # The search computes without a pause: with the usual interval each of a key's steps
        # would wait five milliseconds for its turn.
        sys.setswitchinterval(TURN_S)
        try:
            found = propose_halves(
                station,
                seconds=SEARCH_S,
                should_stop=lambda: worker.is_cancelled or self._stopping,
                on_best=on_best,
            )
        except Exception as error:  # said on the screen like any other refusal
            tell(self._ended, self._failed, error)
            return
        finally:
            sys.setswitchinterval(usual)
        if not worker.is_cancelled:
            tell(self._ended, self._then, found)

    def _better(self, before: int, value: int) -> None:
        self._best = (before, value)
        self._changed()

    def _ended(self, then: Callable[..., None], what: object) -> None:
        self.running = False
        then(what)
