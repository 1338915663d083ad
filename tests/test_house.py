"""Who may load whom, seen from outside: what a fresh process has in `sys.modules`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import db
import seminar_tui

ROOT = Path(seminar_tui.__file__).parent
HEAVY = {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "alembic"}


def _loaded(code: str, *, cwd: Path | None = None) -> set[str]:
    """Run the code in a fresh process and return the packages it loaded."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=cwd
    )
    assert run.returncode == 0, run.stderr
    names = json.loads(run.stderr.splitlines()[-1])
    return set(names) | {name.partition(".")[0] for name in names}


def _modules(package: str) -> list[str]:
    folder = ROOT / package
    return [f"seminar_tui.{package}.{path.stem}" for path in sorted(folder.glob("[!_]*.py"))]


def _main(*words: str) -> str:
    return f"from seminar_tui.cli.main import main\nassert main({list(words)!r}) == 0"


def test_the_version_loads_neither_screens_nor_store() -> None:
    assert _loaded(_main("--version")).isdisjoint(HEAVY)


def test_the_list_of_commands_loads_neither() -> None:
    assert _loaded(_main("--help")).isdisjoint(HEAVY)


def test_no_rule_loads_screens_or_store() -> None:
    found = _loaded("import " + ", ".join(_modules("rules")))
    assert found.isdisjoint(HEAVY)
    assert found.isdisjoint({"db.models", "db.engine", "seminar_tui.day", "seminar_tui.clock"})


def test_the_engine_loads_nothing_of_ours_and_nothing_installed() -> None:
    found = _loaded("import " + ", ".join(_modules("placement")))
    ours = {name for name in found if name.startswith(("seminar_tui.", "db."))}
    assert all(name.startswith("seminar_tui.placement") for name in ours)
    assert found.isdisjoint(HEAVY)


def test_the_words_load_nothing_installed() -> None:
    assert _loaded("import db.vocabulary, seminar_tui.text, seminar_tui.i18n").isdisjoint(HEAVY)


def test_the_store_loads_nothing_of_the_program() -> None:
    code = "import db.engine, db.schema, db.changes, db.models, db.reads.days, db.writes.days"
    found = _loaded(code)
    assert not any(name.startswith("seminar_tui") for name in found)


def test_an_ordinary_start_loads_no_migrations(tmp_path: Path) -> None:
    path = str(tmp_path / "seminar.db")
    made = _loaded(_main("--db", path, "new", "--title", "T", "--date", "2026-10-14"))
    opened = _loaded(_main("--db", path, "days", "--json"))
    for found in (made, opened):
        assert "sqlmodel" in found
        assert found.isdisjoint({"alembic", "textual", "typst", "rapidfuzz"})


def test_the_app_paints_before_it_loads_the_store() -> None:
    found = _loaded("import seminar_tui.app, seminar_tui.runtime, seminar_tui.screens.base")
    assert "textual" in found
    assert found.isdisjoint({"sqlmodel", "sqlalchemy", "alembic"})


def test_an_ordinary_door_loads_no_series() -> None:
    """What answers the first scan of a day is loaded while a guest waits for it."""
    found = _loaded("import seminar_tui.day.arrivals, seminar_tui.day.door_view, db.schema")
    assert "db.models" in found
    assert found.isdisjoint({"db.series_models", "db.reads.series", "seminar_tui.day.people"})


@pytest.mark.parametrize("package", ["seminar_tui", "db"])
def test_both_packages_are_whole_outside_the_checkout(package: str, tmp_path: Path) -> None:
    """Catalogues, look, migrations and reference data are found from any folder."""
    code = (
        f"import sys; sys.path[:0] = [{str(ROOT.parent)!r}]\n"
        "from seminar_tui.i18n import catalogue_messages\n"
        "from db.reference import municipalities\n"
        "assert catalogue_messages('da') and catalogue_messages('en')\n"
        "assert len(municipalities()) == 98\n"
        f"import {package}"
    )
    assert package in _loaded(code, cwd=tmp_path)
    assert Path(db.__file__).parent.parent == ROOT.parent
