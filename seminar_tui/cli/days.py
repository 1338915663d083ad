"""`new` and `days`: make a day, list them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from db.vocabulary import StationRole
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
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


COMMANDS = (
    Command("new", _configure_new, _new, creates=True),
    Command("days", lambda _parser: None, _days),
)
