"""Names as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.reference import municipalities
from seminar_tui.rules.names import (
    danish_key,
    fold,
    is_no_person,
    is_ordinary,
    is_placeholder,
    is_remark,
    is_total,
    people_in,
    presenters_in,
    tidied,
    turned,
    without_guest_mark,
    without_title,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren Ågård", "SOEREN  AAGAARD"),
        ("Łukasz Yılmaz", "lukasz yilmaz"),
        ("Al-Sayed", "al sayed"),
        ("A\u030ase", "Åse"),
        ("Nguyễn", "Nguyen"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_other_letters_stay_apart() -> None:
    assert fold("Иван Jensen") != fold("Петр Jensen")
    assert fold("王芳") != fold("李娜")


@given(st.text(max_size=40))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_danes_sort_their_letters_last() -> None:
    names = [one.name for one in municipalities().values()]
    ordered = sorted(names, key=danish_key)
    assert ordered[0] == "Albertslund"
    assert ordered[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Andersen, Niels", "Niels Andersen"),
        ("Niels Andersen", "Niels Andersen"),
        ("Andersen,", "Andersen,"),
        ("A, B, C", "A, B, C"),
    ],
)
def test_surname_first_is_turned(cell: str, name: str) -> None:
    assert turned(cell) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("LISE AL-SAYED", "Lise Al-Sayed"),
        ("lise van dam", "Lise van Dam"),
        ("Lise McNeil", "Lise McNeil"),
        ("JJ", "JJ"),
    ],
)
def test_capitals_are_tidied(typed: str, name: str) -> None:
    assert tidied(typed) == name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Emre & Bjarke Bech Al-Sayed", ("Emre Al-Sayed", "Bjarke Bech Al-Sayed")),
        ("Rasmus Holm og Mia Dahl", ("Rasmus Holm", "Mia Dahl")),
        ("Bo Nielsen / Ida Møller", ("Bo Nielsen", "Ida Møller")),
        ("Anna Holm, Bo Dahl", ("Anna Holm", "Bo Dahl")),
        ("Holm, Anna", ("Holm, Anna",)),
        ("Og Rasmussen", ("Og Rasmussen",)),
        ("Roger Søgaard", ("Roger Søgaard",)),
    ],
)
def test_two_people_in_a_cell_are_seen(cell: str, names: tuple[str, ...]) -> None:
    assert people_in(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Niels Sørensen og Bjarke Bech Jensen", ("Niels Sørensen", "Bjarke Bech Jensen")),
        ("Dorthe Bech Dahl, Maja Mortensen", ("Dorthe Bech Dahl", "Maja Mortensen")),
        ("Andersen, Søren Lund", ("Søren Lund Andersen",)),
        ("A Holm; B Dahl\nC Krog & A Holm", ("A Holm", "B Dahl", "C Krog")),
        ("", ()),
    ],
)
def test_presenters_of_a_cell(cell: str, names: tuple[str, ...]) -> None:
    assert presenters_in(cell) == names


@pytest.mark.parametrize(
    "cell", ["N.N.", "NN", "navn følger", "2 politikere, navne følger", "TBA", "xxx", "Ledig plads"]
)
def test_a_held_seat_is_no_name(cell: str) -> None:
    assert is_placeholder(cell)
    assert not is_ordinary(cell)


@pytest.mark.parametrize("cell", ["+45 11 22 33 44", "Mødelokale 2 (iPad)", "a@example.dk", "42"])
def test_a_telephone_or_a_room_is_nobody(cell: str) -> None:
    assert is_no_person(cell)
    assert not is_ordinary(cell)


@given(st.text(max_size=40))
def test_an_ordinary_name_needs_no_closer_look(name: str) -> None:
    if is_ordinary(name):
        assert not is_placeholder(name)
        assert not is_no_person(name)
        assert people_in(name) == (name,)


@pytest.mark.parametrize("name", ["Nina Ninn", "Anna Holm", "Bo Al-Sayed", "Thị Mai Yılmaz"])
def test_real_names_are_ordinary(name: str) -> None:
    assert is_ordinary(name)


def test_marks_titles_totals_and_remarks() -> None:
    assert without_guest_mark("Asger Fløe (Guest)") == "Asger Fløe"
    assert without_title("Skolechef Mads Nielsen", "Skolechef") == "Mads Nielsen"
    assert without_title("Chef Jensen", "Chef") == "Chef Jensen"
    assert is_total(["I alt", "70 tilmeldte"])
    assert is_total(["", "Sum", "9"])
    assert not is_total(["Sum Nguyen", "Vejle"])
    assert is_remark("Ansvarlig for listen: sekretariatet")
    assert not is_remark("Anna Holm")
