"""An association's office in a test: commands typed one after the other, at a frozen moment."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from seminar_tui.cli.main import main


class Office:
    """Types commands into one database and reads their JSON."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.db = str(folder / "office.db")
        self._monkeypatch = monkeypatch
        self.at("2021-07-01T09:00:00+02:00")
        monkeypatch.setenv("SEMINAR_STATION", "kontoret")

    def at(self, moment: str) -> None:
        """Let it be this moment."""
        self._monkeypatch.setenv("SEMINAR_CLOCK", moment)

    def said(self, *words: str) -> dict:
        """Return the answer of a command, whatever it is."""
        out = io.StringIO()
        self.exit_code = main([*words, "--db", self.db, "--json"], out)
        return json.loads(out.getvalue())

    def do(self, *words: str) -> dict:
        """Return the answer of a command that must be done."""
        answer = self.said(*words)
        assert answer["ok"], answer
        return answer

    def text(self, *words: str) -> str:
        """Return a command's answer to people."""
        out = io.StringIO()
        main([*words, "--db", self.db], out)
        return out.getvalue()

    def file(self, name: str, *rows: str) -> str:
        """Write a list and return its path."""
        path = self.folder / name
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return str(path)

    def code(self, day: int, name: str) -> str:
        """Return the badge code of somebody on a day."""
        return self.do("find", name, "--day", str(day))["people"][0]["code"]


def people(*rows: tuple[str, str, str]) -> list[str]:
    """Return the rows of a list of (name, municipality, role)."""
    return ["Navn;Kommune;Rolle", *(";".join(row) for row in rows)]
