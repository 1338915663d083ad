"""Common label stock, as its makers give it: where the labels lie on a sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from seminar_tui.rules.refusal import BadInput


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of labels; all lengths in millimetres.

    `left` and `top` are the first label's corner, `step_x` and `step_y` the way to the next.
    `cut` is plain paper with cutting marks; `foot` says that the sheet has room for a footer.
    """

    name: str
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float
    page_width: float = 210
    page_height: float = 297
    cut: bool = False
    foot: bool = True

    @property
    def a_sheet(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def as_data(self) -> dict[str, object]:
        """Return what the template reads."""
        return asdict(self)


def _single(name: str, width: float, height: float) -> Stock:
    return Stock(name, width, height, 1, 1, 0, 0, width, height, width, height, foot=False)


STOCKS = {
    stock.name: stock
    for stock in (
        Stock("90x54", 90, 54, 2, 5, 15, 13.5, 90, 54, cut=True),
        Stock("L4785", 80, 50, 2, 5, 18, 13, 95, 55),
        Stock("L7414", 90, 52, 2, 5, 15, 18.5, 90, 52),
        Stock("32010", 85, 54, 2, 5, 14.11, 14.11, 94.9, 53.98),
        Stock("32015", 85, 54, 2, 4, 17, 31.5, 91, 60),
        Stock("L7165", 99.06, 67.73, 2, 4, 4.67, 13.04, 101.64, 67.73),
        Stock("L7169", 99.13, 139, 2, 2, 5.01, 7.06, 101.49, 139, foot=False),
        Stock("A6", 105, 148.5, 2, 2, 0, 0, 105, 148.5, foot=False),
        _single("single", 90, 54),
        _single("single-A6", 105, 148),
        _single("single-62x100", 100, 62),
    )
}
"""By name: the makers' part numbers (L.... and 3....), plain paper to cut, and one a page."""


def stock_named(name: str) -> Stock:
    """Return the label stock of that name. Raises BadInput: no_such_stock."""
    found = {key.casefold(): stock for key, stock in STOCKS.items()}.get(name.casefold())
    if found is None:
        raise BadInput("no_such_stock", name=name, stocks=", ".join(STOCKS))
    return found
