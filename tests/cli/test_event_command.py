"""`event` and `replan`: fields, codes and exits; nothing moves until accepted."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from db.schema import open_store
from seminar_tui.cli.main import main
from seminar_tui.clock import FrozenClock
from tests.cli.test_stand_commands import Desk
from tests.conftest import made_up_day


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Desk:
    store = open_store(tmp_path / "day.db", create=True)
    made = Desk(made_up_day(store, clock), monkeypatch)
    assert made.ask("place")[0] == 0
    return made


def codes(desk: Desk) -> tuple[str, str]:
    """A guest and a presenter of stand 1."""
    people = desk.ask("people")[1]["people"]
    guest = next(p["code"] for p in people if not p["presents"])
    return guest, next(p["code"] for p in people if p["presents"] == 1)


def seats(desk: Desk) -> Any:
    return desk.ask("plan")[1]["rounds"]


def test_every_kind_of_event_is_proposed_accepted_and_undone(desk: Desk) -> None:
    guest, presenter = codes(desk)
    rounds = {s["number"]: s["round"] for s in desk.ask("stands")[1]["stands"]}
    wishes = desk.ask("why", guest)[1]["wishes"]
    stand = str(wishes[-1]["stand"])
    for words in (
        ["no-show", guest],
        ["late", guest, "2"],
        ["leaves", guest, "1"],
        ["here", guest],
        ["wishes", guest, stand],
        ["pin", guest, stand],
        ["unpin", guest],
        ["walk-in", guest],
        ["cancel", "1"],
        ["reopen", "1"],
        ["capacity", "2", "20"],
        ["round", "2", str(3 - rounds[2])],
        ["presenters", "1", "--out", presenter, "--in", guest],
    ):
        before = seats(desk)
        code, proposed = desk.ask("event", *words)
        assert (code, proposed["result"], proposed["event"]) == (0, "proposed", words[0])
        assert seats(desk) == before
        code, done = desk.ask("event", *words, "--accept")
        assert (code, done["result"]) == (0, "happened")
        assert done["moves"] == proposed["moves"]
        assert all({"code", "round", "from", "to", "why"} == set(m) for m in done["moves"])
        assert (seats(desk) == before) == (done["moves"] == [])
        assert desk.ask("plan", "--check")[1]["result"] == "optimal"
        assert desk.ask("undo")[1]["undone"] == "event"
        assert seats(desk) == before


@pytest.mark.parametrize(
    ("words", "exit_code", "error"),
    [
        (("late", "GUEST"), 2, "event_unclear"),
        (("late", "GUEST", "x"), 2, "event_unclear"),
        (("late", "GUEST", "3"), 2, "out_of_range"),
        (("no-show", "GUEST", "2"), 2, "event_unclear"),
        (("cancel", "1", "2"), 2, "event_unclear"),
        (("no-show", "P0"), 2, "code_unknown"),
        (("cancel", "99"), 2, "stand_unknown"),
        (("wishes", "GUEST", "6", "6"), 2, "wish_twice"),
        (("presenters", "1", "--out", "GUEST"), 1, "not_presenting"),
        (("capacity", "1", "0"), 1, "zero_capacity"),
    ],
)
def test_what_cannot_be_is_said(
    desk: Desk, words: tuple[str, ...], exit_code: int, error: str
) -> None:
    guest, _ = codes(desk)
    code, said = desk.ask("event", *(guest if word == "GUEST" else word for word in words))
    assert code == exit_code
    assert (said["error"]["code"] if exit_code == 2 else said["result"]) == error


def test_in_words_for_people(desk: Desk) -> None:
    said = desk.told("event", "cancel", "1")
    assert "Intet er gemt" in said
    assert "standen er væk" in said
    assert "standen er væk" in desk.told("event", "cancel", "1", "--accept")


def test_when_all_rounds_are_over_there_is_nothing_to_plan(desk: Desk) -> None:
    desk.at("2026-10-14T18:00:00+02:00")
    code, said = desk.ask("replan")
    assert (code, said["result"]) == (1, "day_over")
    assert desk.ask("replan", "--from-round", "2")[0] == 0


def test_why_names_who_would_move_and_who_waits_for_a_stand(desk: Desk) -> None:
    guest, _ = codes(desk)
    stand = desk.ask("why", guest)[1]["wishes"][0]["stand"]
    assert "Ingen ville hellere være her." in desk.told("why", str(stand))
    assert desk.ask("event", "capacity", str(stand), "1", "--accept")[0] == 0
    code, said = desk.ask("why", str(stand))
    assert (code, said["stand"], said["capacity"], said["free"]) == (0, stand, 1, 0)
    assert len(said["holders"]) == 1
    assert said["price"] > 0
    waits = said["waiting"][0]
    refused = next(w for w in desk.ask("why", waits["code"])[1]["wishes"] if w["stand"] == stand)
    assert (refused["rank"], refused["why"]) == (waits["wish"], "full")
    assert {said["holders"][0]["code"], waits["code"]} <= {m["code"] for m in refused["moves"]}
    assert waits["code"] in desk.told("why", str(stand))
    assert "ville få sit ønske" in desk.told("why", waits["code"])
    assert desk.ask("why", "99")[1]["error"]["code"] == "code_unknown"


def test_halves_come_with_a_bound_and_a_plan_with_names(desk: Desk) -> None:
    code, said = desk.ask("halves", "--keep")
    assert code == 0
    assert said["before"] <= said["value"] <= said["bound"]
    assert str(said["bound"]) in desk.told("halves", "--keep")
    made = desk.ask("plan")[1]
    together = made["delegations_together"]
    assert all(set(one) == {"stand", "municipality", "codes"} for one in together)
    names = {p["code"]: p["name"] for p in desk.ask("people")[1]["people"]}
    told = desk.told("plan")
    assert all(names[code] in told for code in made["without_wish"])


def test_a_plan_that_breaks_a_rule_says_which_and_whose(desk: Desk) -> None:
    guest, _ = codes(desk)
    with desk.station.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE placement SET stand_id = (SELECT id FROM stand WHERE number = 3)"
        )
    code, said = desk.ask("plan", "--check")
    assert (code, said["result"]) == (1, "not_optimal")
    assert {"wrong_round", "own_municipality", "over_capacity"} <= {
        one["rule"] for one in said["breaches"]
    }
    out = io.StringIO()
    main(["plan", "--check", "--db", desk.station.store.location], out)
    assert "flere gæster end pladser" in out.getvalue()
    assert guest in out.getvalue()


def test_wishes_give_way_to_company_only_as_far_as_was_said(desk: Desk) -> None:
    best = desk.ask("place")[1]["value"]
    code, said = desk.ask("place", "--tolerance", "40")
    assert code == 0
    assert best - 40 <= said["value"] <= best
    lost = best - said["value"]
    assert desk.ask("plan", "--check")[1]["gap"] == lost
    assert desk.ask("place", "--tolerance", "-1")[1]["error"]["code"] == "out_of_range"
