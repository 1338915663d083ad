"""The made-up day: the same for the same seed, and a day that could be."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import Role
from seminar_tui.demo import words
from seminar_tui.demo.generator import World, draw_name, make_world
from seminar_tui.demo.making import make_file
from seminar_tui.demo.themes import THEMES
from seminar_tui.rules.badge import Code, CodeKind, read_code
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean

FIRST_DAY = "b76cc095f08df458b324a89703885627749e1d6057d2558312d7b68b3226036c"


@given(size=st.sampled_from([2, 6, 26, 27, 98]), seed=st.integers(0, 2**31))
def test_every_world_is_a_day_that_could_be(size: int, seed: int) -> None:
    world = make_world(size, seed)
    assert [stand.number for stand in world.stands] == list(range(1, size + 1))
    assert len({stand.municipality for stand in world.stands}) == size
    assert len({stand.place for stand in world.stands}) == size
    first = sum(stand.round == 1 for stand in world.stands)
    assert (first, size - first) == ((size + 1) // 2, size // 2)
    heads = Counter(person.municipality for person in world.people if person.municipality)
    assert set(heads) == {stand.municipality for stand in world.stands}
    assert set(heads.values()) <= {5, 6}
    _check_people(world)


def _check_people(world: World) -> None:
    stands = {stand.number: stand for stand in world.stands}
    presenters = Counter(person.presents for person in world.people if person.presents)
    assert set(presenters) == set(stands)
    assert max(presenters.values()) <= 2
    assert len({person.code for person in world.people}) == len(world.people)
    for person in world.people:
        code = read_code(person.code)
        assert isinstance(code, Code)
        assert code.kind is CodeKind.PERSON
        assert person.name == clean(person.name)
        assert person.email is None or person.email.endswith("@example.dk")
        assert len(set(person.wishes)) == len(person.wishes) <= 5
        assert all(stands[wish].municipality != person.municipality for wish in person.wishes)
        if person.presents:
            own = stands[person.presents]
            assert own.municipality == person.municipality
            assert person.role is not Role.POLITICIAN
            assert all(stands[wish].round != own.round for wish in person.wishes)


def test_the_real_size_is_26_municipalities_and_about_147_people() -> None:
    world = make_world()
    assert len(world.stands) == 26
    assert 143 <= len(world.people) <= 150
    assert 15 <= sum(person.role is Role.POLITICIAN for person in world.people) <= 26


def test_a_few_stands_draw_many_wishes() -> None:
    wanted = Counter(wish for person in make_world(98).people for wish in person.wishes)
    ranked = [number for _, number in wanted.most_common()]
    assert sum(ranked[:10]) > 2.5 * sum(ranked[-10:])
    assert len(ranked) > 90


def test_the_same_seed_gives_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    hashes = []
    for name in ("one.db", "two.db"):
        make_file(tmp_path / name, make_world(26, 7))
        hashes.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert hashes[0] == hashes[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.db", "two.db"]


def test_the_rows_of_a_seed_never_change_by_accident() -> None:
    # Screens' pictures and acceptance checks stand on this day: a new hash is a new day.
    rows = repr(make_world(26, 14)).encode()
    assert hashlib.sha256(rows).hexdigest() == FIRST_DAY


def test_another_seed_gives_another_day() -> None:
    assert make_world(6, 1).people != make_world(6, 2).people


@pytest.mark.parametrize("size", [1, 0, -3, 99])
def test_a_size_that_cannot_be_is_said(size: int) -> None:
    with pytest.raises(BadInput) as said:
        make_world(size)
    assert said.value.code == "out_of_range"


def test_names_come_in_the_country_s_proportions(seed: int) -> None:
    import random

    source = random.Random(seed)
    names = [draw_name(source) for _ in range(4000)]
    others = {last for _, lasts in words.OTHER_ROOTS for last in lasts}
    foreign = sum(any(name.endswith(last) for last in others) for name in names) / len(names)
    sen = sum(name.endswith("sen") for name in names) / len(names)
    assert 0.12 < foreign < 0.18
    assert 0.30 < sen < 0.46
    assert all(unicodedata.is_normalized("NFC", name) for name in names)


def test_the_lists_are_whole() -> None:
    assert len(THEMES) == len({theme for theme, _ in THEMES}) == 60
    assert len({question for _, question in THEMES}) == 60
    assert all(question.endswith("?") for _, question in THEMES)
    assert all(len(theme) <= 60 for theme, _ in THEMES)
    assert len(set(words.FIRST_NAMES)) == len(words.FIRST_NAMES) == 150
    assert len({name for name, _ in words.SURNAMES}) == len(words.SURNAMES)
    assert set(words.TITLES) == set(Role)
