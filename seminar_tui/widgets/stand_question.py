"""The stand's own question: under the clock, or as large as its room while it is discussed."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from seminar_tui.i18n import t
from seminar_tui.widgets.big_text import big_lines


class StandQuestion(Static):
    """Shows a question small, or alone: then in big type where every word of it fits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._question = ""
        self._alone = False

    def show(self, question: str, alone: bool) -> None:
        """Show a cleaned question, alone or under the clock."""
        if (question, alone) == (self._question, self._alone):
            return
        self._question, self._alone = question, alone
        self._lay_out()

    def on_resize(self) -> None:
        """Look again how large it may be."""
        if self._alone:
            self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.size
        big = big_lines(self._question, width, height) if self._alone else ()
        self.set_class(bool(big), "-big")
        if big:
            self.update(Content("\n".join(big)))
            return
        label = Content.styled(t("stand.question"), "bold")
        between = "\n" if self._alone else "  "
        self.update(Content.assemble(label, between, self._question))
