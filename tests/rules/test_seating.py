"""A seat for a newcomer, moving nobody."""

from hypothesis import given
from hypothesis import strategies as st

from db.rows import StandRow
from db.vocabulary import StandStatus
from seminar_tui.rules.seating import Load, Newcomer, seats_left


def stand(number, round_, municipality="0101", capacity=3, status=StandStatus.OPEN):
    return StandRow(number, number, municipality, round_, "", "", "", "", "", "", capacity, status)


STANDS = (stand(1, 1, "0101"), stand(2, 1, "0147"), stand(3, 2, "0751"), stand(4, 2, "0760"))


def test_a_wish_comes_first_even_where_another_stand_is_empty():
    newcomer = Newcomer("0999", (2,), None, False)
    assert seats_left(newcomer, (1, 2), STANDS, {2: Load(2)}) == {1: 2, 2: 3}


def test_own_municipality_own_stand_and_own_round_are_never_given():
    assert seats_left(Newcomer("0101", (1,), None, False), (1,), STANDS, {}) == {1: 2}
    presenter = Newcomer("0101", (), 1, False)
    assert seats_left(presenter, (1, 2), STANDS, {}) == {2: 3}


def test_a_politician_goes_where_there_is_none_and_colleagues_are_spread():
    loads = {1: Load(1, 1), 2: Load(2, 0)}
    assert seats_left(Newcomer("0999", (), None, True), (1,), STANDS, loads) == {1: 2}
    loads = {1: Load(1, 0, {"0999": 1}), 2: Load(2, 0, {})}
    assert seats_left(Newcomer("0999", (), None, False), (1,), STANDS, loads) == {1: 2}


def test_no_seat_is_no_seat():
    full = {1: Load(3), 2: Load(3)}
    assert seats_left(Newcomer(None, (1,), None, False), (1,), STANDS, full) == {}
    cancelled = (stand(1, 1, status=StandStatus.CANCELLED),)
    assert seats_left(Newcomer(None, (1,), None, False), (1,), cancelled, {}) == {}


@given(st.dictionaries(st.integers(1, 4), st.integers(0, 5)), st.permutations([1, 2, 3, 4]))
def test_capacity_is_never_exceeded(counts, wishes):
    loads = {number: Load(count) for number, count in counts.items()}
    for round_, number in seats_left(
        Newcomer(None, tuple(wishes), None, False), (1, 2), STANDS, loads
    ).items():
        chosen = STANDS[number - 1]
        assert chosen.round == round_
        assert loads.get(number, Load()).placed < chosen.capacity
