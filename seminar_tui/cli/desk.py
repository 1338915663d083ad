"""`missing`, `acknowledge`: what else a desk at the door needs, line by line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.vocabulary import PersonStatus, Role
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.people_json import person_json
from seminar_tui.cli.reply import Reply
from seminar_tui.door_words import house, time_left
from seminar_tui.i18n import t, tn
from seminar_tui.rules.names import danish_key
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.door import MissingPresenter
    from seminar_tui.day.people import Listed


def _configure_missing(parser: ArgumentParser) -> None:
    parser.add_argument("--municipality", default="", metavar="M")


def _missing(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.door_view import read_board
    from seminar_tui.day.people import list_people

    with context.look() as connection:
        everybody = list_people(connection, context.day.id, municipality=given.municipality)
    absent = [one for one in everybody if one.person.arrived_at is None]
    expected = [one for one in absent if one.person.status is PersonStatus.REGISTERED]
    expected.sort(key=lambda one: (danish_key(house(one.person)), danish_key(one.person.name)))
    # A presenter who went out again is missing too, though not expected.
    codes = {one.person.id: one.person.code for one in everybody}
    board = read_board(context.station, context.now())
    presenters = [one for one in board.missing if one.participant_id in codes]
    politicians = [one for one in expected if one.person.role is Role.POLITICIAN]
    facts = {
        "presenters": [
            {"code": codes[one.participant_id]} | _presenter_json(context, one)
            for one in presenters
        ],
        "politicians": [person_json(context, one.person, one.wishes) for one in politicians],
        "people": [person_json(context, one.person, one.wishes) for one in expected],
        "count": len(expected),
    }
    lines = [
        *_block("presenters", len(presenters), _by_stand(context, presenters)),
        *_block("politicians", len(politicians), _by_house(politicians, names=True)),
        *_block("everybody", len(expected), _by_house(expected, names=bool(given.municipality))),
    ]
    somebody = expected or presenters
    return Reply("missing", facts, "\n".join(lines) if somebody else t("door.missing.nobody"))


def _presenter_json(context: Context, one: MissingPresenter) -> dict[str, object]:
    now_ms = context.now().utc_ms
    return {
        "name": clean(one.name),
        "stand": one.stand,
        "municipality": municipality_name(one.municipality),
        "starts": context.iso(one.starts),
        "in_s": None if one.starts is None else (one.starts - now_ms) / 1000,
    }


def _block(name: str, count: int, lines: Iterable[str]) -> list[str]:
    return [f"{t(f'door.missing.{name}')}: {tn('people.count', count)}", *lines]


def _by_stand(context: Context, presenters: Sequence[MissingPresenter]) -> list[str]:
    lines = []
    for stand, group in groupby(presenters, key=lambda one: one.stand):
        several = list(group)
        left = time_left(several[0].starts, context.now().utc_ms, context.day.timezone)
        place = municipality_name(several[0].municipality)
        names = ", ".join(clean(one.name) for one in several)
        lines.append(" · ".join(filter(None, (f"Stand {stand} {place}", left, names))))
    return lines


def _by_house(people: Sequence[Listed], *, names: bool) -> list[str]:
    lines = []
    for place, group in groupby(people, key=lambda one: house(one.person)):
        several = [clean(one.person.name) for one in group]
        said = ", ".join(several) if names else tn("people.count", len(several))
        lines.append(f"{place}: {said}")
    return lines


def _configure_acknowledge(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")


def _acknowledge(context: Context, given: Namespace) -> Reply:
    from db.reads.people import people_by_id
    from seminar_tui.day.people import acknowledge, person_id

    with context.look() as connection:
        (person,) = people_by_id(connection, [person_id(connection, context.day.id, given.code)])
    acknowledge(context.station, context.now(), person.id)
    facts = {"code": person.code, "attention": clean(person.attention)}
    return Reply("acknowledged", facts, t("door.acknowledged", name=clean(person.name)))


COMMANDS = (
    Command("missing", _configure_missing, _missing),
    Command("acknowledge", _configure_acknowledge, _acknowledge),
)
