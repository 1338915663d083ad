"""`entry`, `entries`, `message`: what is said at the stands, and to them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from db.vocabulary import EntryKind, EntryState
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.timing import seconds
from seminar_tui.i18n import t
from seminar_tui.rules.dates import time_spent
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.entries import StoredEntry, VersionRow

ACTIONS = ("add", "edit", "state", "star", "unstar", "tag", "withdraw", "restore", "history")


def entry_json(context: Context, stored: StoredEntry) -> dict[str, object]:
    """Return an entry as the contract names its fields."""
    row = stored.row
    return {
        "id": row.id,
        "stand": row.stand,
        "round": row.round,
        "phase": row.phase.value,
        "offset_s": seconds(row.offset_ms),
        "kind": row.kind.value,
        "state": row.state.value,
        "text": clean(row.text),
        "starred": row.starred,
        "tags": list(stored.tags),
        "answers": row.answers,
        "by": row.by,
        "version": row.version,
        "at": context.iso(row.at),
        "station": clean(row.station),
    }


def entry_line(stored: StoredEntry) -> str:
    """Return an entry as a line of text."""
    row = stored.row
    words = [
        f"{row.id:>4}",
        t("entry.where", stand=row.stand, round=row.round),
        f"{t(f'timer.phase.{row.phase.value}')} {time_spent(row.offset_ms)}",
        f"{t(f'entry.sign.{row.kind.value}')} {t(f'entry.kind.{row.kind.value}')}",
        clean(row.text),
    ]
    # That an answer or a comment is open says nothing.
    if row.kind is EntryKind.QUESTION or row.state is not EntryState.OPEN:
        words.append(f"({t(f'entry.state.{row.state.value}')})")
    return "  ".join(words) + (" ★" if row.starred else "")


def _configure_entry(parser: ArgumentParser) -> None:
    parser.add_argument("what", metavar="STAND|ID")
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("values", nargs="*", metavar="STATE|TAG")
    parser.add_argument("--kind", choices=[kind.value for kind in EntryKind])
    parser.add_argument("--text")
    parser.add_argument("--by", default="", metavar="CODE")
    parser.add_argument("--round", type=int, metavar="N")
    parser.add_argument("--answers", type=int, metavar="ID", help=t("option.answers"))
    parser.add_argument("--version", type=int, metavar="N", help=t("option.version"))


def _entry(context: Context, given: Namespace) -> Reply:
    if given.action in ("edit", "add") and given.text is None:
        raise BadInput("text_missing")
    if given.action == "add":
        return _add(context, given)
    entry_id = _id(given.what)
    match given.action:
        case "edit":
            return _edit(context, given, entry_id)
        case "history":
            return _history(context, entry_id)
        case _:
            return _change(context, given, entry_id)


def _id(text: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise BadInput("no_such_entry", entry=text)
    return int(text)


def _add(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.entries import LATEST, NewEntry, add_entry

    if given.kind is None:
        raise BadInput("kind_missing", kinds=", ".join(EntryKind))
    answers = LATEST if given.answers is None else given.answers
    new = NewEntry(EntryKind(given.kind), given.text, given.by, answers)
    stored = add_entry(context.station, context.now(), given.what, new, given.round)
    return Reply("added", entry_json(context, stored), entry_line(stored))


def _edit(context: Context, given: Namespace, entry_id: int) -> Reply:
    from seminar_tui.day.entries import reword_entry

    done = reword_entry(context.station, context.now(), entry_id, given.text, given.version)
    other = None if done.other is None else _version_json(context, done.other)
    facts = {**entry_json(context, done.entry), "conflict": other}
    lines = [entry_line(done.entry)]
    if done.other is not None:
        lines.append(t("entry.conflict", text=clean(done.other.text)))
    return Reply("changed", facts, "\n".join(lines))


def _version_json(context: Context, version: VersionRow) -> dict[str, object]:
    return {
        "version": version.version,
        "text": clean(version.text),
        "at": context.iso(version.at),
        "station": clean(version.station),
    }


def _history(context: Context, entry_id: int) -> Reply:
    from seminar_tui.day.entries import history

    found = history(context.station, entry_id)
    lines = [f"{one.version:>3}  {clean(one.text)}" for one in found]
    facts = {"id": entry_id, "versions": [_version_json(context, one) for one in found]}
    return Reply("history", facts, "\n".join(lines))


def _change(context: Context, given: Namespace, entry_id: int) -> Reply:
    from seminar_tui.day import entries as day

    station, now = context.station, context.now()
    match given.action:
        case "state":
            stored = day.set_state(station, now, entry_id, _state(given.values))
        case "star" | "unstar":
            stored = day.star(station, now, entry_id, given.action == "star")
        case "tag":
            stored = day.tag(station, now, entry_id, given.values)
        case "withdraw":
            stored = day.withdraw(station, now, entry_id)
        case _:
            stored = day.restore(station, now, entry_id)
    result = {"star": "starred", "unstar": "unstarred", "tag": "tagged"}.get(
        given.action, stored.row.state.value
    )
    if given.action == "restore":
        result = "restored"
    return Reply(result, entry_json(context, stored), entry_line(stored))


def _state(values: list[str]) -> EntryState:
    if len(values) != 1 or values[0] not in tuple(EntryState):
        raise BadInput("state_unknown", state=" ".join(values), states=", ".join(EntryState))
    return EntryState(values[0])


def _configure_entries(parser: ArgumentParser) -> None:
    parser.add_argument("--stand", metavar="N")
    parser.add_argument("--round", type=int, metavar="N")
    parser.add_argument("--kind", choices=[kind.value for kind in EntryKind])
    parser.add_argument("--state", choices=[state.value for state in EntryState])


def _entries(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.entries import list_entries

    found = list_entries(
        context.station,
        asked=given.stand,
        round_=given.round,
        kind=EntryKind(given.kind) if given.kind else None,
        state=EntryState(given.state) if given.state else None,
    )
    text = "\n".join(entry_line(stored) for stored in found) or t("entry.none")
    return Reply("entries", {"entries": [entry_json(context, one) for one in found]}, text)


def _configure_message(parser: ArgumentParser) -> None:
    parser.add_argument("stand", metavar="STAND|all")
    parser.add_argument("text", metavar="TEXT")


def _message(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.messages import EVERYBODY, send_message

    message_id = send_message(context.station, context.now(), given.stand, given.text)
    everybody = given.stand.strip().casefold() == EVERYBODY
    to = t("message.everybody") if everybody else t("message.stand", stand=clean(given.stand))
    facts = {"id": message_id, "to": given.stand}
    return Reply("sent", facts, t("message.sent", to=to))


COMMANDS = (
    Command("entry", _configure_entry, _entry),
    Command("entries", _configure_entries, _entries),
    Command("message", _configure_message, _message),
)
