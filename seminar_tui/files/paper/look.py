"""How paper looks: the house's own colours, fonts, logo and templates.

An office keeps a folder with any of: `look.toml` (accent, ink, quiet, rule, tint as "#rrggbb";
font, code_font as family names; logo as a file name), fonts, a logo, and copies of
the shipped templates to change. What is not there is as shipped.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from seminar_tui.rules.refusal import BadInput

_COLOURS = ("accent", "ink", "quiet", "rule", "tint")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGOS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".pdf"})


@dataclass(frozen=True, slots=True)
class Look:
    """The house style. Colours are "#rrggbb"; `folder` overrides templates, None is as shipped."""

    accent: str = "#0f4c5c"
    ink: str = "#1b2629"
    quiet: str = "#5b6669"
    rule: str = "#c4cdcc"
    tint: str = "#eef3f2"
    font: str = "Libertinus Serif"
    code_font: str = "DejaVu Sans Mono"
    logo: str = ""
    folder: Path | None = None

    def as_data(self) -> dict[str, str]:
        """Return what the templates read."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "folder"}


AS_SHIPPED = Look()


def own_folder(asked: str | None = None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder of own templates: the one asked for, else the office's own, else None."""
    folder = asked or environ.get("SEMINAR_TEMPLATES", "").strip()
    return Path(folder).expanduser() if folder else None


def load_look(folder: Path | None) -> Look:
    """Return the look a folder asks for; None is as shipped.

    Raises BadInput: look_no_folder, look_invalid with the file and what is wrong.
    """
    if folder is None:
        return Look()
    if not folder.is_dir():
        raise BadInput("look_no_folder", path=str(folder))
    file = folder / "look.toml"
    if not file.exists():
        return Look(folder=folder)
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput("look_invalid", path=str(file), detail=str(error)) from error
    return Look(**_checked(given, file), folder=folder)


def _checked(given: dict[str, object], file: Path) -> dict[str, str]:
    known = {f.name for f in fields(Look)} - {"folder"}
    chosen: dict[str, str] = {}
    for name, value in given.items():
        if name not in known or not isinstance(value, str):
            raise BadInput("look_invalid", path=str(file), detail=name)
        if name in _COLOURS and not _COLOUR.fullmatch(value):
            raise BadInput("look_invalid", path=str(file), detail=f"{name} = {value!r}")
        chosen[name] = value
    logo = chosen.get("logo", "")
    if logo and (Path(logo).suffix.lower() not in _LOGOS or not (file.parent / logo).is_file()):
        raise BadInput("look_invalid", path=str(file), detail=f"logo = {logo!r}")
    return chosen
