"""The foyer's wall: the round, the time, and where every stand is, readable from ten metres.

Guests' names are never read here, so none can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from db.reference import municipality_name
from db.vocabulary import Instant, Phase
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.dates import hh_mm, minutes_seconds, spoken_time
from seminar_tui.rules.foyer import FoyerMoment, Showing, foyer_moment, most_pages, paging
from seminar_tui.rules.names import danish_key
from seminar_tui.rules.occupancy import Fill, fill, free_seats
from seminar_tui.screens.base import DayScreen
from seminar_tui.text import clean
from seminar_tui.widgets.big_text import HEIGHT, big_rows, width_of
from seminar_tui.widgets.block_digits import draw
from seminar_tui.widgets.day_header import DayHeader

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.status import Floor, StandLine


@dataclass(frozen=True, slots=True)
class _Type:
    """A size of type: rows an entry takes, columns of entries, and whether letters are big."""

    rows: int
    columns: int
    big: bool
    theme: bool


class WallScreen(DayScreen):
    """The day for everybody in the foyer. It follows the rounds by itself."""

    DEFAULT_CSS = """
    WallScreen {
        overflow: hidden;
        #banner { height: auto; padding: 0 2; background: $surface; text-wrap: nowrap; }
        #list { height: 1fr; padding: 1 2 0 2; text-wrap: nowrap; }
        #foot { height: 1; padding: 0 2; color: $secondary; text-wrap: nowrap; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._floor: Floor | None = None
        self._shown: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        """What goes on above, where to go below."""
        self._shown = {}
        yield DayHeader()
        yield Static(id="banner", markup=False)
        yield Static(id="list", markup=False)
        yield Static(id="foot", markup=False)

    def reload(self) -> None:
        """Read the floor."""

        def job(station: Station, now: Instant) -> Floor:
            from seminar_tui.day.status import floor

            return floor(station, now)

        if self.day is not None:
            self.look("floor", job, self._take)

    def _take(self, floor: Floor) -> None:
        self._floor = floor
        self.tick(self.runtime.now())

    def tick(self, now: Instant) -> None:
        """Show the moment. Only what differs is drawn."""
        if not self.query(DayHeader):
            return
        day = self.day
        if day is None:
            self.query_one(DayHeader).show("", "", None)
            return
        where = " · ".join(filter(None, (day.title, day.place)))
        self.query_one(DayHeader).show(where, hh_mm(now.utc_ms, day.timezone), self.runtime.age_s)
        if self._floor is None:
            return
        clocks = {
            one.number: [
                line.clock(now) for line in self._floor.of_round(one.number) if line.is_open
            ]
            for one in self._floor.rounds
        }
        moment = foyer_moment(self._floor.rounds, clocks, now.utc_ms)
        self._put("banner", self._banner(moment, now.utc_ms))
        self._stands(moment, now.utc_ms)

    def _put(self, name: str, shown: Content) -> None:
        if self._shown.get(name) != shown:
            self._shown[name] = shown
            self.query_one(f"#{name}", Static).update(shown)

    @property
    def _large(self) -> bool:
        return self.size.width >= 150 and self.size.height >= 36

    def _banner(self, moment: FoyerMoment, now: int) -> Content:
        assert self._floor is not None
        words, below, style = _words(moment)
        left = ""
        if moment.until is not None:
            left = minutes_seconds(max(0, moment.until - now))
        zone = self._floor.day.timezone
        when = ""
        if moment.showing is Showing.BEFORE and moment.until is not None:
            when = t("wall.begins", at=spoken_time(moment.until, zone, language()))
        elif moment.ends is not None:
            when = t("wall.ends", at=spoken_time(moment.ends, zone, language()))
        width = self.size.width - 4
        rows = _big_banner if self._large else _small_banner
        return rows(words, below, left, when, style, width)

    def _stands(self, moment: FoyerMoment, now: int) -> None:
        assert self._floor is not None
        lines = sorted(
            self._floor.of_round(moment.round) if moment.showing is not Showing.OVER else (),
            key=lambda line: danish_key(municipality_name(line.row.municipality)),
        )
        if not lines:
            words = t("wall.thanks") if moment.showing is Showing.OVER else t("wall.empty")
            self._put("list", Content(words))
            self._put("foot", Content(""))
            return
        area = Size(self.size.width - 4, self.size.height - (11 if self._large else 8))
        kind = _type_for(len(lines), area)
        turned = paging(len(lines), area.height // kind.rows * kind.columns)
        page = turned.page_at(now)
        here = lines[page * turned.size : (page + 1) * turned.size]
        on = moment.showing is Showing.ON
        scanned = on and any(line.count.visiting for line in lines)
        target = self._floor.day.target
        blocks = [_entry(line, scanned, target, kind, area.width // kind.columns) for line in here]
        self._put("list", _laid(blocks, kind))
        self._put("foot", _foot(page, turned.pages))


def _words(moment: FoyerMoment) -> tuple[str, str, str]:
    """Return the banner's two lines and the style of the second."""
    first = t("wall.round", round=moment.round or 1)
    match moment.showing:
        case Showing.BEFORE:
            return first, t("wall.soon"), "$accent"
        case Showing.ON if moment.phase is Phase.TALK:
            return first, t("floor.talk"), "$success"
        case Showing.ON:
            return first, t("floor.dialogue"), "$primary"
        case Showing.OVER:
            return t("wall.over"), "", "$secondary"
        case Showing.NOTHING:
            return t("wall.no_rounds"), "", "$secondary"


def _big_banner(words: str, below: str, left: str, when: str, style: str, width: int) -> Content:
    digits = draw(left, 2) if left else ("",) * 7
    room = width - max(map(len, digits)) - 4
    phase = width_of(below) + 8 if below else 0
    top = [Content.styled(row, "bold") for row in big_rows(words, room)]
    bottom = [
        Content.styled(row, f"bold {style}") + Content.styled(after, "$secondary")
        for row, after in zip(big_rows(below, phase), big_rows(when, room - phase), strict=True)
    ]
    rows = [*top, Content(" " * room), *bottom]
    tails = (Content.styled("    " + digit, f"bold {style}") for digit in digits)
    return Content("\n").join(row + tail for row, tail in zip(rows, tails, strict=True))


def _small_banner(words: str, below: str, left: str, when: str, style: str, width: int) -> Content:
    digits = draw(left, 1) if left else ("",) * 4
    room = width - max(map(len, digits)) - 2
    said = [(words, "bold"), (below, f"bold {style}"), (when, "$secondary"), ("", "")]
    rows = [
        Content.styled(text[:room].ljust(room), look) + Content.styled("  " + digit, style)
        for (text, look), digit in zip(said, digits, strict=True)
    ]
    return Content("\n").join(rows)


def _type_for(entries: int, area: Size) -> _Type:
    """Return the largest type in which the pages can be turned before anybody has waited long."""
    two = 2 if area.width >= 120 else 1
    three = max(two, area.width // 60)
    sizes = [_Type(2, two, False, True), _Type(1, two, False, False), _Type(1, three, False, False)]
    if area.width >= 146 and area.height >= 20:
        sizes = [_Type(5, 1, True, True), _Type(4, 1, True, True), _Type(3, 1, True, False), *sizes]
    for size in sizes:
        if -(-entries // max(1, area.height // size.rows * size.columns)) <= most_pages():
            return size
    return sizes[-1]


def _seats(line: StandLine, scanned: bool, target: int) -> tuple[str, str]:
    if not line.is_open:
        return t("floor.cancelled"), "$error"
    people = line.count.visiting if scanned else line.count.placed
    free = free_seats(people, line.row.capacity)
    match fill(people, target, line.row.capacity):
        case Fill.FULL | Fill.OVER:
            return t("wall.full"), "$error"
        case Fill.TARGET:
            return tn("wall.free", free), "$warning"
        case Fill.EMPTY | Fill.ROOM:
            return tn("wall.free", free), "$success"


def _entry(
    line: StandLine, scanned: bool, target: int, kind: _Type, width: int
) -> tuple[Content, ...]:
    seats, style = _seats(line, scanned, target)
    row = line.row
    if kind.big:
        return _big_entry(line, seats, style, kind, width)
    place_width = max(0, min(22, width - 40))
    name = width - 5 - place_width - 11
    first = Content.assemble(
        (f"{row.number:>3}  ", "bold $accent"),
        (_cut(municipality_name(row.municipality), name), "bold"),
        (_cut(row.place, place_width), "$foreground"),
        (f"{seats[:9]:>9}", f"bold {style}"),
        "  ",
    )
    if not kind.theme:
        return (first,)
    return first, Content.styled("     " + _cut(row.theme, width - 5), "$secondary")


def _big_entry(
    line: StandLine, seats: str, style: str, kind: _Type, width: int
) -> tuple[Content, ...]:
    row = line.row
    number, free = 16, max(width_of(seats), 34) + 2
    place = min(60, max(0, (width - number - free) * 2 // 5))
    name = width - number - free - place
    drawn = (
        (_pushed(str(row.number), number - 3), "   ", "bold $accent"),
        (big_rows(municipality_name(row.municipality), name - 3), "   ", "bold"),
        (big_rows(row.place, place - 3), "   ", "$secondary"),
        (big_rows(seats, free), "", f"bold {style}"),
    )
    rows = [
        Content("").join(Content.styled(rows[at] + gap, look) for rows, gap, look in drawn)
        for at in range(HEIGHT)
    ]
    if kind.theme:
        theme = " " * number + clean(row.theme, width - number)
        rows.append(Content.styled(theme, "$foreground"))
    rows += [Content("")] * (kind.rows - len(rows))
    return tuple(rows)


def _pushed(text: str, width: int) -> tuple[str, ...]:
    """Return big type against the right side."""
    gap = max(0, width - width_of(text))
    return tuple(" " * gap + row for row in big_rows(text, width - gap))


def _laid(blocks: list[tuple[Content, ...]], kind: _Type) -> Content:
    """Return the entries in their columns, read downwards."""
    deep = -(-len(blocks) // kind.columns)
    rows: list[Content] = []
    for at in range(deep):
        across = blocks[at::deep]
        for number in range(len(across[0])):
            rows.append(Content("").join(block[number] for block in across))
    return Content("\n").join(rows)


def _foot(page: int, pages: int) -> Content:
    if pages == 1:
        return Content("")
    dots = " ".join("●" if number == page else "○" for number in range(pages))
    return Content(t("wall.page", page=page + 1, pages=pages) + "   " + dots)


def _cut(text: str, width: int) -> str:
    from rich.cells import set_cell_size

    if width <= 0:
        return ""
    shown = clean(text)
    fitted = set_cell_size(shown, width - 1)
    if fitted.rstrip() != shown.rstrip():
        fitted = set_cell_size(shown, max(0, width - 2)) + "…"
    return set_cell_size(fitted, width)
