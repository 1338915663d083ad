"""A stand's programme text on its way: missing, received, approved."""

from __future__ import annotations

import pytest

from tests.importing_day import ImportDay

STANDS = "Nr;Kommune;Overskrift;Spørgsmål\n1;Vejle;A;A?\n2;Faxe;B;\n"


@pytest.fixture
def day(tmp_path):
    made = ImportDay(tmp_path)
    take(made, STANDS)
    return made


def take(day, text):
    path = day.path.with_name("stande.csv")
    path.write_text(text, encoding="utf-8")
    assert day.run("import", "stands", str(path))["result"] == "imported"


def texts(day):
    return [one["programme"] for one in day.run("stands")["stands"]]


def test_a_text_is_approved_and_that_is_taken_back(day):
    assert texts(day) == ["received", "missing"]
    assert day.run("edit-stand", "1", "--approve")["stand"]["programme"] == "approved"
    assert day.run("undo")["result"] == "undone"
    assert texts(day)[0] == "received"
    day.run("edit-stand", "1", "--approve")
    assert day.run("edit-stand", "1", "--place", "Gården")["stand"]["programme"] == "approved"
    assert day.run("edit-stand", "1", "--not-approved")["stand"]["programme"] == "received"


def test_nothing_is_approved_that_is_not_there_or_in_two_ways(day):
    code, said = day.call("edit-stand", "2", "--approve")
    assert (code, said["result"]) == (1, "nothing_to_approve")
    code, said = day.call("edit-stand", "1", "--approve", "--not-approved")
    assert (code, said["error"]["code"]) == (2, "approve_and_not")
    assert day.run("edit-stand", "2", "--question", "B?", "--approve")["result"] == "changed"
    assert texts(day) == ["received", "approved"]


def test_a_new_text_takes_the_approval_away_however_it_comes(day):
    day.run("edit-stand", "1", "--approve")
    assert day.run("edit-stand", "1", "--theme", "Ny")["stand"]["programme"] == "received"
    day.run("undo")
    assert texts(day)[0] == "approved"
    take(day, STANDS.replace("A?", "Hvad nu?"))
    assert texts(day)[0] == "received"
    assert day.run("undo")["result"] == "undone"
    assert texts(day)[0] == "approved"
