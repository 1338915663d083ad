"""The day on the programme's page: its times, its version, what is due; and changing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from db.vocabulary import Instant
from seminar_tui.i18n import language, t
from seminar_tui.rules.dates import hh_mm, local, long_date, short_date
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.text import clean, short

if TYPE_CHECKING:
    from seminar_tui.day.day_change import DayFacts
    from seminar_tui.day.milestones import Due
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen

NUMBERS = ("target", "warning", "danger")
AUTOMATIC = "automatic"
NEW = "new"
MOST_DUE = 3
"""How many milestones that are left are named on the page."""


def day_line(facts: DayFacts) -> Content:
    """Return the day, its rounds, the slack, and which version of the programme this is."""
    day = facts.day
    parts = [long_date(day.date, language()), short(day.place, 40)]
    for one in facts.rounds:
        starts, ends = hh_mm(one.starts, day.timezone), hh_mm(one.ends, day.timezone)
        parts.append(t("organiser.day.round", round=one.number, starts=starts, ends=ends))
    parts.append(t("organiser.day.slack", minutes=facts.slack_minutes))
    if day.programme_changed_at is not None:
        at = local(day.programme_changed_at, day.timezone)
        stamp = f"{short_date(at.date().isoformat())} {at:%H:%M}"
        parts.append(t("organiser.day.version", version=day.programme_version, at=stamp))
    return Content(" · ".join(filter(None, parts)))


def due_line(facts: DayFacts, now: Instant) -> Content:
    """Return what is overdue or next due before the day; nothing where there is nothing left."""
    left = [one for one in facts.due if not one.done_on]
    if not left:
        return Content()
    today = local(now.utc_ms, facts.day.timezone).date().isoformat()
    parts = [Content.styled(t("organiser.due.left"), "$secondary")]
    for one in left[:MOST_DUE]:
        late = one.overdue(today)
        words = f"{short_date(one.due)} {short(one.title, 40)}"
        if late:
            words = "! " + words + " " + t("organiser.due.overdue")
        parts.append(Content.styled(words, "bold $warning" if late else ""))
    if len(left) > MOST_DUE:
        parts.append(Content(t("alert.and_more", count=len(left) - MOST_DUE)))
    return Content("   ").join(parts)


def ask_day(screen: DayScreen, facts: DayFacts, done: Callable[[], None]) -> None:
    """Ask what about the day to change, and what to."""
    texts = facts.texts()
    yes_or_no = t("organiser.day.yes" if facts.day.auto_advance else "organiser.day.no")
    choices = [Choice(name, t(f"days.{name}"), said) for name, said in texts.items()]
    choices.append(Choice(AUTOMATIC, t("days.automatic"), yes_or_no))

    def picked(name: str | None) -> None:
        if name == AUTOMATIC:
            _change(screen, done, automatic=not facts.day.auto_advance)
        elif name is not None:
            question = AskText(t(f"days.{name}"), clean(texts[name]), 200)
            screen.app.push_screen(question, lambda text: given(name, text))

    def given(name: str, text: str | None) -> None:
        from seminar_tui.rules.day_form import read_number
        from seminar_tui.rules.refusal import BadInput

        if text is None:
            return
        try:
            value = read_number(text, t(f"days.{name}")) if name in NUMBERS else text
        except BadInput as error:
            screen.say_trouble(error)
            return
        _change(screen, done, **{name: value})

    screen.app.push_screen(Pick(t("organiser.day.pick"), choices), picked)


def _change(screen: DayScreen, done: Callable[[], None], **values: object) -> None:
    def job(station: Station, now: Instant) -> DayFacts:
        from seminar_tui.day.day_change import DayChange, edit_day

        change = DayChange(**values)  # type: ignore[arg-type]  # one field of its type
        return edit_day(station, now, change)

    def changed(facts: DayFacts) -> None:
        # The header of every screen here says the day's title.
        screen.runtime.day = facts.day
        done()

    screen.act(job, changed)


def ask_due(screen: DayScreen, facts: DayFacts, done: Callable[[], None]) -> None:
    """Show what is due: one that is picked is done, or is not after all; or note a new one."""
    own = {str(one.id): one for one in facts.due if not one.of_series}
    choices = [Choice(NEW, t("organiser.due.new"))]
    choices += [Choice(key, _named(one), _state(one)) for key, one in own.items()]
    choices += [
        Choice(f"series-{one.id}", _named(one), t("organiser.due.of_series"))
        for one in facts.due
        if one.of_series
    ]

    def picked(key: str | None) -> None:
        if key == NEW:
            ask("")
        elif key in own:
            one = own[key]

            def job(station: Station, now: Instant) -> None:
                from seminar_tui.day.milestones import finish_due

                finish_due(station, now, one.id, done=not one.done_on)

            screen.act(job, lambda _none: done())
        elif key is not None:
            screen.say(t("organiser.due.series_only"))

    def ask(written: str) -> None:
        screen.app.push_screen(AskText(t("organiser.due.ask"), written, 220), noted)

    def noted(text: str | None) -> None:
        if text:

            def refused(error: Exception) -> None:
                screen.say_trouble(error)
                ask(text)

            date, _, title = text.partition(" ")

            def job(station: Station, now: Instant) -> int:
                from seminar_tui.day.milestones import add_due

                return add_due(station, now, date, title)

            screen.act(job, lambda _id: done(), refused)

    screen.app.push_screen(Pick(t("organiser.due.pick"), choices), picked)


def _named(one: Due) -> str:
    return f"{short_date(one.due)}  {one.title}"


def _state(one: Due) -> str:
    if one.done_on:
        return "✓ " + t("organiser.due.done", at=short_date(one.done_on))
    return "○ " + t("organiser.due.not_done")
