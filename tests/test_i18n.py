"""Every sentence is there, in both languages, with the same facts."""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterable, Iterator
from string import Formatter

import pytest

from db.errors import StoreError
from db.series_vocabulary import Group, MemberStatus, Mode
from db.vocabulary import (
    CheckInResult,
    EntryKind,
    EntryState,
    Level,
    PersonStatus,
    Phase,
    Role,
    Severity,
    StationRole,
    TimerKind,
    TimerState,
    VisitResult,
)
from seminar_tui.app import SCREENS
from seminar_tui.cli.command import MODULE_OF, find_command
from seminar_tui.day.checkup import State
from seminar_tui.day.members_import import Imported
from seminar_tui.day.undo import UNDOERS
from seminar_tui.i18n import (
    LANGUAGES,
    catalogue_messages,
    known,
    read_catalogue,
    t,
    tn,
    use_language,
)
from seminar_tui.placement.explain import Answer
from seminar_tui.placement.moves import Why
from seminar_tui.rules.alerts import AlertKind
from seminar_tui.rules.fixed_codes import SheetCommand
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.series_check import SeriesCode
from seminar_tui.sentences import trouble
from tests.code_reading import ROOT, calls, literals, pattern_of, sources

DANISH, ENGLISH = (catalogue_messages(language) for language in LANGUAGES)
KEYS = {key.partition("\0")[0] for key in DANISH}
_SPLIT = re.compile("\0")


def _facts(message: str) -> set[str]:
    return {
        name.partition(".")[0].partition("[")[0]
        for form in _SPLIT.split(message)
        for _, name, _, _ in Formatter().parse(form)
        if name
    }


def _of_key(messages: dict[str, str], key: str) -> str:
    return messages.get(key) or messages[f"{key}\0{key}"]


def test_both_languages_have_the_same_messages() -> None:
    assert DANISH.keys() ^ ENGLISH.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_said_twice(language: str) -> None:
    seen: dict[str, str] = {}
    for file in sorted((ROOT / "locale" / language).glob("*.po")):
        text = file.read_text(encoding="utf-8")
        names = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
        found = read_catalogue(text)
        assert len(names) == len(found), f"{file.name}: a message is not read, or stands twice"
        for key, message in found.items():
            assert key not in seen, f"{key} stands in {seen.get(key)} and {file.name}"
            seen[key] = file.name
            assert message.strip(), f"{key} is empty in {language}"


def test_both_languages_say_the_same_facts() -> None:
    unlike = {
        key: (_facts(DANISH[key]), _facts(ENGLISH[key]))
        for key in DANISH.keys() & ENGLISH.keys()
        if _facts(DANISH[key]) != _facts(ENGLISH[key])
    }
    assert unlike == {}


def test_plural_messages_have_both_forms() -> None:
    for messages in (DANISH, ENGLISH):
        for key, message in messages.items():
            if "\0" in key:
                one, many = key.split("\0")
                assert one == many, key
                assert message.count("\0") == 1, key


def test_every_message_the_code_names_is_there() -> None:
    missing = [
        f"{call.where} {key}"
        for call in calls("t", "tn")
        if call.node.args
        for key in literals(call.node.args[0])
        if key not in KEYS
    ]
    assert missing == []


PATTERNS: dict[str, Iterable[str]] = {
    # Each message named by a code, and every code it can be named by.
    "palette.*": SCREENS,
    "palette.*.help": SCREENS,
    "command.*": MODULE_OF,
    "action.*": UNDOERS,
    "door.*": CheckInResult,
    "visit.*": (VisitResult.HERE, VisitResult.MOVED, VisitResult.AGAIN, VisitResult.OVER_TARGET),
    "role.*": Role,
    "paper.role.*": Role,
    "paper.*": ("case", "document"),
    "people.status.*": PersonStatus,
    "timer.phase.*": Phase,
    "timer.state.*": TimerState,
    # A clock that runs is said by its phase, and one in good time by nothing.
    "stand.word.*": (*Phase, *(set(TimerState) - {TimerState.RUNNING})),
    "stand.level.*": set(Level) - {Level.NORMAL},
    "stand.did.*": set(TimerKind) - {TimerKind.VOIDED},
    "doctor.sign.*": State,
    "web.role.*": StationRole,
    "paper.kind.*": EntryKind,
    "export.status.*": PersonStatus,
    "paper.command.*": [one.name.lower() for one in SheetCommand],
    "paper.command.*.help": [one.name.lower() for one in SheetCommand],
    "entry.kind.*": EntryKind,
    "entry.sign.*": EntryKind,
    "entry.state.*": EntryState,
    "import.severity.*": Severity,
    "import.*": ("imported", "would_import", "refused"),
    "alert.many.*": AlertKind,
    "plan.*": ("optimal", "not_optimal"),
    "plan.why.*": Answer,
    "plan.because.*": Why,
    "series.mode.*": Mode,
    "series.group.*": Group,
    "series.status.*": MemberStatus,
    "series.role.*": Role,
    "series.finding.*": SeriesCode,
    "invoice.*": ("municipality", "named", "seen", "tier", "kroner", "amount", "remark"),
    "refused.*": (),  # Every code that is raised has a test of its own below.
}


def test_every_code_that_is_said_has_its_message() -> None:
    missing = []
    for call in calls("t", "tn"):
        pattern = pattern_of(call.node.args[0]) if call.node.args else None
        if pattern is None:
            continue
        fits = re.compile(re.escape(pattern).replace(r"\*", r"[\w.-]+"))
        if not any(map(fits.fullmatch, KEYS)):
            missing.append(f"{call.where} {pattern}")
        wanted = {pattern.replace("*", str(code)) for code in PATTERNS.get(pattern, ())}
        missing += [f"{call.where} {key}" for key in sorted(wanted - KEYS)]
    assert missing == []


def test_every_alert_has_its_sentence() -> None:
    assert {f"alert.{kind}" for kind in AlertKind} <= KEYS


def test_everything_that_is_logged_has_a_name() -> None:
    kinds = {
        f"{call.where} action.{kind}"
        for call in calls("act")
        if len(call.node.args) > 1
        for kind in literals(call.node.args[1])
        if f"action.{kind}" not in KEYS
    }
    assert kinds == set()


RESULTS_OF_RULES = (CheckInResult, VisitResult, TimerKind, Imported)
"""What an action may come to where the code names no word of its own."""


def test_everything_an_action_comes_to_has_a_word() -> None:
    named = {word for call in calls("log") for word in literals(call.node.args[0])}
    ruled = {str(word) for results in RESULTS_OF_RULES for word in results}
    branches = {"added", "changed", "pinned", "moved", "replanned", "happened"}
    assert {f"log.result.{word}" for word in named | ruled | branches} - KEYS == set()


def _numbers(parser: ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.type in (int, float):
            yield action.dest
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                yield from _numbers(below)


def test_every_number_that_can_be_out_of_range_has_a_word() -> None:
    fields = {
        word
        for call in calls("BadInput")
        if "out_of_range" in literals(call.node.args[0])
        for keyword in call.node.keywords
        if keyword.arg == "field"
        for word in literals(keyword.value)
    }
    for name in MODULE_OF:
        parser = ArgumentParser()
        find_command(name).configure(parser)
        fields.update(_numbers(parser))
    assert {"rounds", "round", "from_round", "date"} <= fields
    assert {f"field.{field}" for field in fields} - KEYS == set()


def test_a_field_is_named_in_the_readers_language() -> None:
    error = BadInput("out_of_range", field="rounds", value=0, low=1, high=12)
    use_language("en")
    assert trouble(error).startswith("Rounds: 0 ")
    use_language("da")
    assert trouble(error) == "Runder: 0 går ikke; det skal være fra 1 til 12."


def test_each_language_has_one_kind_of_quotation_marks() -> None:
    """Straight ones stand about what is typed at a command line."""
    for text in DANISH.values():
        assert not set("“”") & set(text), text
    for text in ENGLISH.values():
        assert "«" not in text, text
        assert not re.search(r'(?<!--answer )"\{\w+\}"', text), text


def test_every_message_gets_the_facts_it_names() -> None:
    short = []
    for call in calls("t", "tn"):
        for key in literals(call.node.args[0]) if call.node.args else []:
            given = call.facts
            if given is None or key not in KEYS:
                continue
            wanted = _facts(_of_key(DANISH, key)) - ({"n"} if call.name == "tn" else set())
            if not wanted <= given:
                short.append(f"{call.where} {key}: {sorted(wanted - given)}")
    assert short == []


GROUPS = {"Refused": "refused", "BadInput": "error", "StoreError": "store"}


def test_every_refusal_and_error_has_a_sentence() -> None:
    missing = set()
    for call in calls(*GROUPS):
        for code in literals(call.node.args[0]) if call.node.args else []:
            if f"{GROUPS[call.name]}.{code}" not in KEYS:
                missing.add(f"{call.where} {GROUPS[call.name]}.{code}")
    assert missing == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "Filen er ikke en seminardatabase: txt.db. Vælg en anden fil med --db."),
        ("en", "The file is not a seminar database: txt.db. Choose another file with --db."),
    ],
)
def test_a_sentence_that_ends_in_a_files_name_ends_before_its_remedy(language, said):
    use_language(language)
    assert trouble(StoreError("not_a_store", path="txt.db")) == said
    full_stop = trouble(StoreError("newer"))
    assert full_stop.count(".") == 3
    assert ".." not in full_stop


def test_every_trouble_of_the_store_has_a_sentence() -> None:
    from db import errors

    said = re.search(r"`code` is one of: ([\w\s,]+)\.", errors.StoreError.__doc__ or "")
    assert said is not None
    codes = re.findall(r"\w+", said.group(1))
    assert {f"store.{code}" for code in codes} <= KEYS
    assert set(errors._SQLITE_CODES.values()) <= set(codes)


def test_a_refusal_gives_the_facts_its_sentence_names() -> None:
    short = []
    for call in calls(*GROUPS):
        for code in literals(call.node.args[0]) if call.node.args else []:
            key = f"{GROUPS[call.name]}.{code}"
            if call.facts is None or key not in KEYS:
                continue
            wanted = _facts(_of_key(DANISH, key))
            if not wanted <= call.facts:
                short.append(f"{call.where} {key}: {sorted(wanted - call.facts)}")
    assert short == []


def test_no_sentence_is_spelt_out_in_the_code() -> None:
    """Danish letters in the code stand for data or patterns, not for what people are told."""
    allowed = ("demo/words.py", "demo/themes.py", "demo/making.py", "demo/generator.py")
    shown = {"notify", "say", "Label", "Static", "Button", "add_argument"}
    found = []
    for path in sources():
        if str(path.relative_to(ROOT)) in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = [*node.args, *(one.value for one in node.keywords if one.arg == "help")]
            for text in texts if name in shown else []:
                if any(" " in literal.strip() for literal in literals(text)):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_speaking() -> None:
    use_language("en")
    assert t("header.live") == "● live"
    use_language("da")
    assert known("header.live")
    assert not known("header.nonsense")
    assert t("header.nonsense") == "header.nonsense"
    with pytest.raises(ValueError, match="sv"):
        use_language("sv")


def test_counting() -> None:
    plural = next(key.partition("\0")[0] for key in DANISH if "\0" in key)
    facts = dict.fromkeys(_facts(_of_key(DANISH, plural)) - {"n"}, "x")
    for language in LANGUAGES:
        use_language(language)
        assert tn(plural, 1, **facts) != tn(plural, 2, **facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('msgid "a"\nmsgstr "b"\n', {"a": "b"}),
        ('msgid "a"\nmsgstr ""\n"b "\n"c"\n', {"a": "b c"}),
        ('msgid "a"\nmsgstr "\\"b\\"\\n"\n', {"a": '"b"\n'}),
        ('msgid ""\nmsgstr "Language: da\\n"\n\nmsgid "a"\nmsgstr "æ"\n', {"a": "æ"}),
        (
            'msgid "n"\nmsgid_plural "n"\nmsgstr[0] "en"\nmsgstr[1] "{n}"\n',
            {"n\0n": "en\0{n}"},
        ),
        ("", {}),
    ],
)
def test_catalogues_are_read_as_they_stand(text: str, expected: dict[str, str]) -> None:
    assert read_catalogue(text) == expected
