"""`timer`, `entry`, `entries`, `message`, `visit`: fields, codes and exits of the contract."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from db.schema import open_store
from seminar_tui.cli.main import main
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from tests.conftest import made_up_day
from tests.day.at_a_stand import let_everybody_in, set_rounds, stand, strangers

NINE = "2026-10-14T09:00:00+02:00"


class Desk:
    """A command line on a made-up day, with a frozen clock."""

    def __init__(self, station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
        self.station = station
        self._patch = monkeypatch
        self.at(NINE)

    def at(self, instant: str) -> None:
        self._patch.setenv("SEMINAR_CLOCK", instant)

    def ask(self, *words: str) -> tuple[int, dict[str, Any]]:
        out = io.StringIO()
        code = main([*words, "--db", self.station.store.location, "--json"], out)
        lines = out.getvalue().splitlines()
        assert len(lines) == 1
        return code, json.loads(lines[0])

    def told(self, *words: str) -> str:
        out = io.StringIO()
        assert main([*words, "--db", self.station.store.location], out) == 0
        return out.getvalue()


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Any:
    store = open_store(tmp_path / "day.db", create=True)
    station = made_up_day(store, clock)
    set_rounds(station, s1=1, s2=2, s3=1, s4=2, s5=1, s6=2)
    yield Desk(station, monkeypatch)
    store.close()


def test_a_timer_answers_with_every_field(desk: Desk) -> None:
    code, said = desk.ask("timer", "1")
    assert (code, said["state"], said["phase_ends"], said["seq"]) == (0, "armed", None, 0)
    code, said = desk.ask("timer", "1", "start", "--ago", "3m")
    assert (code, said["ok"], said["result"]) == (0, True, "started")
    wanted = {
        "stand": 1,
        "round": 1,
        "state": "running",
        "phase": "talk",
        "remaining_s": 720,
        "elapsed_s": 180,
        "overtime_s": 0,
        "level": "normal",
        "phase_ends": "2026-10-14T09:12:00+02:00",
        "projected_end": "2026-10-14T09:22:00+02:00",
        "seq": 1,
    }
    assert {name: said[name] for name in wanted} == wanted
    assert said["round_ends"]
    assert (
        said["log"][0].items()
        >= {
            "seq": 1,
            "kind": "started",
            "phase": "talk",
            "at": "2026-10-14T08:57:00+02:00",
            "delta_s": 0,
        }.items()
    )
    assert said["log"][0]["station"]
    assert said["report"]["talk"]["active_s"] == 180


def test_overtime_goes_below_zero(desk: Desk) -> None:
    desk.ask("timer", "1", "start")
    desk.at("2026-10-14T09:16:30+02:00")
    _, said = desk.ask("timer", "1", "show")
    assert (said["remaining_s"], said["overtime_s"], said["level"]) == (-90, 90, "overtime")


@pytest.mark.parametrize(
    ("words", "exit_code", "result"),
    [
        (["1", "pause"], 1, "not_running"),
        (["1", "resume"], 1, "not_paused"),
        (["1", "undo"], 1, "nothing_to_undo"),
        (["1", "start", "--ago=-1m"], 1, "in_the_future"),
        (["1", "start", "--seq", "4"], 1, "stale"),
        (["3", "start"], 1, "already_running"),
        (["3", "start", "--round", "2"], 1, "other_round_running"),
        (["3", "pause", "--ago", "1h"], 1, "before_last_event"),
        (["77", "start"], 2, "stand_unknown"),
        (["1", "start", "--round", "9"], 2, "no_such_round"),
        (["1", "add"], 2, "seconds_missing"),
        (["1", "start", "5"], 2, "seconds_unused"),
        (["1", "start", "--ago", "soon"], 2, "length_unclear"),
        (["1", "add", "999999"], 2, "out_of_range"),
        (["1", "jump"], 2, "usage"),
        (["all", "pause"], 2, "all_only_starts"),
    ],
)
def test_every_refusal_has_its_code_and_changes_nothing(
    desk: Desk, words: list[str], exit_code: int, result: str
) -> None:
    desk.ask("timer", "3", "start")
    code, said = desk.ask("timer", *words)
    assert code == exit_code
    assert not said["ok"]
    told = said["result"] if code == 1 else said["error"]["code"]
    assert told == result
    message = said["message"] if code == 1 else said["error"]["message"]
    assert message
    assert not message.startswith(("refused.", "error."))
    assert desk.ask("timer", "1")[1]["seq"] == 0


def test_minutes_phases_and_undo(desk: Desk) -> None:
    desk.ask("timer", "1", "start")
    assert desk.ask("timer", "1", "add", "-60")[1]["remaining_s"] == 840
    assert desk.ask("timer", "1", "advance", "--seq", "2")[1]["phase"] == "dialogue"
    assert desk.ask("timer", "1", "advance", "--seq", "2")[1]["result"] == "stale"
    undone = desk.ask("timer", "1", "undo")[1]
    assert (undone["result"], undone["undid"], undone["phase"]) == ("undone", "advanced", "talk")
    assert desk.ask("timer", "1", "finish")[1]["state"] == "done"
    assert desk.ask("timer", "1", "start")[1]["result"] == "already_done"
    assert desk.ask("timer", "1", "reset")[1]["state"] == "armed"


def test_all_start_at_one_instant(desk: Desk) -> None:
    desk.ask("timer", "3", "start")
    code, said = desk.ask("timer", "all", "start", "--round", "1")
    assert (code, said["started"], said["skipped"]) == (0, [1, 5], [3])
    assert desk.ask("timer", "1")[1]["log"][0]["at"] == NINE


def test_entries_are_added_changed_and_listed(desk: Desk) -> None:
    desk.ask("timer", "1", "start")
    desk.at("2026-10-14T09:02:00+02:00")
    code, said = desk.ask("entry", "1", "add", "--kind", "question", "--text", "Hvem [/]?")
    assert code == 0
    entry = str(said["id"])
    assert said.items() >= {"result": "added", "phase": "talk", "offset_s": 120}.items()
    assert desk.ask("entry", entry, "edit", "--text", "Hvem?")[1]["version"] == 2
    assert desk.ask("entry", entry, "star")[1]["starred"] is True
    assert desk.ask("entry", entry, "state", "parked")[1]["state"] == "parked"
    assert desk.ask("entry", entry, "withdraw")[1]["state"] == "withdrawn"
    assert desk.ask("entry", entry, "restore")[1]["state"] == "open"
    assert len(desk.ask("entry", entry, "history")[1]["versions"]) == 2
    desk.ask("entry", "2", "add", "--kind", "comment", "--text", "Godt")
    assert len(desk.ask("entries")[1]["entries"]) == 2
    assert len(desk.ask("entries", "--stand", "1", "--kind", "question")[1]["entries"]) == 1
    assert desk.ask("entries", "--state", "parked")[1]["entries"] == []
    assert "Hvem?" in desk.told("entries")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["1", "add", "--kind", "question"], "text_missing"),
        (["1", "add", "--text", "x"], "kind_missing"),
        (["1", "add", "--kind", "song", "--text", "x"], "usage"),
        (["x", "withdraw"], "no_such_entry"),
        (["9", "star"], "no_such_entry"),
        (["9", "state", "gone"], "state_unknown"),
        (["1", "add", "--kind", "comment", "--text", "x" * 1001], "text_too_long"),
    ],
)
def test_entries_that_cannot_be(desk: Desk, words: list[str], code: str) -> None:
    exit_code, said = desk.ask("entry", *words)
    assert (exit_code, said["error"]["code"]) == (2, code)
    assert desk.ask("entries")[1]["entries"] == []


def test_a_message_is_sent(desk: Desk) -> None:
    assert desk.ask("message", "all", "Frokost")[1]["result"] == "sent"
    assert desk.ask("message", "99", "Frokost")[0] == 2


def test_a_visit_answers_with_room_and_force(desk: Desk, clock: FrozenClock) -> None:
    guest = strangers(desk.station, stand(desk.station, 1))[0]
    code, said = desk.ask("visit", guest.code, "1")
    assert (code, said["result"]) == (1, "not_arrived")
    let_everybody_in(desk.station, clock)
    code, said = desk.ask("visit", guest.code, "1", "--force", "ja")
    assert (code, said["result"]) == (0, "here")
    assert said["forced"] == {"asked": True, "needed": False}
    assert (said["here"], said["target"], said["nearest"]) == (1, 10, [])
    assert desk.ask("visit", guest.code, "1")[1]["result"] == "again"


def test_a_refusal_tells_its_instant_as_the_contract_writes_instants(desk: Desk) -> None:
    desk.ask("timer", "1", "start")
    code, said = desk.ask("timer", "1", "pause", "--ago", "5m")
    assert (code, said["result"], said["at"]) == (1, "before_last_event", NINE)
