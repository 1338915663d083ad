"""Before the doors open: a list that checks itself, and where to go to mend what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import DataTable

from db.vocabulary import Instant, StationRole
from seminar_tui.i18n import known, t, tn
from seminar_tui.rules.checklist import Check, Checked, Prepared, checklist
from seminar_tui.rules.dates import hh_mm, local
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.text import cell
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.status import Floor

WHERE = {
    Check.STANDS: "files",
    Check.PEOPLE: "files",
    Check.THEMES: "programme",
    Check.PLACES: "programme",
    Check.PRESENTERS: "people",
    Check.ROUNDS: "plan",
    Check.PLAN: "plan",
    Check.SEATS: "plan",
    Check.BADGES: "files",
}
"""The page where each is mended; the rest is mended elsewhere."""


class ChecklistPage(ListPage):
    """A row a thing that must be in order. Enter goes to where it is mended."""

    NAME = "checklist"
    COLUMNS = ("state", "what", "detail")

    def reload(self) -> None:
        """Read the floor, and the badges not yet printed."""

        def job(station: Station, now: Instant) -> tuple[Floor, int]:
            from db.reads.log import unprinted
            from seminar_tui.day.status import floor

            seen = floor(station, now)
            with station.look() as connection:
                return seen, unprinted(connection, station.day_id)

        self.day_screen.look("checklist", job, self._take)

    def _take(self, read: tuple[Floor, int]) -> None:
        floor, missing = read
        now = self.day_screen.runtime.now()
        checked = checklist(_prepared(floor, missing, now))
        left = sum(not one.done for one in checked)
        facts = (
            t("organiser.checklist.ready")
            if not left
            else t("organiser.checklist.left", left=left, total=len(checked))
        )
        clock = hh_mm(now.utc_ms, floor.day.timezone)
        self.show(facts, [_row(one, clock) for one in checked])

    @on(DataTable.RowSelected)
    async def _chosen(self) -> None:
        key = self.table.key
        page = WHERE.get(Check(key)) if key else None
        if page is not None:
            await self.screen.run_action(f"turn_to('{page}')")


def _prepared(floor: Floor, missing: int, now: Instant) -> Prepared:
    lines = [line for line in floor.lines if line.is_open]
    day = floor.day
    today = local(now.utc_ms, day.timezone).date().isoformat()
    begins = local(now.utc_ms, day.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    midnight = int(begins.timestamp() * 1000)
    seen = [station for station in floor.rows.stations if station.seen_at >= midnight]
    return Prepared(
        stands=len(lines),
        people=floor.heads.registered,
        without_theme=sum(not line.row.theme or not line.row.question for line in lines),
        without_place=sum(not line.row.place for line in lines),
        without_presenter=sum(not line.count.presenters + line.count.named for line in lines),
        without_round=sum(line.row.round is None for line in lines),
        planned=any(line.count.placed for line in lines),
        over_capacity=sum(line.count.placed > line.row.capacity for line in lines),
        unprinted=missing,
        today=today == day.date,
        doors_seen=len({one.name for one in seen if one.role is StationRole.DOOR}),
        stands_seen=len({one.stand_id for one in seen if one.role is StationRole.STAND} - {None}),
    )


def _row(one: Checked, clock: str) -> Row:
    name = one.check.value
    state = (
        cell("✓ " + t("organiser.checklist.done"))
        if one.done
        else cell("○ " + t("organiser.checklist.not_done"), "bold")
    )
    key = f"organiser.checklist.{name}.todo"
    detail = "" if one.done or not known(key) else _todo(key, one, clock)
    return name, (state, cell(t(f"organiser.checklist.{name}")), cell(detail))


def _todo(key: str, one: Checked, clock: str) -> str:
    """Return what is left: most checks count it, the clock and the door are said in words."""
    match one.check:
        case Check.CLOCK | Check.DOOR:
            return t(key, clock=clock)
        case _:
            return tn(key, one.lacking)
