"""How a rule or a use case says no. Codes only: the sentences stand in the catalogues."""

from __future__ import annotations


class Refused(Exception):
    """The day's rules say no. `code` is stable; `facts` fill the sentence `refused.<code>`."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class BadInput(Exception):
    """What was given cannot be understood; nothing was changed. Sentence: `error.<code>`."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
