"""Nothing that a stand or a door shows changes by an action that does not concern it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from db.reads import news as log
from db.vocabulary import EntryKind, EntryState
from seminar_tui.clock import FrozenClock
from seminar_tui.day import entries, messages, people, visits
from seminar_tui.day.arrivals import check_in, save_replies
from seminar_tui.day.door_questions import add_question
from seminar_tui.day.door_view import read_board
from seminar_tui.day.leaving import check_out
from seminar_tui.day.planning import place
from seminar_tui.day.stand_view import StandView, read_stand
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.day.wishes import wish
from seminar_tui.rules.concern import OF_ONE_PERSON, OF_ONE_STAND, News, OfDoor
from seminar_tui.rules.timer_table import Command, Request
from tests.day.at_a_stand import stand, strangers

STANDS = range(1, 7)


def actions(station: Station, clock: FrozenClock) -> Iterator[Callable[[], object]]:
    """Do one after another what the log calls an affair of one stand or person."""
    now, at = clock.now(), stand(station, 1)
    expected, other, third, *_ = strangers(station, at)
    question = add_question(station, now, "Frokost?")
    wished = [str(n) for n in STANDS if stand(station, n).municipality != third.municipality][:2]
    kept = []
    yield lambda: check_in(station, now, expected.code)
    yield lambda: check_in(station, now, "P000000000")
    yield lambda: check_in(station, now, other.code, delegation=True)
    yield lambda: visits.visit(station, now, expected.code, "2", force="vil gerne")
    yield lambda: visits.visit(station, now, expected.code, "1", force="alligevel")
    yield lambda: visits.visit(station, now, other.code, "3", force="ingen plads")
    yield lambda: visits.visit(station, now, other.code, "4", force="hellere her")
    yield lambda: check_out(station, now, expected.code)
    yield lambda: people.walk_in(
        station, now, people.WalkIn("Ny", wishes=("1", "2", "3")), let_in=True
    )
    yield lambda: people.acknowledge(station, now, other.id)
    yield lambda: save_replies(station, now, other.id, {question.id: "Ja"})
    yield lambda: people.replace_badge(station, now, other.code)
    yield lambda: wish(station, now, third.code, wished)
    yield lambda: press(station, now, "1", Request(Command.START))
    yield lambda: kept.append(
        entries.add_entry(station, now, "1", entries.NewEntry(EntryKind.QUESTION, "Hvorfor?"))
    )
    number = kept[0].row.id
    yield lambda: entries.star(station, now, number)
    yield lambda: entries.tag(station, now, number, ["plenary"])
    yield lambda: entries.set_state(station, now, number, EntryState.PARKED)
    yield lambda: entries.withdraw(station, now, number)
    yield lambda: entries.restore(station, now, number)
    yield lambda: entries.reword_entry(station, now, number, "Hvordan?", seen=1)
    yield lambda: kept.append(messages.send_message(station, now, "2", "Ti minutter"))
    yield lambda: messages.send_message(station, now, messages.EVERYBODY, "Kaffe")
    yield lambda: messages.acknowledge(station, now, kept[1])


def stands(station: Station, clock: FrozenClock) -> dict[int, StandView]:
    return {number: read_stand(station, clock.now(), str(number)) for number in STANDS}


def test_what_is_not_told_has_not_changed(station: Station, clock: FrozenClock) -> None:
    place(station, clock.now())
    kinds, told, all_of_them = set(), 0, 0
    for act in actions(station, clock):
        before, board = stands(station, clock), read_board(station, clock.now())
        with station.look() as connection:
            mark = log.last_logged(connection)
        act()
        with station.look() as connection:
            rows = log.logged_since(connection, mark) or ()
            news = [News(row.kind, row.stand_id, row.participant_id) for row in rows]
            at_stand = partial(log.is_at_stand, connection)
            touched = {
                number: view.concern.is_touched(news, at_stand) for number, view in before.items()
            }
        kinds |= {one.kind for one in news if not one.is_wide}
        told += sum(touched.values())
        all_of_them += len(touched)
        after = stands(station, clock)
        assert {n: view for n, view in after.items() if not touched[n]} == {
            n: view for n, view in before.items() if not touched[n]
        }
        if not OfDoor().is_touched(news, at_stand):
            assert read_board(station, clock.now()) == board
    assert kinds == OF_ONE_STAND | OF_ONE_PERSON
    assert told < all_of_them / 2
