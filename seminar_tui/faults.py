"""An app that ends on a fault without showing whose data it was about."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.app import App

from seminar_tui.i18n import t
from seminar_tui.logfile import log_path, note_fault, places


class QuietApp(App[Any]):
    """Says the type of a fault and where it came from.

    The toolkit's own report shows every variable: names, notes and codes on a screen that
    stands at a door.
    """

    def _fatal_error(self) -> None:
        """End the program on a fault; called by the toolkit while it is being handled."""
        fault = self._exception
        if fault is None:
            super()._fatal_error()
            return
        note_fault(fault)
        self.bell()
        where = log_path()
        lines = [type(fault).__name__, *(f"  {one}" for one in places(fault))]
        lines.append(t("app.fault", path=where) if where else t("app.fault.no_log"))
        self._exit_renderables.append(Text("\n".join(lines)))
        self._close_messages_no_wait()
