"""The table of requirements: each from 34 to 71 once, with files and tests that are there."""

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
    numbers = [int(number) for number, *_rest in ROWS]
    assert [number for number in numbers if 34 <= number <= 71] == list(range(34, 72))
    for number, _asks, places, tests in ROWS:
        for place in re.findall(r"`(.+?)`", places):
            assert (ROOT / "seminar_tui" / place).is_file(), (number, place)
        told = []
        for file, test in named(tests):
            text = (ROOT / "tests" / file).read_text(encoding="utf-8")
            found = re.findall(rf"def ({test}\w*)", text)
            assert found, (number, file, test)
            told += found
        # The test says by its own name which requirement it holds.
        assert any(re.search(rf"_r{number}(?!\d)", name) for name in told), (number, told)
