"""What the tests of series share."""

import pytest

from tests.series.office import Office


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path, monkeypatch)
