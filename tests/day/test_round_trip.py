"""What is exported and imported again is what was exported."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from seminar_tui.i18n import LANGUAGES
from tests.importing_day import ImportDay

STANDS = (
    "Nr;Kommune;Overskrift;Spørgsmål;Sted;Pladser;Udstyr\n"
    "1;Vejle;=1+1;Hvad nu; og hvad så?;Sal A;12;1 plakattavle\n".replace("nu;", "nu,")
    + "2;Faxe;Børn, unge og »ro«;B?;;14;\n3;Køge;C\u0142ara;\u011e?;Foyer;9;2 borde\n"
)
HEADER = (
    "Navn",
    "E-mail",
    "Kommune",
    "Organisation",
    "Rolle",
    "Titel",
    "Note",
    "Billetkode",
    "Status",
    "Oplægsholder på stand",
    "Ønske 1",
    "Ønske 2",
    "Ønske 3",
)
_WORDS = st.sampled_from(
    ["Åse", "Øster", "Łucja", "Doğan", "O'Neill", "de la Cour", "Bech-Holm", "Nguyễn", "Ærø"]
)
_FREE = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "),
    max_size=20,
).map(str.strip) | st.sampled_from(["=1+1", "+45 12", "-nej", "@SUM(A1)", 'a;"b"', "'x", "007"])
_ROLES = ["Politiker", "Chef", "Leder", "Medarbejder", "Konsulent", "Forælder"]


@st.composite
def registrations(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Return the rows of a clean list: names, places, roles, free texts, codes and wishes."""
    rows = []
    for number in range(draw(st.integers(1, 6))):
        outside = draw(st.booleans()) and draw(st.booleans())
        wishes = draw(st.permutations(["1", "2", "3", "", ""]))[:3]
        rows.append(
            (
                f"{draw(_WORDS)} {draw(_WORDS)} {'ABCDEF'[number]}by",
                draw(st.sampled_from(["", f"gæst{number}@example.dk", f"g{number}@example.dk"])),
                "" if outside else draw(st.sampled_from(["Vejle", "Faxe", "Køge", "Læsø"])),
                draw(st.sampled_from(["Øvesekretariatet", "Landsforening =2"])) if outside else "",
                draw(st.sampled_from(["Oplægsholder", "Arrangør"] if outside else _ROLES)),
                draw(_FREE),
                draw(_FREE),
                draw(st.sampled_from(["", f"TICKET-{number}", f"{number}0045"])),
                draw(st.sampled_from(["", "", "afmeldt"])),
                draw(st.sampled_from(["", "", "1", "2"])),
                *wishes,
            )
        )
    return rows


def _list_of(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue()


def _state(day: ImportDay) -> tuple[Any, ...]:
    """Return all that a list can say of stands and people."""
    stands = [
        {key: value for key, value in stand.items() if key != "id"}
        for stand in day.stands().values()
    ]
    people = [
        {key: value for key, value in one.items() if key not in ("id", "badge")}
        for one in day.people()
    ]
    return stands, sorted(people, key=lambda one: one["name"])


def _export(day: ImportDay, folder: Path, ending: str, language: str) -> tuple[Path, Path]:
    stands, people = folder / f"stands.{ending}", folder / f"people.{ending}"
    for table, file in (("stands", stands), ("people", people)):
        done = day.run("--lang", language, "export", table, str(file))
        assert done["ok"], done
    return stands, people


def _again(day: ImportDay, folder: Path, files: tuple[Path, Path]) -> ImportDay:
    folder.mkdir()
    other = ImportDay(folder)
    stands, people = files
    done = other.run("import", "stands", str(stands))
    assert done["result"] == "imported", done
    done = other.run("import", "participants", str(people))
    assert done["result"] == "imported", done
    return other


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=registrations())
def test_an_export_read_again_is_the_same_day(
    ending: str, language: str, rows: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a").mkdir()
        day = ImportDay(folder / "a")
        stands, people = folder / "stande.csv", folder / "liste.csv"
        stands.write_text(STANDS, encoding="utf-8")
        people.write_text(_list_of(rows), encoding="utf-8")
        assert day.run("import", "stands", str(stands))["result"] == "imported"
        taken = day.run("import", "participants", str(people), "--good-rows")
        assert taken["result"] == "imported", taken

        files = _export(day, folder, ending, language)
        other = _again(day, folder / "b", files)
        assert _state(other) == _state(day)

        same = day.run("import", "participants", str(files[1]), "--dry-run")
        assert (same["new"], same["changed"], same["gone"]) == (0, 0, []), same


def test_who_comes_from_elsewhere_needs_no_municipality(tmp_path: Path) -> None:
    day = ImportDay(tmp_path)
    file = tmp_path / "liste.csv"
    file.write_text(
        "Navn;Kommune;Organisation;Rolle\nIda Krog;;Øvesekretariatet;Arrangør\n"
        "Bo Dahl;;Øvesekretariatet;Lærer\nAnna Holm;;;Arrangør\n",
        encoding="utf-8",
    )
    done = day.run("import", "participants", str(file), "--good-rows")
    assert [one["name"] for one in day.people()] == ["Ida Krog"], done
    assert day.people()[0]["organisation"] == "Øvesekretariatet"
    asked = [f for f in done["findings"] if f["code"] == "municipality_missing"]
    assert len(asked) == 2
