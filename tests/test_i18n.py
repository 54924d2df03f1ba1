"""The interface in French: complete, up to date, and with no string that escaped."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "tools"))

import catalogue

from readerapp import i18n

SOURCES = sorted(catalogue.PACKAGE.rglob("*.py"))
MESSAGES = [message for message in catalogue.read() if message.id]

SPEAKING = {"echo", "secho", "problem", "complain", "deliver", "Text", "line", "UsageError", "BadParameter"}
"""Functions and exceptions whose first text a person will read."""

SPEAKING_OPTIONS = {"help", "short_help", "epilog", "metavar", "options_metavar", "subcommand_metavar"}
"""Arguments of commands and options that a person will read."""

NO_WORDS = {"bash|zsh|fish"}
"""What is written the same in every language."""


def strings(message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    translated = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(ids), tuple(translated)


def test_the_catalogue_is_complete_and_up_to_date():
    assert catalogue.faults() == []


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}|%\(\w+\)[sd]", text))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:60])
def test_a_translation_has_the_same_placeholders(message):
    ids, translated = strings(message)
    wanted = {tuple(placeholders(text)) for text in ids}
    assert {tuple(placeholders(text)) for text in translated} <= wanted


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:60])
def test_a_translation_follows_french_typography(message):
    for text in strings(message)[1]:
        prose = re.sub(r"\{[^{}]*\}|“[^”]*”", "x", text)
        assert not re.search(r"\w [;!?»]|« |\w : ", prose), "a no-break space belongs there"
        assert "'" not in re.sub(r"\"[^\"]*\"", "", prose), "’ is the apostrophe"


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:60])
def test_a_translation_keeps_line_breaks_and_ends_as_the_message_does(message):
    ids, translated = strings(message)
    for text in translated:
        assert text.count("\n") == ids[0].count("\n")
        assert text.endswith((".", ":")) == ids[-1].endswith((".", ":"))


def escaped(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts that a person would read and that no catalogue can translate."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = called(node.exc)
            if name in ("ReaderError", "InputError"):
                yield from ((node.lineno, text) for text in words(node.exc.args[0]))
        if isinstance(node, ast.Call):
            if called(node) in SPEAKING and node.args:
                yield from ((node.lineno, text) for text in words(node.args[0]))
            for keyword in node.keywords:
                if keyword.arg in SPEAKING_OPTIONS:
                    yield from ((node.lineno, text) for text in words(keyword.value))


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def words(node: ast.AST) -> Iterator[str]:
    """The literal texts with letters in an expression, but for those within a call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[^\W\d_]{2}", node.value) and node.value not in NO_WORDS:
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield from words(part)
    elif isinstance(node, ast.BinOp):
        yield from words(node.left)
        yield from words(node.right)
    elif isinstance(node, ast.IfExp):
        yield from words(node.body)
        yield from words(node.orelse)


ALLOWED = {"readerapp ", "readerapp: "}
"""The name of the program, before its version or a message."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(catalogue.PACKAGE)))
def test_no_string_escapes_translation(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [(line, text) for line, text in escaped(tree) if text not in ALLOWED] == []


def test_the_search_for_escaped_strings_finds_them():
    source = """
raise ReaderError("no such thing")
raise InputError(f"{path}: not there")
problem("nothing")
echo("done" if done else _("not done"))
click.option("--x", help="what it does")
Text("Summary: " + name)
raise ReaderError(_("translated"))
Text(f" {glyph} · ")
"""
    assert [line for line, _text in escaped(ast.parse(source))] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(catalogue.PACKAGE)))
def test_every_command_states_its_help(path):
    """click would show the docstring otherwise, which is English."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for decorator in getattr(node, "decorator_list", ()):
            if isinstance(decorator, ast.Call) and called(decorator) in ("command", "group"):
                assert "help" in {keyword.arg for keyword in decorator.keywords}


@pytest.fixture
def language():
    before = i18n.get_language()
    yield i18n.set_language
    i18n.set_language(before)


def test_messages_come_in_the_language_that_was_chosen(language):
    language("fr")
    assert i18n.get_language() == "fr"
    assert i18n._("Summary") == "Bilan"
    assert i18n.ngettext("{count} link", "{count} links", 0) == "{count} lien"
    language("en")
    assert i18n._("Summary") == "Summary"
    assert i18n.ngettext("{count} link", "{count} links", 0) == "{count} links"


def test_a_language_that_there_is_not_is_english(language):
    language("de")
    assert i18n.get_language() == "en"


def test_names_that_programs_rely_on_are_not_in_the_catalogue():
    ids = {text for message in MESSAGES for text in strings(message)[0]}
    assert ids.isdisjoint({"added-sentence", "dropped-sentence", "readerapp", "json", "terminal"})


def in_f_strings(tree: ast.AST) -> Iterator[int]:
    """Lines with a message inside an f-string, where the catalogue's tool does not find it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and called(inner) in ("_", "ngettext"):
                    yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(catalogue.PACKAGE).as_posix())
def test_no_message_hides_in_an_f_string(path):
    assert list(in_f_strings(ast.parse(path.read_text(encoding="utf-8")))) == []
