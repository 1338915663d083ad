"""A network drive is told from a disk, and said wherever a store on it is opened."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from db import folders
from db.engine import Store
from db.folders import file_system
from db.schema import open_store
from seminar_tui.cli.main import main
from seminar_tui.day.station import Station


@pytest.fixture
def on_a_network_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test's folder lie on a network drive."""
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n//nas/x {tmp_path.resolve()} cifs rw 0 0\n")
    monkeypatch.setattr(folders, "MOUNTS", table)


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", "ext4"),
        ("/dev/sda1 / ext4 rw 0 0\nnas:/x /srv nfs4 rw 0 0\n", "nfs4"),
        ("/dev/sda1 / ext4 rw 0 0\n//nas/x /srv/other cifs rw 0 0\n", "ext4"),
        ("/dev/sda1 / ext4 rw 0 0\n//nas/x /srv/my\\040days cifs rw 0 0\n", "ext4"),
        ("nonsense\n", ""),
    ],
)
def test_a_network_folder_is_told_from_a_disk(tmp_path: Path, mounts: str, expected: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(mounts)
    assert file_system(Path("/srv/days/seminar.db"), table) == expected


def test_a_folder_with_a_space_in_its_name(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\n//nas/x /srv/my\\040days cifs rw 0 0\n")
    assert file_system(Path("/srv/my days/seminar.db"), table) == "cifs"


def test_a_system_that_tells_nothing(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "none") == ""


@pytest.mark.usefixtures("on_a_network_drive")
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_a_command_says_it_beside_its_answer(
    station: Station, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    plain, out = ["--db", station.store.location, *form, "days"], io.StringIO()
    assert main(plain, out) == 0
    assert "netværksdrev (cifs)" in capsys.readouterr().err
    assert out.getvalue()
    assert "netværksdrev" not in out.getvalue()


def test_a_disk_of_its_own_worries_nobody(store: Store) -> None:
    assert store.worry() is None


def test_a_server_worries_nobody(server_address: str) -> None:
    made = open_store(server_address, create=True)
    assert made.worry() is None
    made.close()
