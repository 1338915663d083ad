"""The script that makes pictures of the screens."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from xml.etree import ElementTree

from seminar_tui.app import SCREENS
from seminar_tui.i18n import use_language

SCRIPT = Path(__file__).parents[1] / "docs" / "pictures.py"


def test_a_picture_is_made_of_a_screen(tmp_path):
    spec = importlib.util.spec_from_file_location("pictures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    pictures = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pictures)
    assert {mode for mode, _key in pictures.SCREENS.values()} == set(SCREENS)
    use_language("da")
    (made,) = pictures.make(tmp_path / "ny", ["organiser-board"])
    words = "".join(ElementTree.parse(made).getroot().itertext()).replace("\xa0", " ")
    assert made.name == "organiser-board.svg"
    assert "Midtvejsseminar" in words
    assert "Runde 1" in words
    assert 'src="organiser-board.svg"' in (made.parent / "index.html").read_text("utf-8")
    assert "docs/pictures.py" in (SCRIPT.parents[1] / "README.md").read_text("utf-8")
