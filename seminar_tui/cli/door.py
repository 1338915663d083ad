"""`check-in`, `check-out`, `undo`, `door-question`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from db.vocabulary import CheckInResult
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.people_json import answer_json, person_json, questions_json
from seminar_tui.cli.reply import Reply
from seminar_tui.door_words import headline, question_line, spoken, with_stands
from seminar_tui.i18n import t, tn
from seminar_tui.rules.checkin import CheckInAnswer
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean


def _configure_check_in(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--desk", default="", metavar="D")
    parser.add_argument("--nonce", metavar="X")
    parser.add_argument("--force", metavar="REASON")
    parser.add_argument("--delegation", action="store_true")
    parser.add_argument("--reply", action="append", default=[], metavar="ID=VALUE")


def _check_in(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.arrivals import check_in

    answer = check_in(
        context.station,
        context.now(),
        given.code,
        desk=given.desk,
        nonce=given.nonce,
        force=given.force,
        delegation=given.delegation,
        replies=_replies(given.reply),
    )
    wishes = _wishes(context, answer)
    mine = answer.participant.id if answer.participant else 0
    facts = answer_json(context, answer, wishes.get(mine, ()))
    lines = [spoken(answer, context.day.timezone), *_what_next(context, answer, given.code)]
    if given.delegation:
        facts["people"] = [
            answer_json(context, one, wishes.get(one.participant.id, ()))
            for one in answer.people
            if one.participant is not None
        ]
        facts["count"] = answer.count
        lines += [tn("door.delegation.done", answer.count), *map(_colleague, answer.people)]
    facts.pop("result")
    return Reply(answer.result.value, facts, "\n".join(lines), ok=answer.ok)


def _what_next(context: Context, answer: CheckInAnswer, code: str) -> list[str]:
    """Return what the desk does now: hand over a badge, or answer a question."""
    if answer.result is CheckInResult.INCOMPLETE:
        return [_how_to_answer(answer, code)]
    if answer.result is not CheckInResult.IN or answer.participant is None:
        return []
    from db.reads.paper import printed_boxes
    from seminar_tui.rules.boxes import initial

    with context.look() as connection:
        boxes = printed_boxes(connection, context.day.id) or {}
    box = boxes.get(initial(answer.participant.name))
    return [t("door.badge_box", box=box)] if box else []


def _how_to_answer(answer: CheckInAnswer, code: str) -> str:
    asked = next(one for one in answer.questions if one.required)
    return t("door.reply.how", code=clean(code, 40), id=asked.id)


def _colleague(answer: CheckInAnswer) -> str:
    """Return one of a delegation: who goes where, the result, the note that must be heard."""
    said = [with_stands(answer)]
    if answer.participant is not None and answer.ok and answer.attention_open:
        said.append(t("door.attention", note=clean(answer.participant.attention)))
    if not answer.ok:
        said.append(headline(answer))
    if answer.participant is not None and answer.result is CheckInResult.INCOMPLETE:
        said.append(_how_to_answer(answer, answer.participant.code))
    return " · ".join(said)


def _wishes(context: Context, answer: CheckInAnswer) -> dict[int, tuple[int, ...]]:
    from db.reads.people import wishes_of

    everybody = (answer, *answer.people)
    ids = [one.participant.id for one in everybody if one.participant is not None]
    with context.look() as connection:
        return wishes_of(connection, ids)


def _replies(given: Sequence[str]) -> dict[int, str]:
    """Read `ID=VALUE`. Raises BadInput: reply_unclear."""
    replies: dict[int, str] = {}
    for one in given:
        number, equals, value = one.partition("=")
        if not equals or not number.strip().isdecimal():
            raise BadInput("reply_unclear", value=one)
        replies[int(number)] = value
    return replies


def _configure_check_out(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--desk", default="", metavar="D")


def _check_out(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.leaving import check_out

    left = check_out(context.station, context.now(), given.code, desk=given.desk)
    facts = {"participant": person_json(context, left.person, ()), "at": context.iso(left.at)}
    return Reply("out", facts, t("door.left", name=clean(left.person.name)))


def _configure_undo(parser: ArgumentParser) -> None:
    parser.add_argument("--desk", metavar="D")


def _undo(context: Context, given: Namespace) -> Reply:
    from db.reads.people import people_by_id
    from db.reads.stands import stands
    from seminar_tui.day.undo import undo_last

    if given.desk is not None and not clean(given.desk):
        raise BadInput("desk_missing")
    undone = undo_last(context.station, context.now(), given.desk)
    with context.look() as connection:
        ids = [] if undone.participant_id is None else [undone.participant_id]
        people = people_by_id(connection, ids)
        numbers = {one.id: one.number for one in stands(connection, context.day.id)}
    facts = {
        "undone": undone.kind,
        "action": undone.action_id,
        "participant": {"code": people[0].code, "name": clean(people[0].name)} if people else None,
        "stand": numbers.get(undone.stand_id or 0),
    }
    what = t(f"action.{undone.kind}")
    if people:
        what = f"{what} ({clean(people[0].name)})"
    return Reply("undone", facts, t("undo.done", what=what))


def _configure_question(parser: ArgumentParser) -> None:
    parser.add_argument("doing", choices=("add", "list", "remove"))
    parser.add_argument("what", nargs="?", default="", metavar="TEXT|ID")
    parser.add_argument("--choices", default="", metavar="A,B")
    parser.add_argument("--required", action="store_true")


def _question(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day import door_questions as door

    if given.doing == "add":
        made = door.add_question(
            context.station,
            context.now(),
            given.what,
            given.choices.split(","),
            required=given.required,
        )
        facts = {"question": questions_json([made])[0], "id": made.id}
        return Reply("added", facts, question_line(made.id, made.text, made.choices))
    if given.doing == "remove":
        if not given.what.strip().isdecimal():
            raise BadInput("no_such_question", id=clean(given.what))
        left = door.remove_question(context.station, context.now(), int(given.what))
    else:
        with context.look() as connection:
            left = door.list_questions(connection, context.day.id)
    lines = [question_line(one.id, one.text, one.choices) for one in left]
    text = "\n".join(lines) or t("door.no_questions")
    return Reply("questions", {"questions": questions_json(left)}, text)


COMMANDS = (
    Command("check-in", _configure_check_in, _check_in),
    Command("check-out", _configure_check_out, _check_out),
    Command("undo", _configure_undo, _undo),
    Command("door-question", _configure_question, _question),
)
