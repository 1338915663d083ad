"""Who may be placed where by hand."""

import pytest

from db.rows import StandRow
from db.vocabulary import StandStatus
from seminar_tui.rules.moving import check_move
from seminar_tui.rules.refusal import Refused


def stand(number, round_=1, municipality="0101", status=StandStatus.OPEN):
    return StandRow(number, number, municipality, round_, "", "", "", "", "", "", 2, status)


def test_a_free_seat_needs_no_force():
    assert check_move(stand(1), "0751", None, 1) is False
    assert check_move(stand(1), "0751", None, 1, force=True) is False
    assert check_move(stand(1), "0751", stand(2, 2, "0751"), 1) is False


def test_force_opens_a_full_stand_and_nothing_else():
    assert check_move(stand(1), "0751", None, 2, force=True) is True
    with pytest.raises(Refused, match="cancelled"):
        check_move(stand(1, status=StandStatus.CANCELLED), "0751", None, 0, force=True)


@pytest.mark.parametrize(
    ("target", "municipality", "own", "placed", "code"),
    [
        (stand(1), "0751", None, 2, "full"),
        (stand(1), "0101", None, 0, "own_municipality"),
        (stand(1), None, stand(1), 0, "own_municipality"),
        (stand(1), "0751", stand(2, 1, "0751"), 0, "presenting"),
        (stand(1, None), "0751", None, 0, "no_round"),
    ],
)
def test_refusals(target, municipality, own, placed, code):
    with pytest.raises(Refused) as refused:
        check_move(target, municipality, own, placed)
    assert refused.value.code == code


def test_a_cancelled_own_stand_leaves_its_presenters_free():
    own = stand(2, 1, "0751", StandStatus.CANCELLED)
    assert check_move(stand(1), "0751", own, 0) is False
