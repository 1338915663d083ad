"""Importing a list of the day: its participants or its stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminar_tui.i18n import t
from seminar_tui.screens.organiser.import_lines import Line, difference_lines, finding_lines
from seminar_tui.screens.organiser.list_dialog import ListDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.vocabulary import Instant
    from seminar_tui.day.importing import Asked, Imported
    from seminar_tui.day.station import Station
    from seminar_tui.rules.findings import Finding
    from seminar_tui.rules.records import RawList


class ImportDialog(ListDialog):
    """A list of participants or of stands, shown as the difference it makes to the day."""

    def heading(self) -> str:
        """Return which list is read in here."""
        return t(f"organiser.import.{self._kind}")

    def use_case(
        self,
        station: Station,
        now: Instant,
        raw: RawList,
        findings: Sequence[Finding],
        asked: Asked,
    ) -> Imported:
        """Import the list, or say what importing it would do."""
        from seminar_tui.day.importing import import_participants
        from seminar_tui.day.importing_stands import import_stands

        job = import_participants if self._kind == "participants" else import_stands
        return job(station, now, raw, findings, asked)

    def counts(self, done: Imported) -> str:
        """Return how many would be new, changed and gone."""
        return t(
            "import.counts",
            rows=done.rows,
            new=done.new,
            changed=done.changed,
            unchanged=done.unchanged,
            gone=len(done.gone),
        )

    def lines(self, done: Imported) -> list[Line]:
        """Return what was found in the rows."""
        return finding_lines(done.findings)

    def difference(self, done: Imported) -> list[Line]:
        """Return who or what would be gone, moved, changed and new."""
        return difference_lines(done.difference)

    def told(self, done: Imported) -> str:
        """Return how many are new, changed and gone."""
        return t("organiser.import.done", new=done.new, changed=done.changed, gone=len(done.gone))
