"""Reading the program's own source: every call, with what is known of its arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import seminar_tui

ROOT = Path(seminar_tui.__file__).parent


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the source: `name` is what stands before the bracket, without its owner."""

    name: str
    where: str
    node: ast.Call

    @property
    def facts(self) -> set[str] | None:
        """The names of its keyword arguments; None where some are handed on as a mapping."""
        names = [keyword.arg for keyword in self.node.keywords]
        return None if None in names else {name for name in names if name}


def sources() -> list[Path]:
    """Return every source file of the program."""
    return sorted(ROOT.rglob("*.py"))


def calls(*names: str) -> Iterator[Call]:
    """Yield every call of a function or method of one of these names."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = _name(node.func)
                if name in names:
                    yield Call(name, f"{path.relative_to(ROOT)}:{node.lineno}", node)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def text_of(node: ast.expr) -> str | None:
    """Return a literal text, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def literals(node: ast.expr) -> list[str]:
    """Return every text an argument may be: a literal, or each branch of a choice."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    text = text_of(node)
    return [] if text is None else [text]


def pattern_of(node: ast.expr) -> str | None:
    """Return an f-string with `*` for what is filled in, or None for anything else."""
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(text_of(part) if isinstance(part, ast.Constant) else "*" for part in node.values)
