"""A long answer of an import: people get a line a kind of note, JSON gets every finding."""

from __future__ import annotations

import io
import json
from pathlib import Path

from seminar_tui.cli.main import main


def test_many_notes_of_one_kind_are_one_line_with_a_count(tmp_path: Path) -> None:
    stands = tmp_path / "stande.csv"
    lines = [f"{n};{name};Tema;Hvad?;Navn Navnesen {n}" for n, name in enumerate(HOUSES, 1)]
    stands.write_text("\n".join(["Nr;Kommune;Overskrift;Spørgsmål;Oplægsholdere", *lines]))
    words = ["--db", str(tmp_path / "x.db"), "import", "stands", str(stands)]
    out = io.StringIO()
    assert main([*words, "--json"], out) == 0
    findings = json.loads(out.getvalue())["findings"]
    assert [one["code"] for one in findings] == ["presenter_unknown"] * len(HOUSES)
    words[1] = str(tmp_path / "y.db")
    out = io.StringIO()
    assert main(words, out) == 0
    about = [line for line in out.getvalue().splitlines() if "Navnesen" in line]
    assert len(about) == 1
    assert "5 gange, først i række 2" in about[0]


HOUSES = ("Vejle", "Odense", "Køge", "Aarhus", "Greve")
