"""What a list changes, in words: the old value and the new one, short, and obeyed by nobody."""

from __future__ import annotations

import pytest

from db.vocabulary import PersonStatus, Role
from seminar_tui.day.importing import NewValue, Step, Told
from seminar_tui.i18n import use_language
from seminar_tui.import_words import VALUE, apart, told_words

LONG = "Hvordan fastholder vi læringen, når projektet slutter "


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (NewValue("title", "Borgmester", "Rådmand"), "titel: Borgmester → Rådmand"),
        (NewValue("title", "", "Rådmand"), "titel: – → Rådmand"),
        (NewValue("wishes", (4, 9), (1, 9)), "ønsker: 4, 9 → 1, 9"),
        (NewValue("presents", None, 7), "oplæg på stand: – → 7"),
        (NewValue("municipality", "0320", "0630"), "kommune: Faxe → Vejle"),
        (NewValue("role", Role.STAFF, Role.POLITICIAN), "rolle: medarbejder → politiker"),
        (
            NewValue("status", PersonStatus.REGISTERED, PersonStatus.CANCELLED),
            "status: tilmeldt → AFMELDT",
        ),
        (NewValue("presenters", (), ("Bo [b] Ø", "Ida")), "oplægsholdere: + Bo [b] Ø, Ida"),
        (NewValue("gone", "", ""), "er på listen igen"),
        (NewValue("theme", "A\x1b[2J\nB", "[@click=app.quit]x[/]"), "A B → [@click=app.quit]x[/]"),
    ],
)
def test_a_new_value_is_told_with_the_old_one(value: NewValue, shown: str) -> None:
    use_language("da")
    assert told_words(Told(Step.CHANGED, "2", "0320", (value,))).endswith(shown)


def test_long_values_are_cut_to_where_they_differ() -> None:
    was, now = apart(LONG + "til jul?", LONG + "til sommer, og hvem betaler efter det?")
    assert (was, now) == ("… til jul?", "… til sommer, og hvem bet…")
    assert max(len(was), len(now)) <= VALUE


def test_values_that_fit_and_values_that_differ_at_once_begin_at_their_beginning() -> None:
    assert apart("Lokale A", "Lokale B") == ("Lokale A", "Lokale B")
    was, now = apart("A" * 50, "B" * 50)
    assert was == "A" * (VALUE - 1) + "…"
    assert now.startswith("BB")
