"""Roles, titles and states as lists say them."""

from __future__ import annotations

import pytest

from db.vocabulary import PersonStatus, Role
from seminar_tui.rules.answers import Decision, understood
from seminar_tui.rules.roles import is_expired, role_of, role_of_title, status_of


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("politiker ", Role.POLITICIAN),
        ("Chief", Role.CHIEF),
        ("Medarbejder", Role.STAFF),
        ("KONSULENT", Role.CONSULTANT),
        ("Forælder", Role.PARENT),
        ("Lunch and coffee", None),
        ("speaker", Role.SPEAKER),
    ],
)
def test_a_role_is_known_by_its_word(word: str, role: Role | None) -> None:
    assert role_of(word) is role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Byrådsmedlem", Role.POLITICIAN),
        ("Medlem af Børne- og Skoleudvalget", Role.POLITICIAN),
        ("Viceudvalgsformand", Role.POLITICIAN),
        ("Sekretariatschef", Role.CHIEF),
        ("Chef for PPR", Role.CHIEF),
        ("Direktør for Børn og Unge", Role.CHIEF),
        ("Pædagogisk konsulent", Role.CONSULTANT),
        ("Teamleder", None),
    ],
)
def test_a_title_says_a_role_only_where_it_is_plain(title: str, role: Role | None) -> None:
    assert role_of_title(title) is role


@pytest.mark.parametrize("word", ["", "paid", "afventer", "Attending", "Checked In", "Tilmeldt"])
def test_paid_and_unpaid_are_registered(word: str) -> None:
    assert status_of(word) is PersonStatus.REGISTERED


@pytest.mark.parametrize(
    "word", ["canceled", "annulleret", "AFBUD 10/11", "Not Attending", "udløbet", "declined"]
)
def test_cancelled_declined_and_expired_are_cancelled(word: str) -> None:
    assert status_of(word) is PersonStatus.CANCELLED
    assert is_expired(word) == (word == "udløbet")


def test_a_waiting_list_is_a_question() -> None:
    assert status_of("Venteliste") is None


def test_answers_are_sorted_by_what_they_can_answer() -> None:
    given = {"Lyngby": "Lyngby-Taarbæk", "Venteliste": "afbud", "Holm, Bo": "to personer"}
    answers = understood(given)
    assert answers.municipalities["lyngby"] == "0173"
    assert answers.statuses["venteliste"] is PersonStatus.CANCELLED
    about = answers.about_name("Bo Holm")
    assert about is not None
    assert about.decision is Decision.SEVERAL
