"""Text from people leaves through `seminar_tui/text.py` and no other way.

A Textual widget takes a plain string for markup: `[/]` in a name ends the program and
`[@click=...]` is a live link. So every way in which a string becomes something shown is
looked for in the source.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.code_reading import ROOT, sources

ONE_WRAPPER = "screens/base.py"
"""Where `notify` is called; every other screen calls `say`."""
WIDGETS = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Link", "Collapsible"}
SAFE = {"plain", "cell", "Content", "Text", "assemble", "from_markup", "styled", "Digits"}
SHOWN_SIDES = {"border_title", "border_subtitle", "tooltip", "sub_title"}
TAKES_TEXT = {"update", "add_row", "add_column", "update_cell", "add_option", "write", "prompt"}


def unsafe(source: str, path: str = "") -> list[str]:
    """Return what in a source could show a text from people as markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found += _of_call(node, path)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in SHOWN_SIDES
                    and _may_be_from_people(node.value)
                ):
                    found.append(f"{path}:{node.lineno} {target.attr}")
    return found


def _of_call(node: ast.Call, path: str) -> list[str]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    no_markup = any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in node.keywords
    )
    where = f"{path}:{node.lineno} {name}"
    if name == "notify":
        return [] if no_markup and path == ONE_WRAPPER else [where]
    if name in WIDGETS and not no_markup and any(map(_may_be_from_people, node.args)):
        return [where]
    on_a_thing = isinstance(node.func, ast.Attribute)
    if on_a_thing and name in TAKES_TEXT and any(map(_is_put_together, node.args)):
        return [where]
    if name == "escape":
        return [f"{where}: textual's escape does not hold"]
    return [where] if name in ("from_markup", "render_markup") else []


def _is_put_together(node: ast.expr) -> bool:
    """An f-string with something in it, a join, a format or a sum of strings."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return any(
            isinstance(side, ast.JoinedStr)
            or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            for side in (node.left, node.right)
        )
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    of_content = isinstance(owner, ast.Call) and getattr(owner.func, "id", "") in SAFE
    return node.func.attr in ("join", "format") and not of_content


def _may_be_from_people(node: ast.expr) -> bool:
    """Anything but a literal, a sentence without facts, or what the wrappers return."""
    if isinstance(node, ast.Constant):
        return False
    if isinstance(node, ast.IfExp):
        return _may_be_from_people(node.body) or _may_be_from_people(node.orelse)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in SAFE:
            return False
        if name in ("t", "tn"):
            return any(not isinstance(one.value, ast.Constant) for one in node.keywords)
    return True


def _screens() -> list[Path]:
    return [
        path
        for path in sources()
        if path.relative_to(ROOT).parts[0] in ("screens", "widgets", "app.py")
    ]


def test_there_are_screens_to_look_at() -> None:
    assert len(_screens()) > 5


@pytest.mark.parametrize("path", _screens(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_shown_but_through_the_wrappers(path: Path) -> None:
    assert unsafe(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))) == []


@pytest.mark.parametrize(
    "source",
    [
        "self.notify(name)",
        "self.notify(name, markup=False)",
        "self.notify(t('x', who=name))",
        "label.update(f'{name} er her')",
        "label.update('Hej ' + name + '!')",
        "label.update('Hej %s' % name)",
        "label.update(' · '.join(names))",
        "label.update('{}'.format(name))",
        "Label(name)",
        "Static(f'[b]{name}[/b]')",
        "Static(t('stand.title', place=place))",
        "Button(person.name, id='x')",
        "self.border_title = person.name",
        "self.border_title = f'{count} her'",
        "self.border_title = plain(name) if known else name",
        "table.add_row(f'{name}', cell(title))",
        "Content.from_markup('[b]$name[/b]', name=name)",
        "markup.escape(name)",
    ],
)
def test_an_unsafe_way_is_found(source: str) -> None:
    assert unsafe(source, "screens/door.py")


@pytest.mark.parametrize(
    "source",
    [
        "self.say(t('door.done', who=name))",
        "label.update(plain(name))",
        "label.update(Content(sentence))",
        "label.update(Content(', ').join(parts))",
        "Label(plain(name))",
        "Static(id='name', markup=False)",
        "Static(name, markup=False)",
        "Label(t('door.title'))",
        "table.add_row(cell(name), cell(title))",
        "self.border_title = t('door.title')",
        "self.border_title = plain(stand.place)",
        "self.border_subtitle = Content(hint) if listing else None",
        "values.update(extra)",
        "out.write(text)",
    ],
)
def test_a_safe_way_is_left_alone(source: str) -> None:
    assert unsafe(source, "screens/door.py") == []


def test_the_wrapper_itself_is_allowed_once() -> None:
    assert unsafe("self.notify(clean(s), markup=False)", ONE_WRAPPER) == []


def test_only_one_place_asks_what_time_it_is() -> None:
    asking = [
        str(path.relative_to(ROOT))
        for path in sources()
        if any(
            isinstance(node, ast.Import | ast.ImportFrom)
            and "time" in {getattr(node, "module", None), *(alias.name for alias in node.names)}
            and getattr(node, "module", None) in (None, "time")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert asking == ["clock.py"]
