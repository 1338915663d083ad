"""Before the doors open: a list that checks itself, and where to go to mend what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import DataTable

from db.vocabulary import Instant, StationRole
from seminar_tui.i18n import known, t, tn
from seminar_tui.rules.checklist import Check, Checked, Prepared, checklist
from seminar_tui.rules.dates import hh_mm, local
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.text import cell, clean
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.status import Floor

    _Read = tuple[Floor, int, frozenset[str]]

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
    Check.PAPER: "files",
}
"""The page where each is mended."""
DOORS = (Check.DOOR, Check.SCANNER)
"""What is mended at the door's screen."""
WORDED = frozenset(
    {
        Check.CLOCK,
        Check.DOOR,
        Check.STANDS,
        Check.PEOPLE,
        Check.PLAN,
        Check.PAPER,
        Check.BACKUP,
        Check.SCANNER,
    }
)
"""What is said in words; the rest is counted."""


class ChecklistPage(ListPage):
    """A row a thing that must be in order. Enter goes to where it is mended."""

    NAME = "checklist"
    LEAD = 2
    COLUMNS = ("state", "what", "detail")

    def reload(self) -> None:
        """Read the floor, and the badges not yet printed."""

        def job(station: Station, now: Instant) -> _Read:
            from db.reads.checkup import tried
            from db.reads.log import unprinted
            from seminar_tui.day.status import floor

            seen = floor(station, now)
            with station.look() as connection:
                day_id = station.day_id
                return seen, unprinted(connection, day_id), tried(connection, day_id)

        self.day_screen.look("checklist", job, self._take)

    def _take(self, read: _Read) -> None:
        floor, missing, tried = read
        now = self.day_screen.runtime.now()
        checked = checklist(_prepared(floor, missing, tried, now))
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
        check = Check(key) if key else None
        if check in WHERE:
            await self.screen.run_action(f"turn_to('{WHERE[check]}')")
        elif check in DOORS:
            await self.app.run_action("go('door')")
        elif check is Check.BACKUP:
            self._back_up()

    def _back_up(self) -> None:
        """Ask where to, and take a copy there."""
        now = self.day_screen.runtime.now()
        moment = local(now.utc_ms, "Europe/Copenhagen").strftime("%Y%m%d-%H%M%S")
        usual = Path.home() / f"{t('closing.file.backup')}-{moment}.db"

        def given(path: str | None) -> None:
            if not path:
                return

            def job(station: Station, at: Instant) -> Path:
                from seminar_tui.day.keeping import back_up

                return back_up(station, at, Path(path).expanduser()).file

            screen = self.day_screen
            screen.act(job, lambda file: screen.say(t("keeping.backed_up", path=clean(str(file)))))

        self.app.push_screen(AskText(t("organiser.files.where"), str(usual), enter="go"), given)


def _prepared(floor: Floor, missing: int, tried: frozenset[str], now: Instant) -> Prepared:
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
        seats_short=_seats_short(floor),
        unprinted=missing,
        today=today == day.date,
        doors_seen=len({one.name for one in seen if one.role is StationRole.DOOR}),
        stands_seen=len({one.stand_id for one in seen if one.role is StationRole.STAND} - {None}),
        tried=tried,
    )


def _seats_short(floor: Floor) -> int:
    """Return the seats that lack: where people sit too many, or a round has too few for all."""
    lines = [line for line in floor.lines if line.is_open]
    crowded = sum(max(0, line.count.placed - line.row.capacity) for line in lines)
    short = 0
    for planned in floor.rounds:
        here = [line for line in lines if line.row.round == planned.number]
        if here:
            guests = floor.heads.registered - sum(line.count.presenters for line in here)
            short = max(short, guests - sum(line.row.capacity for line in here))
    return max(crowded, short)


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
    """Return what is left to do: counted where it can be, else in words."""
    if one.check in WORDED:
        return t(key, clock=clock)
    # Nothing lacks yet because nothing is there yet: what comes first stands further up.
    return tn(key, one.lacking) if one.lacking else ""
