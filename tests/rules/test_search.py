"""Finding people: any words, any order, folded letters; namesakes apart; quick at 10,000."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.reference import municipality_name
from db.rows import PersonRow
from db.vocabulary import PersonStatus, Role
from seminar_tui.rules.search import SearchIndex, index_of

VEJLE, AARHUS, ISHOEJ = "0630", "0751", "0183"


def person(
    number: int, name: str, municipality: str | None = VEJLE, title: str = "", **more: object
) -> PersonRow:
    row = PersonRow(
        number,
        f"P{number:09}",
        name,
        title,
        municipality,
        "",
        Role.STAFF,
        PersonStatus.REGISTERED,
        None,
        "",
        "",
        None,
        False,
        False,
    )
    return replace(row, **more)  # type: ignore[arg-type]


PEOPLE = (
    person(1, "Karen Østergaard", VEJLE, "udviklingskonsulent"),
    person(2, "Karen Østergaard", AARHUS, "skoleleder"),
    person(3, "Søren Ågård Bech-Nielsen", AARHUS),
    person(4, "Maja Yılmaz", ISHOEJ, "byrådsmedlem", presents=31),
    person(5, "Bo Nielsen", VEJLE),
    person(6, "Jens Karensen", VEJLE),
    person(7, "Ane Æblegaard", None, organisation="KL"),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return index_of(PEOPLE, municipality_name, {5: "TKT-99_x"})


def ids(index: SearchIndex, text: str) -> list[int]:
    return [hit.person.id for hit in index.search(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Østergaard Karen", [1, 2]),
        ("karen  ostergaard", [1, 2]),
        ("KAREN OESTERGÅRD", [1, 2]),
        ("karen vejle", [1, 6]),
        ("Vejle Kommune karen", [1, 6]),
        ("øster skoleleder", [2]),
        ("soeren aagaard", [3]),
        ("soren agard", [3]),
        ("nielsen bech", [3]),
        ("yilmaz", [4]),
        ("31", [4]),
        ("stand 31", [4]),
        ("P000000004", [4]),
        ("P00000000", [1, 2, 3, 4, 5, 6, 7]),
        ("tkt-9", [5]),
        ("tkt-", [5]),
        ("aeble", [7]),
        ("kl", [7, 1]),
        ("k", []),
        (" ", []),
        ("zzzz", []),
    ],
)
def test_what_is_typed_finds_who_is_meant(
    index: SearchIndex, text: str, expected: list[int]
) -> None:
    found = ids(index, text)
    assert (sorted(found) if len(expected) == len(PEOPLE) else found) == expected


def test_a_whole_name_comes_before_the_start_of_one_and_a_part_of_one(index: SearchIndex) -> None:
    assert ids(index, "karen") == [1, 2, 6]


def test_namesakes_are_marked(index: SearchIndex) -> None:
    assert [hit.namesake for hit in index.search("karen øster")] == [True, True]


def test_a_misspelt_name_is_offered_as_likely_only(index: SearchIndex) -> None:
    hits = index.search("Karne Østregård")
    assert {hit.person.id for hit in hits} >= {1, 2}
    assert all(hit.likely for hit in hits)


def test_who_is_inside_comes_after_who_is_expected(index: SearchIndex) -> None:
    changed = index.with_people([replace(PEOPLE[0], inside=True, arrived_at=1)])
    assert ids(changed, "karen øster") == [2, 1]
    assert ids(index, "karen øster") == [1, 2]


def test_a_change_is_found_and_what_was_before_is_not(index: SearchIndex) -> None:
    changed = index.with_people([replace(PEOPLE[4], name="Kai Holm"), person(8, "Ny Gæst")])
    assert ids(changed, "kai") == [5]
    assert ids(changed, "bo nielsen") == []
    assert ids(changed, "ny gaest") == [8]
    assert ids(changed, "tkt-9") == [5]


@given(st.integers(0, len(PEOPLE) - 1), st.randoms(), st.integers(2, 9))
def test_any_starts_of_a_names_words_in_any_order_find_it(
    at: int, random: object, length: int
) -> None:
    index = index_of(PEOPLE, municipality_name)
    words = [word[:length] for word in PEOPLE[at].name.replace("-", " ").split()]
    random.shuffle(words)  # type: ignore[attr-defined]
    assert PEOPLE[at].id in ids(index, " ".join(words))


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    assert len(index_of(PEOPLE, municipality_name).search(text)) <= 20
