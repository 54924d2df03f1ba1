"""What a hostile or hurried user gives: a clear line or a sensible report, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import unicodedata

import pytest
from small_pair import FRENCH, write_pair

GERMAN = "Die Regierung hat am Montag einen Fonds angekündigt, der die Bauern entschädigen soll, wenn der Kurs fällt. "
ENGLISH = "The government announced a fund on Monday, which is to compensate the farmers when the price falls again. "
PORTUGUESE = "O governo anunciou na segunda-feira um fundo que deverá compensar os agricultores quando a cotação cair. "

REFUSED = {
    "empty": (b"", "the file is empty", "le fichier est vide"),
    "blank": (b" \n\n\t\n", "the file is empty", "le fichier est vide"),
    "pdf": (b"%PDF-1.7\n\xff", "this is a PDF file", "c’est un fichier PDF"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "this is a PNG file", "c’est un fichier PNG"),
    "docx": (b"PK\x03\x04\x00\x00", "this is a ZIP / DOCX / ODT file", "c’est un fichier ZIP / DOCX / ODT"),
    "binary": (bytes(range(256)) * 20, "this is not a text file", "ce n’est pas un fichier de texte"),
    "german": (GERMAN.encode() * 3, "is in German", "est en allemand"),
    "english": (ENGLISH.encode() * 3, "is in English", "est en anglais"),
    "portuguese": (PORTUGUESE.encode() * 3, "is in Portuguese", "est en portugais"),
    "french": (FRENCH.replace("12", "13").encode(), "is in French, like the page", "est en français, comme la page"),
    "same": (FRENCH.encode(), "holds the same text", "contient le même texte"),
    "furniture": (b"Visitas: 93\nCompartir\n", "only page furniture", "seulement l’habillage de la page"),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_original_that_is_none_is_one_line_that_names_it(readerapp, pair, tmp_path, kind, language):
    data, english, french = REFUSED[kind]
    (tmp_path / f"{kind}.txt").write_bytes(data)
    done = readerapp("audit", pair / "fr.txt", tmp_path / f"{kind}.txt", "--ui-lang", language)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("readerapp: ") and done.stderr.count("\n") == 1
    assert f"{kind}.txt" in done.stderr
    assert (english if language == "en" else french) in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{pair}/es.txt", "{pair}/fr.txt"], "the sides look swapped"),
        (["{pair}/es.txt", "{pair}/es.txt"], "is given twice"),
        (["{pair}/fr.txt", "{pair}/fr.txt"], "is given twice"),
        (["{pair}/fr.txt", "{pair}/es.txt", "{pair}/es.txt"], "is given twice"),
        (["", "{pair}/es.txt"], "one of the arguments is empty"),
        (["{pair}/fr.txt", ""], "one of the arguments is empty"),
    ],
)
def test_sides_that_cannot_be_a_pair_are_one_line(readerapp, pair, arguments, told):
    done = readerapp("audit", *(argument.format(pair=pair) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and done.stderr.count("\n") == 1


def test_more_than_a_hundred_megabytes_are_refused_before_they_are_read(readerapp, pair, tmp_path):
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(150_000_000)
    done = readerapp("audit", pair / "fr.txt", tmp_path / "huge.txt")
    assert done.returncode == 2
    assert "huge.txt: larger than 100 MB" in done.stderr and done.stderr.count("\n") == 1


def test_a_sentence_a_side_is_enough(readerapp, tmp_path):
    pair = write_pair(tmp_path / "one", "Le port a rouvert le 12 mai.\n", "El puerto reabrió el 12 de mayo.\n")
    [entry] = json.loads(readerapp("audit", pair).stdout)["audits"]
    assert (len(entry["links"]), entry["flags"]) == (1, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_the_encoding_is_found_out(readerapp, tmp_path, encoding):
    pair = write_pair(tmp_path / "coded")
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    (pair / "fr.txt").write_bytes(mark + FRENCH.replace("’", "'").encode(encoding))
    [entry] = json.loads(readerapp("audit", pair).stdout)["audits"]
    assert entry["french"]["sentences"][0]["text"] == "Le port de Vieques rouvre après 12 jours de grève"


def test_bytes_without_meaning_do_not_stop_the_audit(readerapp, pair):
    data = (pair / "fr.txt").read_bytes()
    (pair / "fr.txt").write_bytes(data[:60] + b"\xff\xfe\x80" + data[60:])
    done = readerapp("audit", pair)
    assert done.returncode == 0, done.stderr
    assert "\ufffd" in done.stdout


CONTROLS = "\x1b]0;pris\x07\x1b[2J\x9b31m\x08\u202egras\u202c\u200f"


@pytest.mark.parametrize("format", ["terminal", "json"])
@pytest.mark.parametrize("where", ["text", "folder", "title"])
def test_nothing_from_outside_reaches_a_terminal_raw(readerapp, tmp_path, where, format):
    pair = write_pair(tmp_path / (f"port{CONTROLS}".replace("/", "") if where == "folder" else "port"))
    if where == "text":
        (pair / "fr.txt").write_text(FRENCH.replace("grève", f"grève {CONTROLS}"), encoding="utf-8")
    if where == "title":
        escaped = "".join(f"\\u{ord(sign):04x}" for sign in CONTROLS)
        (pair / "pair.toml").write_text(f'title = "Le port {escaped}"\n', encoding="utf-8")
    done = readerapp("audit", pair, "--format", format)
    assert done.returncode == 0, done.stderr
    kinds = {unicodedata.category(sign) for sign in done.stdout + done.stderr if sign != "\n"}
    assert not kinds & {"Cc", "Cs"}
    # JSON keeps what the text holds, as escapes; only what steers a terminal matters in the other one.
    assert format == "json" or "Cf" not in kinds


@pytest.mark.parametrize(
    "line",
    ["a" * 1_000_000, "." * 1_000_000, "«" * 500_000 + "1" * 500_000, "-".join(["ab"] * 300_000)],
    ids=["letters", "points", "quotes and digits", "hyphens"],
)
def test_a_line_of_a_megabyte_without_a_space_takes_seconds(readerapp, pair, line):
    with (pair / "fr.txt").open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    assert readerapp("audit", pair, timeout=30).returncode == 0


@pytest.mark.parametrize(
    ("toml", "told"),
    [('title = "Le port\n', "not valid TOML"), ('[french]\nfile = "../fr.txt"\n', "must be the name of a file")],
)
def test_a_broken_pair_toml_is_one_line_that_names_it(readerapp, pair, toml, told):
    (pair / "pair.toml").write_text(toml)
    done = readerapp("audit", pair)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pair.toml: " in done.stderr and told in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize(("lacking", "told"), [("fr", "no French text"), ("es", "no original")])
def test_a_pair_folder_that_lacks_a_side_says_what_it_must_hold(readerapp, pair, lacking, told):
    (pair / f"{lacking}.txt").unlink()
    done = readerapp("audit", pair)
    assert done.returncode == 2
    assert told in done.stderr and "must hold" in done.stderr and done.stderr.count("\n") == 1


def test_two_at_once_leave_one_whole_report(command, pair, tmp_path):
    target = tmp_path / "report.json"
    runs = [subprocess.Popen([*command, "audit", str(pair), "-o", str(target)]) for _ in range(4)]
    assert [run.wait(60) for run in runs] == [0] * 4
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "readerapp/audit/1"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_a_name_that_is_not_utf8_can_be_read_and_shown(readerapp, tmp_path):
    pair = write_pair(tmp_path / "port")
    strange = os.fsdecode(os.fsencode(tmp_path) + b"/p\xff")
    try:
        pair.rename(strange)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    for format in ("terminal", "json"):
        done = readerapp("audit", strange, "--format", format)
        assert done.returncode == 0, done.stderr
