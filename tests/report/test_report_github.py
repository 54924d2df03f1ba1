"""`--format github`, read by the rules of GitHub's runner: each line is one command and says what was meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from samples import audit, clean, leaning
from told_samples import FRAGMENTS, harm, harmful, reviewed

from readerapp.report.formats import write
from readerapp.report.github import LONGEST_MESSAGE, LONGEST_TITLE, command
from readerapp.report.told import DISMISSED, tell
from readerapp.text.visible import visible


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def report(*told) -> str:
    return "".join(write("github", told))


def unescape(text: str, signs: dict[str, str]) -> str:
    for written, sign in {**signs, "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
        text = text.replace(written, sign)
    return text


def parse(line: str) -> tuple[str, dict[str, str], str]:
    """A line as the runner reads it: `::name key=value,key=value::message`."""
    assert line.startswith("::")
    told, found, message = line[2:].partition("::")
    assert found
    name, _space, rest = told.partition(" ")
    properties = {}
    for part in rest.strip().split(","):
        key, _equals, value = part.partition("=")
        properties[key] = unescape(value, {"%3A": ":", "%2C": ","})
    return name, properties, unescape(message, {})


def parsed(*told) -> list[tuple[str, dict[str, str], str]]:
    text = report(*told)
    assert text.endswith("\n")
    # The runner reads lines as .NET does; nothing else ends one.
    assert not re.search("[\r\x0b\x0c\x85\u2028\u2029]", text)
    return [parse(line) for line in text[:-1].split("\n")]


def test_a_flag_is_a_command_the_gravest_first_the_dismissed_left_out():
    commands = parsed(reviewed(leaning()))
    assert [name for name, *_rest in commands] == ["error", "warning", "notice"]
    assert commands[0] == (
        "error",
        {
            "file": "caracas/fr.txt",
            "line": "2",
            "endLine": "2",
            "col": "45",
            "endColumn": "54",
            "title": "≠ editorialised: attribution",
        },
        "a reconnu ← dijo\nVoir le guide.",
    )
    assert commands[-1][2].splitlines() == [
        "1 pair · major 1 · minor 1 · dismissed 1",
        "readerapp:0|model:fake|rules:all",
    ]


def test_columns_are_named_within_a_line_only_and_for_words_only():
    for _name, properties, _message in parsed(tell(audit())):
        if "col" in properties:
            assert properties["line"] == properties["endLine"]
            assert int(properties["col"]) < int(properties["endColumn"])
    dropped = [p for _name, p, _message in parsed(tell(audit())) if "dropped" in p.get("title", "")]
    assert dropped and not any("col" in properties for properties in dropped)


def test_without_flags_there_is_the_sum_alone():
    [(name, properties, message)] = parsed(tell(clean()))
    assert (name, properties) == ("notice", {"title": "readerapp"})
    assert message.startswith("1 pair · major 0 · minor 0\n")


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_from_outside_is_a_command(text):
    check(text)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    check(text)


def check(text: str) -> None:
    told = harm(text)
    commands = parsed(told)
    assert len(commands) == 1 + sum(one.status != DISMISSED for one in told.flags)
    assert {name for name, *_rest in commands} <= {"error", "warning", "notice"}
    for _name, properties, message in commands[:-1]:
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert properties["file"] == visible(properties["file"])
        lines = "\n".join(map(visible, text.splitlines()))
        assert message.startswith(lines)


def test_titles_and_messages_are_no_longer_than_github_takes():
    _name, properties, message = parse(command("error", {"title": "a" * 999}, "%" * 9999).rstrip("\n"))
    assert (len(properties["title"]), len(message)) == (LONGEST_TITLE, LONGEST_MESSAGE)
