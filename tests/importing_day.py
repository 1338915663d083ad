"""A store of its own and the command line, for tests of importing."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

from seminar_tui.cli.main import main

REGISTRATIONS = Path(__file__).parent / "data" / "registrations"
FILES: list[dict[str, Any]] = json.loads(
    (REGISTRATIONS / "expected.json").read_text(encoding="utf-8")
)["files"]


_PREPARED: dict[tuple[str, ...], bytes] = {}
"""Stores that many tests start from, made once: what was imported, to the file's bytes."""


class ImportDay:
    """One day in a store, worked on by commands."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "day.db"
        if () not in _PREPARED:
            made = self.run("new", "--title", "Midtvejsseminar", "--date", "2027-01-21")
            assert made["result"] == "created"
            _PREPARED[()] = self._file()
        self.path.write_bytes(_PREPARED[()])

    def _file(self) -> bytes:
        with sqlite3.connect(self.path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.path.read_bytes()

    def call(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Run a command; return its exit code and its JSON."""
        out = io.StringIO()
        code = main(["--db", str(self.path), "--json", *words], out)
        return code, json.loads(out.getvalue())

    def run(self, *words: str) -> dict[str, Any]:
        """Run a command and return its JSON."""
        return self.call(*words)[1]

    def take(self, expected: dict[str, Any], *words: str) -> tuple[int, dict[str, Any]]:
        """Import a file of the set with the mappings it allows."""
        maps = [f"--map={one}" for one in expected.get("maps_allowed", ())]
        file = str(REGISTRATIONS / expected["file"])
        return self.call("import", expected["kind"], file, *maps, *words)

    def need(self, expected: dict[str, Any]) -> None:
        """Import what a file needs to stand on into the new day."""
        needs = tuple(expected.get("needs", ()))
        if needs not in _PREPARED:
            for name in needs:
                other = next(one for one in FILES if one["file"] == name)
                code, done = self.take(other, "--good-rows")
                assert code == 0, done
            _PREPARED[needs] = self._file()
        self.path.write_bytes(_PREPARED[needs])

    def select(self, sql: str, *facts: object) -> list[tuple[Any, ...]]:
        """Look into the store behind the program's back."""
        with sqlite3.connect(self.path) as connection:
            return connection.execute(sql, facts).fetchall()

    def stands(self) -> dict[int, dict[str, Any]]:
        """Return the stands by number."""
        found = self.select(
            "SELECT id, number, municipality, theme, question, place, capacity, equipment"
            " FROM stand ORDER BY number"
        )
        names = ("id", "number", "municipality", "theme", "question", "place")
        return {
            row[1]: dict(zip((*names, "capacity", "equipment"), row, strict=True)) for row in found
        }

    def people(self) -> list[dict[str, Any]]:
        """Return everybody of the day, with what an import may have written."""
        found = self.select(
            "SELECT p.id, b.code, n.name, n.email, n.title, n.note, n.outside_code,"
            " p.municipality, p.organisation, p.role, p.status, s.number, p.gone"
            " FROM participant p JOIN person n ON n.participant_id = p.id"
            " JOIN badge b ON b.participant_id = p.id"
            " LEFT JOIN stand s ON s.id = p.presents_stand_id ORDER BY p.id"
        )
        names = "id badge name email title note code municipality organisation role status presents"
        people = [dict(zip([*names.split(), "gone"], row, strict=True)) for row in found]
        wishes: dict[int, list[int]] = {}
        for participant, number in self.select(
            "SELECT w.participant_id, s.number FROM wish w JOIN stand s ON s.id = w.stand_id"
            " ORDER BY w.participant_id, w.rank"
        ):
            wishes.setdefault(participant, []).append(number)
        for one in people:
            one["wishes"] = wishes.get(one["id"], [])
        return people

    def dump(self) -> list[str]:
        """Return every row of the store."""
        with sqlite3.connect(self.path) as connection:
            return list(connection.iterdump())

    def bytes(self) -> bytes:
        """Return everything the store holds on disk."""
        with sqlite3.connect(self.path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return b"".join(
            file.read_bytes() for file in sorted(self.path.parent.glob(self.path.name + "*"))
        )
