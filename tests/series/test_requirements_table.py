"""The table of requirements: each from 1 to 71 once, with files and tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))


def named(tests: str) -> list[tuple[str, str]]:
    """Return the files and beginnings of tests that a row names."""
    parts = (name.partition("::") for name in re.findall(r"`(.+?)`", tests))
    return [(file, test) for file, _, test in parts]


def test_every_requirement_has_its_place_and_its_test():
    numbers = [number for number, *_rest in ROWS]
    assert numbers == [str(number) for number in range(1, 72)]
    for number, _asks, places, tests in ROWS:
        for place in re.findall(r"`(.+?)`", places):
            assert (ROOT / "seminar_tui" / place).is_file(), (number, place)
        told = []
        for file, test in named(tests):
            text = (ROOT / "tests" / file).read_text(encoding="utf-8")
            found = re.findall(rf"def ({test}\w*)", text)
            assert found, (number, file, test)
            told += found
        # A test of the series says by its own name which requirement it holds.
        assert int(number) < 34 or any(re.search(rf"_r{number}(?!\d)", name) for name in told), (
            number,
            told,
        )
