"""What is kept between runs: never needed, never trusted, never half written."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from readerapp.errors import InputError
from readerapp.language.kept import FOLDER, MOST, VARIABLE, kept
from readerapp.language.knowledge import Knowledge
from readerapp.language.words import normalise

CONTENT = {"mot": (1, 2), "été": (3,)}
WORDS = [normalise(word) for word in ["Le", "président", "du", "Chili", "a", "violemment", "dénoncé", "la", "loi"]]
CAPITALS = [1, 0, 0, 1, 0, 0, 0, 0, 0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / FOLDER


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "table.tsv"
    path.write_text("mot\n", encoding="utf-8")
    return path


class Maker:
    """Counts how often something is made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> object:
        self.times += 1
        return CONTENT


def test_it_is_made_once(folder: Path, source: Path) -> None:
    make = Maker()
    assert [kept("it", [source], make) for _run in range(3)] == [CONTENT] * 3
    assert make.times == 1
    assert len(list(folder.iterdir())) == 1


def test_it_is_made_anew_when_a_source_changes_comes_or_goes(folder: Path, source: Path) -> None:
    make = Maker()
    sources = [source, source.with_name("other.tsv")]
    kept("it", sources, make)
    os.utime(source, ns=(1, 1))
    kept("it", sources, make)
    source.write_text("mots\n", encoding="utf-8")
    kept("it", sources, make)
    sources[1].write_text("mot\n", encoding="utf-8")
    kept("it", sources, make)
    sources[1].unlink()
    kept("it", sources, make)
    assert make.times == 5
    assert len(list(folder.iterdir())) == 1


def test_other_sources_have_a_place_of_their_own(folder: Path, source: Path) -> None:
    make = Maker()
    other = source.with_name("other.tsv")
    for _run in range(2):
        kept("it", [source], make)
        kept("it", [source, other], make)
    assert make.times == 2


def test_the_folder_does_not_grow_for_ever(folder: Path, source: Path) -> None:
    for number in range(MOST + 5):
        kept(f"it{number}", [source], Maker())
    assert len(list(folder.iterdir())) == MOST
    make = Maker()
    kept(f"it{MOST + 4}", [source], make)
    assert make.times == 0
    kept("it0", [source], make)
    assert make.times == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-3] + b"???",
        lambda data: data[:32] + b"?" * (len(data) - 32),
        lambda data: b"?" * len(data),
    ],
)
def test_a_damaged_one_is_made_anew(folder: Path, source: Path, damage: Callable[[bytes], bytes]) -> None:
    make = Maker()
    kept("it", [source], make)
    [path] = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert kept("it", [source], make) == CONTENT
    assert make.times == 2
    assert kept("it", [source], make) == CONTENT
    assert make.times == 2


def test_nothing_is_kept_where_the_variable_is_empty(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    make = Maker()
    kept("it", [source], make)
    kept("it", [source], make)
    assert make.times == 2
    assert sorted(tmp_path.iterdir()) == [source]


@pytest.mark.skipif(os.name == "nt", reason="folders are found otherwise")
def test_it_is_kept_in_the_users_cache_folder(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / ".cache"))
    make = Maker()
    kept("it", [source], make)
    kept("it", [source], make)
    assert make.times == 1
    assert [path.parent.name for path in (tmp_path / "home").rglob("it.*")] == [FOLDER]


def test_a_folder_that_cannot_be_made_is_no_fault(folder: Path, source: Path) -> None:
    folder.parent.write_text("a file", encoding="utf-8")
    make = Maker()
    assert kept("it", [source], make) == kept("it", [source], make) == CONTENT
    assert make.times == 2


def test_a_folder_that_cannot_be_written_is_no_fault(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("readerapp.language.kept.mkstemp", refuse)
    assert kept("it", [source], Maker()) == CONTENT
    assert list(folder.iterdir()) == []


def test_what_fails_half_way_leaves_nothing_behind(folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    assert kept("it", [source], Maker()) == CONTENT
    assert list(folder.iterdir()) == []


def test_an_error_of_the_making_is_told(folder: Path, source: Path) -> None:
    def fail() -> None:
        raise InputError("faulty")

    with pytest.raises(InputError, match="faulty"):
        kept("it", [source], fail)


def test_several_at_once_do_not_hinder_one_another(folder: Path, source: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _n: kept("it", [source], Maker()), range(40))) == [CONTENT] * 40
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("lang", ["fr", "es", "ru"])
def test_the_tables_are_the_same_from_the_cache(folder: Path, lang: str) -> None:
    made, read = Knowledge(lang), Knowledge(lang)
    assert any(path.name.startswith(f"entries.{lang}") for path in folder.iterdir())
    assert made._tables._entries == read._tables._entries
    assert made._names._entries == read._names._entries


def test_tables_of_ones_own_are_read_with_the_cache(folder: Path, tmp_path: Path) -> None:
    assert Knowledge("fr").find(WORDS, CAPITALS)
    path = tmp_path / "own" / "fr" / "evaluative.tsv"
    path.parent.mkdir(parents=True)
    for word in ("trucmuche", "bidulage"):
        path.write_text(f"{word}\tneg\t2\tnoun\t-\n", encoding="utf-8")
        for _run in range(2):
            known = Knowledge("fr", (tmp_path / "own",))
            assert [hit.value.table for hit in known.find([word], [0])] == ["evaluative"]
    assert Knowledge("fr").find(["bidulage"], [0]) == []
    path.write_text("faulty\n", encoding="utf-8")
    with pytest.raises(InputError):
        Knowledge("fr", (tmp_path / "own",))
