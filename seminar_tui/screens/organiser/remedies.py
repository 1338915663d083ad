"""What Enter does about an alert: the one thing that most often helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.vocabulary import Instant, PersonStatus
from seminar_tui.i18n import t
from seminar_tui.rules.alerts import AlertGroup, AlertKind
from seminar_tui.rules.dates import spoken_time
from seminar_tui.rules.occupancy import free_seats
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.people import Listed
    from seminar_tui.day.station import Station
    from seminar_tui.day.status import Floor, StandLine
    from seminar_tui.screens.base import DayScreen


def resolve(screen: DayScreen, floor: Floor, group: AlertGroup) -> bool:
    """Start what helps against these alerts; False where opening the stand is what helps."""
    numbers = tuple(alert.stand for alert in group.alerts if alert.stand is not None)
    match group.first.kind:
        case AlertKind.NOT_STARTED:
            _start(screen, numbers)
        case AlertKind.OVERTIME:
            _write_to(screen, numbers, _finish_words(floor, group))
        case AlertKind.OVER_CAPACITY:
            _write_to(screen, numbers, _send_on_words(floor, group))
        case AlertKind.STAND_EMPTY:
            _write_to(screen, ("all",), _room_words(floor, numbers))
        case AlertKind.LEFT_RUNNING:
            _finish(screen, numbers)
        case AlertKind.MESSAGE_UNSEEN:
            _acknowledge(screen, tuple(a.about for a in group.alerts if a.about is not None))
        case AlertKind.NO_PRESENTER if len(numbers) == 1:
            _choose_presenter(screen, floor, numbers[0])
        case (
            AlertKind.PRESENTER_MISSING
            | AlertKind.PRESENTER_LATE
            | AlertKind.NO_PRESENTER
            | AlertKind.STATION_QUIET
        ):
            return False
    return True


def _start(screen: DayScreen, numbers: tuple[int, ...]) -> None:
    def job(station: Station, now: Instant) -> int:
        from seminar_tui.day.timing import press
        from seminar_tui.rules.timer_table import Command, Request

        for number in numbers:
            press(station, now, str(number), Request(Command.START))
        return len(numbers)

    def ask(yes: bool | None) -> None:
        if yes:
            screen.act(job, lambda count: screen.say(t("organiser.started", count=count)))

    listed = ", ".join(map(str, numbers))
    question = t("organiser.ask.start", stands=listed)
    screen.app.push_screen(AskYes(question, t("organiser.ask.start.detail")), ask)


def presenters_here(screen: DayScreen, number: int) -> None:
    """Let in the presenters of a stand whom no door has seen, and call none of them missing."""

    def job(station: Station, now: Instant) -> tuple[str, ...]:
        from seminar_tui.day.presenters import presenters_are_here

        return presenters_are_here(station, now, str(number))

    def told(names: tuple[str, ...]) -> None:
        listed = ", ".join(clean(name) for name in names)
        key = "organiser.stand.all_here" if not names else "organiser.stand.came_all"
        screen.say(t(key, stand=number, names=listed))

    screen.act(job, told)


def _choose_presenter(screen: DayScreen, floor: Floor, number: int) -> None:
    """Ask who of the stand's municipality presents there."""
    home = next(line.row.municipality for line in floor.lines if line.row.number == number)

    def read(station: Station, now: Instant) -> tuple[Listed, ...]:
        from seminar_tui.day.people import list_people

        with station.look() as connection:
            return list_people(connection, station.day_id, municipality=home)

    def ask(people: tuple[Listed, ...]) -> None:
        free = [one.person for one in people if one.person.status is PersonStatus.REGISTERED]
        choices = [Choice(one.code, one.name, t(f"role.{one.role.value}")) for one in free]
        question = t("organiser.ask.presenter", stand=number, municipality=municipality_name(home))
        screen.app.push_screen(Pick(question, choices), picked)

    def picked(code: str | None) -> None:
        if code is None:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.people import PersonChange, edit_person

            edit_person(station, now, code, PersonChange(presents=str(number)))

        screen.act(job, lambda _none: screen.say(t("organiser.stand.presents_now", stand=number)))

    screen.look("presenter", read, ask)


def _finish(screen: DayScreen, numbers: tuple[int, ...]) -> None:
    def job(station: Station, now: Instant) -> int:
        from seminar_tui.day.timing import press
        from seminar_tui.rules.timer_table import Command, Request

        for number in numbers:
            press(station, now, str(number), Request(Command.FINISH))
        return len(numbers)

    screen.act(job, lambda count: screen.say(t("organiser.finished", count=count)))


def _acknowledge(screen: DayScreen, messages: tuple[int, ...]) -> None:
    def job(station: Station, now: Instant) -> int:
        from seminar_tui.day.messages import acknowledge

        for message in messages:
            acknowledge(station, now, message)
        return len(messages)

    screen.act(job, lambda count: screen.say(t("organiser.acknowledged", count=count)))


def write_to(screen: DayScreen, stand: int | None, words: str = "") -> None:
    """Ask what to say to a stand, or to all, and send it."""
    _write_to(screen, ("all" if stand is None else stand,), words)


def _write_to(screen: DayScreen, to: tuple[int | str, ...], words: str) -> None:
    def send(text: str | None) -> None:
        if not text:
            return

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.messages import send_message

            for one in to:
                send_message(station, now, str(one), text)
            return len(to)

        screen.act(job, lambda _count: screen.say(t("organiser.sent")))

    if to == ("all",):
        question = t("organiser.ask.message.all")
    else:
        question = t("organiser.ask.message", stands=", ".join(map(str, to)))
    screen.app.push_screen(AskText(question, words, enter="send"), send)


def _finish_words(floor: Floor, group: AlertGroup) -> str:
    from seminar_tui.i18n import language

    number = (group.first.round or 0) + 1
    starts = next((one.starts for one in floor.rounds if one.number == number), None)
    if starts is None:
        return t("organiser.words.finish")
    at = spoken_time(starts, floor.day.timezone, language())
    return t("organiser.words.finish_by", at=at, round=number)


def _send_on_words(floor: Floor, group: AlertGroup) -> str:
    roomy = _roomiest(floor, group.first.round)
    if roomy is None:
        return t("organiser.words.full")
    row = roomy.row
    return t(
        "organiser.words.send_on",
        stand=row.number,
        municipality=municipality_name(row.municipality),
    )


def _room_words(floor: Floor, numbers: tuple[int, ...]) -> str:
    homes = {line.row.number: municipality_name(line.row.municipality) for line in floor.lines}
    listed = ", ".join(f"{number} ({homes.get(number, '')})" for number in numbers[:6])
    return t("organiser.words.room", stands=listed)


def _roomiest(floor: Floor, number: int | None) -> StandLine | None:
    lines = [line for line in floor.of_round(number) if line.is_open]
    free = [line for line in lines if free_seats(line.count.visiting, line.row.capacity)]
    return min(free, key=lambda line: line.count.visiting, default=None)
