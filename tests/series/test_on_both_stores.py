"""Lists, groups and renewals of a series on both kinds of store; the rest is in test_undo."""

from __future__ import annotations

import pytest

from db.schema import open_store
from tests.series.office import Office, people

NAMED = people(("Første Odensesen", "Odense", "leder"), ("Første Vejlesen", "Vejle", "leder"))


@pytest.fixture
def networks(address, tmp_path, monkeypatch):
    """An office with the language networks and one person named for each of two members."""
    made = Office(tmp_path, monkeypatch)
    made.db = address
    open_store(address, create=True).close()
    made.do("series", "new", "--template", "language-networks", "--from", "2021-07-01")
    made.do("member", "import", made.file("names.csv", *NAMED))
    return made


def test_lists_are_read_in_and_taken_back_and_a_series_is_renewed(networks):
    met = networks.do("meeting", "set", "1", "--date", "2021-09-24", "--item", "[A] Sprog")
    day = str(met["meeting"]["day"])
    path = networks.file("t.csv", "Navn", "Første Vejlesen", "Ny Mand")
    reading = ("attendance", "--import", path, "--meeting", "1", "--answer", "Ny Mand=ny")
    done = networks.do(*reading)
    assert (len(done["arrived"]), len(done["added"])) == (2, 2)
    networks.do("meeting", "group", "1", "1", *done["arrived"])
    networks.do("series", "undo")
    assert networks.do("series", "undo")["what"] == "import_attendance"
    assert networks.do("people", "--day", day)["people"] == []
    more = networks.file("more.csv", *people(("Anden Vejlesen", "Vejle", "leder")))
    networks.do("member", "import", more)
    assert networks.do("series", "undo")["what"] == "import_members"
    assert len(networks.do("member", "list", "--people")["people"]) == 2
    again = networks.do("series", "new", "--renew", "1", "--from", "2022-07-01")["series"][0]
    assert again["renewed_from"] == 1
