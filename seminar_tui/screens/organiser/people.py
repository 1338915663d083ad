"""The people: find, let in, wishes, notes, badges, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Input, Static

from db.reference import municipality_name
from db.vocabulary import Instant, PersonStatus, Role
from seminar_tui.i18n import known, t, tn
from seminar_tui.rules.dates import hh_mm
from seminar_tui.rules.names import danish_key
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser import merging
from seminar_tui.screens.organiser.history import History
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row, RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seminar_tui.day.people import Listed
    from seminar_tui.day.station import Station

MOST = 200
"""Rows shown; a search finds the others."""


class PeoplePage(ListPage):
    """A line to search in over a row a person."""

    NAME = "people"
    COLUMNS = ("name", "municipality", "role", "state", "presents", "wishes", "note")
    DEFAULT_CSS = "PeoplePage Input { border: round $border; height: 3; }"
    BINDINGS: ClassVar = [
        Binding("slash", "search", "/", id="people.search"),
        Binding("c", "check_in", "c", id="people.check_in"),
        Binding("w", "wishes", "w", id="people.wishes"),
        Binding("n", "note", "n", id="people.note"),
        Binding("p", "presents", "p", id="people.presents"),
        Binding("b", "badge", "b", id="people.badge"),
        Binding("x", "state", "x", id="people.state"),
        Binding("d", "merge", "d", id="people.merge"),
        Binding("h", "history", "h", id="people.history", show=False),
        Binding("r", "role", "r", id="people.role", show=False),
        Binding("m", "municipality", "m", id="people.municipality", show=False),
        Binding("e", "name", "e", id="people.name", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, Listed] = {}
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The line, the facts, the table."""
        name_keys(self)
        yield Input(self._typed, placeholder=t("organiser.people.find"), max_length=80)
        yield Static(classes="facts", markup=False)
        labels = [t(f"organiser.people.{column}") for column in self.COLUMNS]
        yield RowTable(labels, firm={self.COLUMNS.index("state")})

    def reload(self) -> None:
        """Read who fits what is typed."""
        typed = self._typed

        def job(station: Station, now: Instant) -> tuple[Listed, ...]:
            from seminar_tui.day.people import find_people, list_people

            with station.look() as connection:
                if len(typed) < 2:
                    return by_name(list_people(connection, station.day_id))
                return find_people(connection, station.day_id, typed)

        self.day_screen.look("people", job, self._take)

    def _take(self, people: tuple[Listed, ...]) -> None:
        self._people = {str(one.person.id): one for one in people}
        day = self.day_screen.day
        zone = day.timezone if day else "Europe/Copenhagen"
        words = tn("organiser.people.count", len(people))
        if not people:
            words = t("organiser.people.nobody")
        elif len(people) > MOST:
            words += " " + t("organiser.people.first", most=MOST)
        self.show(words, [_row(one, zone) for one in people[:MOST]])

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._typed = event.value.strip()
        self.reload()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.give_keys(self.table)

    def action_search(self) -> None:
        """Go to the line."""
        self.give_keys(self.query_one(Input))

    def _here(self) -> Listed | None:
        return self._people.get(self.table.key or "")

    def action_check_in(self) -> None:
        """Let somebody in from here."""
        one = self._here()
        if one is None:
            return

        def job(station: Station, now: Instant) -> str:
            from seminar_tui.day.arrivals import check_in_person

            return check_in_person(station, now, one.person.id).result.value

        def told(result: str) -> None:
            key = f"organiser.people.answer.{result}"
            answer = t(key) if known(key) else result
            self.day_screen.say(f"{short(one.person.name, 60)}: {answer}")
            self.reload()

        self.day_screen.act(job, told)

    def action_note(self) -> None:
        """Write a note about somebody."""
        self._edit("note", lambda one: one.person.note)

    def action_presents(self) -> None:
        """Say at which stand somebody presents; empty for none."""
        self._edit("presents", lambda one: str(one.person.presents or ""))

    def action_name(self) -> None:
        """Put somebody's name right."""
        self._edit("name", lambda one: one.person.name)

    def action_municipality(self) -> None:
        """Put right where somebody comes from."""
        self._edit(
            "municipality",
            lambda one: municipality_name(one.person.municipality) or one.person.organisation,
        )

    def action_role(self) -> None:
        """Choose somebody's role."""
        one = self._here()
        if one is None:
            return

        def given(role: str | None) -> None:
            if role is not None:
                self._change(one, role=role)

        question = f"{short(one.person.name, 60)} · {t('organiser.people.role')}"
        roles = [Choice(role.value, t(f"role.{role.value}")) for role in Role]
        self.app.push_screen(Pick(question, roles, one.person.role.value), given)

    def action_merge(self) -> None:
        """Make two registrations of one person one; the one under the cursor is kept."""
        one = self._here()
        if one is not None:
            self.day_screen.look("doubles", merging.everybody, lambda all_: self._pick(one, all_))

    def _pick(self, one: Listed, everybody: tuple[Listed, ...]) -> None:
        def picked(code: str | None) -> None:
            if code is not None:
                merging.ask(self.day_screen, one, code, everybody, self.reload)

        question = t("organiser.people.pick_double", name=short(one.person.name, 60))
        self.app.push_screen(Pick(question, merging.choices(one, everybody)), picked)

    def action_history(self) -> None:
        """Show what was done with somebody."""
        one = self._here()
        if one is not None:
            self.app.push_screen(History(one.person.id, one.person.name, self.day_screen))

    @on(DataTable.RowSelected)
    def _chosen(self) -> None:
        self.action_history()

    def _edit(self, field: str, value: Callable[[Listed], str]) -> None:
        one = self._here()
        if one is None:
            return

        def given(text: str | None) -> None:
            if text is not None:
                self._change(one, **{field: text})

        name = t(f"organiser.people.{field}")
        question = f"{short(one.person.name, 60)} · {name}"
        self.app.push_screen(AskText(question, clean(value(one))), given)

    def action_wishes(self) -> None:
        """Write somebody's wishes: stands by number, best first."""
        one = self._here()
        if one is not None:
            self._ask_wishes(one, " ".join(map(str, one.wishes)))

    def _ask_wishes(self, one: Listed, written: str) -> None:
        def given(text: str | None) -> None:
            if text is None:
                return
            wished = text.replace(",", " ").split()

            def job(station: Station, now: Instant) -> None:
                from seminar_tui.day.wishes import wish

                wish(station, now, one.person.code, wished)

            def refused(error: Exception) -> None:
                # Nobody writes five wishes again for one number that was wrong.
                self._ask_wishes(one, text)
                self.day_screen.say_trouble(error)

            self.day_screen.act(job, lambda _none: self.reload(), refused)

        question = t("organiser.people.ask_wishes", name=short(one.person.name, 60))
        self.app.push_screen(AskText(question, written), given)

    def action_badge(self) -> None:
        """Give somebody a new code; the old one is revoked."""
        one = self._here()
        if one is None:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.people import replace_badge

            replace_badge(station, now, one.person.code)

        def answered(yes: bool | None) -> None:
            if yes:
                said = t("organiser.people.badge_replaced", name=short(one.person.name, 60))
                self.day_screen.act(job, lambda _replaced: self.day_screen.say(said))

        question = t("organiser.people.ask_badge", name=short(one.person.name, 60))
        self.app.push_screen(AskYes(question), answered)

    def action_state(self) -> None:
        """Cancel or block somebody, or register them again: what is likeliest stands first."""
        one = self._here()
        if one is None:
            return

        def given(status: str | None) -> None:
            if status is not None:
                self._change(one, status=status)

        others = (status for status in PersonStatus if status is not one.person.status)
        choices = [Choice(to.value, t(f"organiser.people.make.{to.value}")) for to in others]
        question = f"{short(one.person.name, 60)} · {t('organiser.people.state')}"
        self.app.push_screen(Pick(question, choices), given)

    def _change(self, one: Listed, **values: str) -> None:
        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.people import PersonChange, edit_person

            edit_person(station, now, one.person.code, PersonChange(**values))

        self.day_screen.act(job, lambda _none: self.reload())


def by_name(people: Iterable[Listed]) -> tuple[Listed, ...]:
    """Return people as one looks for them: by name as Danes sort, namesakes by municipality."""

    def place(one: Listed) -> tuple[object, ...]:
        home = municipality_name(one.person.municipality) or one.person.organisation
        return danish_key(one.person.name), danish_key(home), one.person.id

    return tuple(sorted(people, key=place))


def _row(one: Listed, zone: str) -> Row:
    person = one.person
    if person.status is not PersonStatus.REGISTERED:
        state = "× " + t(f"organiser.people.status.{person.status.value}")
    elif person.arrived_at is None:
        state = "○ " + t("organiser.people.expected")
    else:
        state = "✓ " + hh_mm(person.arrived_at, zone)
    role = t(f"role.{person.role.value}") if known(f"role.{person.role.value}") else person.role
    home = municipality_name(person.municipality) or person.organisation
    return str(person.id), (
        cell(short(person.name, 30)),
        cell(short(home, 22)),
        cell(short(role, 14)),
        cell(state),
        cell(str(person.presents or "")),
        cell(" ".join(map(str, one.wishes))),
        cell(short(person.note, 40)),
    )
