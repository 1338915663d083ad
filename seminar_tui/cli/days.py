"""`new`, `days`, `edit-day`, `milestone`: make a day, list them, change one, what is due."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from db.vocabulary import StationRole
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.parser import global_options
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t


def _configure_new(parser: ArgumentParser) -> None:
    parser.add_argument("--title", required=True)
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--place", default="")
    parser.add_argument("--starts", default="10:00", metavar="HH:MM")
    for name, default in (
        ("--rounds", 2),
        ("--talk", 15),
        ("--dialogue", 10),
        ("--block", 60),
        ("--target", 10),
        ("--capacity", 14),
    ):
        parser.add_argument(name, type=int, default=default, metavar="N")


def _new(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.days import DaySpec, create_day
    from seminar_tui.rules.dates import hh_mm, iso

    spec = DaySpec(
        title=given.title,
        date=given.date,
        place=given.place,
        starts=given.starts,
        rounds=given.rounds,
        talk=given.talk,
        dialogue=given.dialogue,
        block=given.block,
        target=given.target,
        capacity=given.capacity,
    )
    station = context.take_station(StationRole.ORGANISER, 0)
    made = create_day(station, context.real_clock.now(), spec)
    rounds = [
        {
            "round": planned.number,
            "starts": iso(planned.starts, made.timezone),
            "talk_ends": iso(planned.talk_ends, made.timezone),
            "ends": iso(planned.ends, made.timezone),
        }
        for planned in made.rounds
    ]
    lines = [t("days.created", title=spec.title, day=made.day_id)]
    lines += [
        t(
            "days.round",
            number=planned.number,
            starts=hh_mm(planned.starts, made.timezone),
            talk_ends=hh_mm(planned.talk_ends, made.timezone),
            ends=hh_mm(planned.ends, made.timezone),
        )
        for planned in made.rounds
    ]
    lines.append(t("days.slack", minutes=made.slack_minutes))
    facts = {"day": made.day_id, "rounds": rounds, "slack_minutes": made.slack_minutes}
    return Reply("created", facts, "\n".join(lines))


def _days(context: Context, _given: Namespace) -> Reply:
    from db.reads.days import all_days

    with context.look() as connection:
        days = all_days(connection)
    listed = [{"id": d.id, "date": d.date, "title": d.title, "place": d.place} for d in days]
    text = "\n".join(f"{d.id}  {d.date}  {d.title}  {d.place}".rstrip() for d in days)
    return Reply("days", {"days": listed}, text or t("days.none"))


def _configure_edit(parser: ArgumentParser) -> None:
    for name in ("--title", "--place", "--contact", "--case-id", "--document-id"):
        parser.add_argument(name)
    for name in ("--target", "--warning", "--danger"):
        parser.add_argument(name, type=int, metavar="N")
    parser.add_argument("--automatic", choices=("yes", "no"))


def _edit(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.day_change import DayChange, edit_day

    change = DayChange(
        title=given.title,
        place=given.place,
        contact=given.contact,
        case_id=given.case_id,
        document_id=given.document_id,
        target=given.target,
        warning=given.warning,
        danger=given.danger,
        automatic=None if given.automatic is None else given.automatic == "yes",
    )
    day = edit_day(context.station, context.now(), change)
    texts = day.texts()
    facts: dict[str, object] = {**texts, "automatic": day.day.auto_advance}
    facts |= {name: int(texts[name]) for name in ("target", "warning", "danger")}
    facts |= {"version": day.day.programme_version, "slack_minutes": day.slack_minutes}
    text = "\n".join(f"{t(f'days.{name}')}: {said}" for name, said in texts.items() if said)
    return Reply("changed", {"day": facts}, text)


def _configure_milestone(parser: ArgumentParser) -> None:
    below = parser.add_subparsers(dest="do", required=True)
    parts = {
        name: below.add_parser(name, parents=[global_options()])
        for name in ("add", "list", "done", "reopen", "remove")
    }
    parts["add"].add_argument("due", metavar="DATE")
    parts["add"].add_argument("title", metavar="WHAT", nargs="+")
    for name in ("done", "reopen", "remove"):
        parts[name].add_argument("id", type=int, metavar="ID")


def _milestone(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day import milestones
    from seminar_tui.rules.dates import local

    result, station = "milestones", context.station
    match given.do:
        case "add":
            milestones.add_due(station, context.now(), given.due, " ".join(given.title))
            result = "added"
        case "done":
            milestones.finish_due(station, context.now(), given.id)
            result = "done"
        case "reopen":
            milestones.finish_due(station, context.now(), given.id, done=False)
            result = "changed"
        case "remove":
            milestones.remove_due(station, context.now(), given.id)
            result = "removed"
    with context.look() as connection:
        due = milestones.read_due(connection, context.day.id)
    today = local(context.now().utc_ms, context.day.timezone).date().isoformat()
    listed = [
        {
            "id": one.id,
            "due": one.due,
            "title": one.title,
            "done_on": one.done_on or None,
            "overdue": one.overdue(today),
            "of_series": one.of_series,
        }
        for one in due
    ]
    text = "\n".join(
        f"{one.id:>3}  {'✓' if one.done_on else '!' if one.overdue(today) else '○'} "
        f"{one.due}  {one.title}"
        for one in due
    )
    return Reply(result, {"milestones": listed}, text or t("days.no_milestones"))


COMMANDS = (
    Command("new", _configure_new, _new, creates=True),
    Command("days", lambda _parser: None, _days),
    Command("edit-day", _configure_edit, _edit),
    Command("milestone", _configure_milestone, _milestone),
)
