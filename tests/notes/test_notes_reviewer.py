"""The name that notes are signed with: the config's, git's, the system's; there always is one."""

from __future__ import annotations

import getpass
import subprocess

import pytest

from readerapp.notes import reviewer_name
from readerapp.notes.reviewer import LONGEST_NAME


def git_says(monkeypatch, answer) -> None:
    def run(*_arguments, **_how):
        if isinstance(answer, Exception):
            raise answer
        return subprocess.CompletedProcess([], 0 if answer else 1, stdout=answer)

    monkeypatch.setattr(subprocess, "run", run)


def system_says(monkeypatch, login) -> None:
    def getuser():
        if isinstance(login, Exception):
            raise login
        return login

    monkeypatch.setattr(getpass, "getuser", getuser)


SOURCES = [
    ("the config first", " Ann Lee ", b"Git\n", "login", "Ann Lee"),
    ("then git", None, "Zoé Git\n".encode(), "login", "Zoé Git"),
    ("an empty config is none", " \n", b"Git\n", "login", "Git"),
    ("no name in git", None, b"", "nobody-at-all", "nobody-at-all"),
    ("no git", None, FileNotFoundError(), "nobody-at-all", "nobody-at-all"),
    ("git hangs", None, subprocess.TimeoutExpired("git", 2), "nobody-at-all", "nobody-at-all"),
    ("git speaks in tongues", None, b"Zo\xe9\n", "login", "Zo\ufffd"),
    ("nobody says anything", None, OSError(), KeyError("no user"), "reviewer"),
]


@pytest.mark.parametrize(
    ("config", "git", "login", "name"), [case[1:] for case in SOURCES], ids=[case[0] for case in SOURCES]
)
def test_where_the_name_comes_from(monkeypatch, config, git, login, name):
    git_says(monkeypatch, git)
    system_says(monkeypatch, login)
    assert reviewer_name(config) == name


NAMES = [
    ("Ann\tLee\r\n", "Ann Lee"),
    ("Ann\x00\x1b[31m", "Ann␀␛[31m"),
    ("\u202eAnn", "Ann"),
    ("x" * 500, "x" * LONGEST_NAME),
]


@pytest.mark.parametrize(("given", "name"), NAMES)
def test_a_name_is_one_line_without_control_characters(given, name):
    assert reviewer_name(given) == name


def test_the_real_sources_give_some_name():
    assert reviewer_name() != ""
