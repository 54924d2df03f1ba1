"""Reading files: what the text is, and the one line that is said when there is none."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from readerapp.errors import InputError
from readerapp.sources import MAX_BYTES, files, read_text

SENTENCE = "Le port a rouvert mardi, a annoncé la préfète."


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def error_of(path: Path | str) -> str:
    with pytest.raises(InputError) as caught:
        read_text(path)
    return str(caught.value)


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"un\r\ndeux\rtrois\n", "un\ndeux\ntrois\n"),
        (b"\xef\xbb\xbfun", "un"),
        ("un \xa0\t deux\u2028trois\x0c\n\n\n".encode(), "un \xa0\t deux\u2028trois\x0c\n\n\n"),
        ("e\u0301te\u0301 \u00adﬁn “guillemets”".encode(), "e\u0301te\u0301 \u00adﬁn “guillemets”"),
        (b"alerte \x1b[31m\x07 fin", "alerte \x1b[31m\x07 fin"),
    ],
    ids=["line ends", "byte order mark", "white space", "no normalising", "control characters"],
)
def test_only_mark_and_line_ends_change(tmp_path: Path, data: bytes, expected: str) -> None:
    assert read_text(write(tmp_path, "fr.txt", data)).text == expected


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", SENTENCE, "txt"),
        ("a.MD", SENTENCE, "md"),
        ("a.markdown", SENTENCE, "md"),
        ("a.html", SENTENCE, "html"),
        ("a.htm", SENTENCE, "html"),
        ("a", SENTENCE, "txt"),
        ("a", "<!DOCTYPE html>\n<html>", "html"),
        ("a.php", "\n<!-- saved --><html lang=fr>", "html"),
        ("a.txt", "<!DOCTYPE html>\n<html>", "txt"),
    ],
)
def test_kind(tmp_path: Path, name: str, text: str, kind: str) -> None:
    assert read_text(write(tmp_path, name, text)).kind == kind


@pytest.mark.parametrize(
    ("saved", "expected"),
    [
        (SENTENCE.encode().decode("cp1252"), SENTENCE),
        (SENTENCE.encode().decode("latin-1"), SENTENCE),
        ("Порт снова открылся".encode().decode("cp1251"), "Порт снова открылся"),
        ("Порт снова открылся".encode().decode("latin-1"), "Порт снова открылся"),
        ("L’été".encode().decode("cp1252") + "\nLigne “saine” ﬁn…", "L’été\nLigne “saine” ﬁn…"),
    ],
)
def test_text_that_was_decoded_wrongly_before_is_put_right(tmp_path: Path, saved: str, expected: str) -> None:
    read = read_text(write(tmp_path, "fr.txt", saved))
    assert (read.text, read.repaired) == (expected, True)


@pytest.mark.parametrize("text", ["L'Ã de São Paulo", "PÂTÉ, FORÊT", "Рыба и РС", "Â lire", "l’â€ge"])
def test_text_that_only_looks_odd_is_left_alone(tmp_path: Path, text: str) -> None:
    read = read_text(write(tmp_path, "fr.txt", text))
    assert (read.text, read.repaired) == (text, False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n\xc2\xa0", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\xff\xfe", "the file is empty"),
        (b"\x00\x01\x02" * 100, "not a text file"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04word/document.xml", "DOCX"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1 Bonjour}", "RTF"),
    ],
)
def test_no_text_is_one_line_that_names_the_file(tmp_path: Path, data: bytes, said: str) -> None:
    message = error_of(write(tmp_path, "fr.txt", data))
    assert said in message
    assert message.startswith(f"{tmp_path}/fr.txt: ")
    assert "\n" not in message


def test_missing_file(tmp_path: Path) -> None:
    assert error_of(tmp_path / "fr.txt") == f"{tmp_path}/fr.txt: there is no such file; check the name"


def test_folder(tmp_path: Path) -> None:
    assert error_of(tmp_path) == f"{tmp_path}: this is a folder; a file is needed here"


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "\ud800"])
def test_impossible_names(name: str) -> None:
    message = error_of(name)
    assert "\n" not in message
    message.encode()


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "fr.txt", SENTENCE)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert error_of(path) == f"{path}: you may not read this file; check its permissions"


def test_hostile_names_are_made_safe(tmp_path: Path) -> None:
    message = error_of(tmp_path / "a\x1b[2J\nb\u202e.txt")
    assert message.endswith("a␛[2J b.txt: there is no such file; check the name")


def test_braces_in_names_are_no_placeholders() -> None:
    assert error_of("{path}{0}.txt").startswith("{path}{0}.txt: ")


def test_larger_than_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(Path, "open", None)
    assert "larger than 100 MB" in error_of(path)


def test_five_megabytes_are_read(tmp_path: Path) -> None:
    text = (SENTENCE + "\n") * 105_000
    assert len(text.encode()) > 5_000_000
    assert read_text(write(tmp_path, "fr.txt", text.encode("cp1252"))).text == text


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(SENTENCE.encode("cp1252")))
    read = read_text("-")
    assert (read.path, read.text, read.kind) == ("-", SENTENCE, "txt")


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    assert error_of("-") == "standard input: the file is empty"


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input" in error_of("-")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_named_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(SENTENCE.encode(),))
    writer.start()
    assert read_text(path).text == SENTENCE
    writer.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_endless_device_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 3_000_000)
    assert "larger than 3 MB" in error_of("/dev/zero")


def test_plain_text_needs_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    path = write(tmp_path, "fr.txt", SENTENCE.encode("cp1252"))
    program = (
        "import sys, readerapp.sources as s; s.read_text(sys.argv[1]); "
        "print([m for m in ('trafilatura', 'ftfy', 'charset_normalizer', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
