"""The table of requirements: each from 34 to 71 once, with files and tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))


def test_every_requirement_has_its_place_and_its_test():
    numbers = [int(number) for number, *_rest in ROWS]
    assert [number for number in numbers if 34 <= number <= 71] == list(range(34, 72))
    for number, _asks, places, tests in ROWS:
        for place in re.findall(r"`(.+?)`", places):
            assert (ROOT / "seminar_tui" / place).is_file(), (number, place)
        for name in re.findall(r"`(.+?)`", tests):
            file, _, test = name.partition("::")
            text = (ROOT / "tests" / file).read_text(encoding="utf-8")
            assert f"def {test}" in text, (number, name)
