"""How many have come, on one line of the narrowest door."""

from __future__ import annotations

import pytest

from db.reads.door import Share
from seminar_tui.widgets.arrivals_panel import NARROW, bar


@pytest.mark.parametrize(("arrived", "registered"), [(9, 48), (129, 149), (149, 149), (9999, 9999)])
def test_figures_and_bar_share_the_line(arrived, registered):
    figures = f"{arrived} af {registered}"
    along = bar(Share(registered=registered, arrived=arrived), NARROW - len(figures) - 2)
    assert "%" in along
    assert len(f"{figures}  {along}") <= NARROW
