"""`visit`: somebody stands at a stand; `suggest`: where else one could go."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from db.reference import municipality_name
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.door_words import suggestion_line
from seminar_tui.i18n import t
from seminar_tui.rules.visits import Room
from seminar_tui.text import clean


def room_json(room: Room) -> dict[str, object]:
    """Return a stand with room as the contract names its fields."""
    return {
        "stand": room.stand.number,
        "municipality": municipality_name(room.stand.municipality),
        "place": clean(room.stand.place),
        "free": room.free,
    }


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("stand", metavar="STAND")
    parser.add_argument("--round", type=int, metavar="N")
    parser.add_argument("--force", metavar="REASON")


def _visit(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.visits import visit

    done = visit(
        context.station,
        context.now(),
        given.code,
        given.stand,
        round_=given.round,
        force=given.force,
    )
    asked, needed = done.forced
    facts = {
        "participant": {"code": done.code},
        "stand": done.stand.number,
        "municipality": municipality_name(done.stand.municipality),
        "place": clean(done.stand.place),
        "round": done.round,
        "here": done.here,
        "target": done.target,
        "from": done.moved_from,
        "nearest": [room_json(room) for room in done.nearest],
        "forced": {"asked": asked, "needed": needed},
    }
    lines = [
        t(
            f"visit.{done.result.value}",
            stand=done.stand.number,
            here=done.here,
            target=done.target,
            former=done.moved_from or "",
        )
    ]
    lines += [
        t("visit.room", stand=r["stand"], municipality=r["municipality"], free=r["free"])
        for r in map(room_json, done.nearest)
    ]
    return Reply(done.result.value, facts, "\n".join(lines))


def _configure_suggest(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--round", type=int, metavar="N")


def _suggest(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.suggesting import suggestions

    with context.look() as connection:
        found = suggestions(connection, context.day.id, given.code, context.now(), given.round)
    facts = [
        {
            "round": one.round,
            "stand": one.stand.number,
            "municipality": municipality_name(one.stand.municipality),
            "place": clean(one.stand.place),
            "free": one.free,
            "because": one.because,
            "like": one.like,
            "told": one.told,
        }
        for one in found
    ]
    lines = [suggestion_line(one) for one in found]
    return Reply("suggested", {"suggestions": facts}, "\n".join(lines) or t("suggest.none"))


COMMANDS = (
    Command("visit", _configure, _visit),
    Command("suggest", _configure_suggest, _suggest),
)
