"""`stands`, `add-stand`, `edit-stand`, `wish`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from db.reference import municipality_name
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.people_json import seats_json
from seminar_tui.cli.reply import Reply
from seminar_tui.door_words import seat_line
from seminar_tui.i18n import t
from seminar_tui.rules.stands import programme_text
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.stands import StandListed


def stand_json(listed: StandListed) -> dict[str, object]:
    """Return a stand as the contract names its fields."""
    stand = listed.stand
    return {
        "number": stand.number,
        "municipality": municipality_name(stand.municipality),
        "municipality_code": stand.municipality,
        "theme": stand.theme,
        "question": stand.question,
        "focus": stand.focus,
        "learning": stand.learning,
        "place": stand.place,
        "equipment": stand.equipment,
        "capacity": stand.capacity,
        "round": stand.round,
        "programme": programme_text(stand).value,
        "presenters": [code for code, _name in listed.presenters],
        "presenters_pending": list(listed.pending),
        "status": stand.status.value,
    }


def stand_line(listed: StandListed) -> str:
    """Return a stand as one line of text."""
    stand = listed.stand
    round_ = t("stands.round", number=stand.round) if stand.round else t("stands.no_round")
    parts = [
        f"{stand.number:>3}  {municipality_name(stand.municipality):<18} {round_:<8}",
        clean(stand.theme) or t("stands.no_theme"),
        clean(stand.place),
        t("stands.cancelled") if stand.status == "cancelled" else "",
    ]
    return "  ".join(part for part in parts if part)


def _stands(context: Context, _given: Namespace) -> Reply:
    from seminar_tui.day.stands import list_stands

    with context.look() as connection:
        listed = list_stands(connection, context.day.id)
    text = "\n".join(stand_line(one) for one in listed) or t("stands.none")
    return Reply("stands", {"stands": [stand_json(one) for one in listed]}, text)


def _configure_add(parser: ArgumentParser) -> None:
    parser.add_argument("municipality", metavar="MUNICIPALITY", nargs="+")


def _add(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.new_stand import add_stand

    listed = add_stand(context.station, context.now(), " ".join(given.municipality))
    return Reply("added", {"stand": stand_json(listed)}, stand_line(listed))


def _configure_edit(parser: ArgumentParser) -> None:
    parser.add_argument("stand", metavar="N")
    for name in ("--theme", "--question", "--focus", "--learning", "--place", "--equipment"):
        parser.add_argument(name)
    for name in ("--capacity", "--round"):
        parser.add_argument(name, type=int, metavar="N")
    parser.add_argument("--cancel", action="store_true")
    parser.add_argument("--reopen", action="store_true")
    parser.add_argument("--approve", action="store_true")
    parser.add_argument("--not-approved", action="store_true")


def _edit(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.stands import StandChange, edit_stand

    change = StandChange(
        theme=given.theme,
        question=given.question,
        focus=given.focus,
        learning=given.learning,
        place=given.place,
        equipment=given.equipment,
        capacity=given.capacity,
        round=given.round,
        cancel=given.cancel,
        reopen=given.reopen,
        approve=given.approve,
        not_approved=given.not_approved,
    )
    listed = edit_stand(context.station, context.now(), given.stand, change)
    return Reply("changed", {"stand": stand_json(listed)}, stand_line(listed))


def _configure_wish(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("stands", nargs="*", metavar="STAND")
    parser.add_argument("--seat", action="store_true")


def _wish(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.wishes import wish

    if given.seat:
        return _wish_and_seat(context, given)
    wished = wish(context.station, context.now(), given.code, given.stands)
    facts = {"code": wished.code, "wishes": list(wished.stands)}
    numbers = ", ".join(map(str, wished.stands)) or "–"
    return Reply("wished", facts, t("wishes.wished", code=wished.code, stands=numbers))


def _wish_and_seat(context: Context, given: Namespace) -> Reply:
    """Change the wishes as the door does: with a new place at once, where one is better."""
    from seminar_tui.day.door_wishes import rewish
    from seminar_tui.day.people import person_id

    with context.look() as connection:
        participant_id = person_id(connection, context.day.id, given.code)
    done = rewish(context.station, context.now(), participant_id, given.stands)
    facts = {
        "code": done.person.code,
        "wishes": list(done.wishes),
        "placements": seats_json(done.seats),
    }
    numbers = ", ".join(map(str, done.wishes)) or "–"
    said = t("wishes.wished", code=done.person.code, stands=numbers)
    return Reply("wished", facts, "\n".join([said, *map(seat_line, done.seats)]))


COMMANDS = (
    Command("stands", lambda _parser: None, _stands),
    Command("add-stand", _configure_add, _add),
    Command("edit-stand", _configure_edit, _edit),
    Command("wish", _configure_wish, _wish),
)
