"""`people`, `find`, `walk-in`, `substitute`, `edit-person`, `replace-badge`, `merge`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from db.rows import PersonRow
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.people_json import answer_json, person_json, seats_json
from seminar_tui.cli.reply import Reply
from seminar_tui.door_words import seat_line, spoken, who
from seminar_tui.i18n import t, tn
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.people import Listed


def person_line(person: PersonRow) -> str:
    """Return a person as one line of text."""
    if person.status.value != "registered":
        state = t(f"people.status.{person.status.value}")
    elif person.inside:
        state = t("people.inside")
    else:
        state = t("people.out" if person.arrived_at is not None else "people.expected")
    return f"{person.code}  {clean(person.name)} · {who(person)} · {state}"


def _listed(context: Context, result: str, people: Sequence[Listed]) -> Reply:
    rows = [person_json(context, one.person, one.wishes) for one in people]
    lines = [person_line(one.person) for one in people]
    text = "\n".join([*lines, tn("people.count", len(lines))]) if lines else t("people.nobody")
    return Reply(result, {"people": rows}, text)


def _configure_people(parser: ArgumentParser) -> None:
    parser.add_argument("--text", default="", metavar="T")
    parser.add_argument("--municipality", default="", metavar="M")
    parser.add_argument("--arrived", choices=("yes", "no"))


def _people(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.people import list_people

    arrived = None if given.arrived is None else given.arrived == "yes"
    with context.look() as connection:
        people = list_people(
            connection,
            context.day.id,
            text=given.text,
            municipality=given.municipality,
            arrived=arrived,
        )
    return _listed(context, "people", people)


def _configure_find(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT")


def _find(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.people import find_people

    with context.look() as connection:
        people = find_people(connection, context.day.id, " ".join(given.text))
    return _listed(context, "people", people)


def _configure_walk_in(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, metavar="N")
    parser.add_argument("--municipality", default="", metavar="M")
    parser.add_argument("--role", default="", metavar="R")
    parser.add_argument("--title", default="", metavar="T")
    parser.add_argument("--wish", action="append", default=[], metavar="S")
    parser.add_argument("--check-in", action="store_true")
    parser.add_argument("--desk", default="", metavar="D")


def _walk_in(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.people import WalkIn, walk_in

    wanted = WalkIn(
        name=given.name,
        municipality=given.municipality,
        role=given.role,
        title=given.title,
        wishes=tuple(given.wish),
    )
    added = walk_in(context.station, context.now(), wanted, let_in=given.check_in, desk=given.desk)
    facts: dict[str, object] = {
        "code": added.person.code,
        "participant": person_json(context, added.person, added.wishes),
        "placements": seats_json(added.seats),
        "namesakes": [one.code for one in added.namesakes],
    }
    lines = [t("people.added", name=clean(added.person.name), code=added.person.code)]
    if added.namesakes:
        lines.append(tn("people.namesakes", len(added.namesakes)))
    if added.answer is None:
        lines += [seat_line(seat) for seat in added.seats]
    else:
        facts["check_in"] = answer_json(context, added.answer, added.wishes)
        lines.append(spoken(added.answer, context.day.timezone))
    return Reply("added", facts, "\n".join(lines))


def _configure_substitute(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--name", metavar="N")
    parser.add_argument("--title", default="", metavar="T")
    parser.add_argument("--by", metavar="CODE")


def _substitute(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.substitutes import substitute

    done = substitute(
        context.station,
        context.now(),
        given.code,
        name=given.name,
        title=given.title,
        by=given.by,
    )
    facts = {
        "code": done.person.code,
        "participant": person_json(context, done.person, done.wishes),
        "instead_of": done.absent.code,
        "placements": seats_json(done.seats),
        "namesakes": [one.code for one in done.namesakes],
    }
    names = {"name": clean(done.person.name), "absent": clean(done.absent.name)}
    lines = [t("people.substituted", code=done.person.code, **names)]
    if done.namesakes:
        lines.append(tn("people.namesakes", len(done.namesakes)))
    return Reply("substituted", facts, "\n".join([*lines, *map(seat_line, done.seats)]))


_FIELDS: Mapping[str, str] = {
    "name": "N",
    "email": "E",
    "municipality": "M",
    "role": "R",
    "title": "T",
    "presents": "S",
    "note": "T",
    "attention": "T",
    "outside-code": "X",
}


def _configure_edit(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    for name, meta in _FIELDS.items():
        parser.add_argument(f"--{name}", metavar=meta)
    parser.add_argument("--status", choices=("registered", "cancelled", "blocked"))


def _edit(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.people import PersonChange, edit_person

    wanted = {name.replace("-", "_"): None for name in (*_FIELDS, "status")}
    change = PersonChange(**{name: getattr(given, name) for name in wanted})
    listed = edit_person(context.station, context.now(), given.code, change)
    facts = person_json(context, listed.person, listed.wishes)
    return Reply("changed", {"person": facts}, person_line(listed.person))


def _configure_code(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")


def _replace(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.people import replace_badge

    done = replace_badge(context.station, context.now(), given.code)
    text = t("people.replaced", name=clean(done.person.name), code=done.person.code)
    return Reply("replaced", {"code": done.person.code, "former": done.former}, text)


def _configure_merge(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("double", metavar="DOUBLE")


def _merge(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.merging import merge

    done = merge(context.station, context.now(), given.code, given.double)
    person = person_json(context, done.listed.person, done.listed.wishes)
    text = t("people.merged", name=clean(done.listed.person.name), codes=", ".join(done.codes))
    return Reply("merged", {"person": person, "codes": list(done.codes)}, text)


COMMANDS = (
    Command("people", _configure_people, _people),
    Command("find", _configure_find, _find),
    Command("walk-in", _configure_walk_in, _walk_in),
    Command("substitute", _configure_substitute, _substitute),
    Command("edit-person", _configure_edit, _edit),
    Command("replace-badge", _configure_code, _replace),
    Command("merge", _configure_merge, _merge),
)
