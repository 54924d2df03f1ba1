"""Standard output, standard error, signals: what happens at the edges of the program."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_pair import FRENCH, write_pair

FULL = Path("/dev/full")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

on_full_device = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")


def at_terminal(command, *arguments, environ=None, columns=100):
    """Standard output of the program when it is a terminal."""
    ours, theirs = pty.openpty()
    variables = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    variables |= {"TERM": "xterm-256color", "COLUMNS": str(columns)} | (environ or {})
    process = subprocess.Popen([*command, *map(str, arguments)], stdout=theirs, stderr=subprocess.PIPE, env=variables)
    os.close(theirs)
    shown = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 60)
        try:
            chunk = os.read(ours, 65536) if ready else b""
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    process.wait(60)
    process.stderr.close()
    os.close(ours)
    return shown.decode("utf-8")


def test_at_a_terminal_the_report_is_for_people_and_in_colour(command, pair):
    shown = at_terminal(command, "audit", pair)
    assert "Summary" in shown and "\x1b[" in shown


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_refused(command, pair, environ):
    shown = at_terminal(command, "audit", pair, environ=environ)
    assert "Summary" in shown and "\x1b" not in shown
    assert "\x1b" not in at_terminal(command, "audit", pair, "--no-color")


def test_into_a_pipe_the_report_is_for_programs(readerapp, pair):
    assert json.loads(readerapp("audit", pair).stdout)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_lacks_letters_gets_marks_instead(command, pair, encoding):
    done = subprocess.run(
        [*command, "audit", str(pair), "--format", "terminal"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert done.returncode == 0, done.stderr
    assert b"Summary" in done.stdout


def test_the_report_for_programs_is_utf8_whatever_the_locale(command, pair):
    done = subprocess.run(
        [*command, "audit", str(pair)], capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )
    assert "grève" in done.stdout.decode("utf-8")


HOSTILE = "\x1b]0;pris\x07\x1b[2J\x9b31m\u202e[bold]gras[/bold]"


@pytest.mark.parametrize("format", ["terminal", "json"])
def test_text_and_names_from_outside_cannot_command_the_terminal(readerapp, tmp_path, format):
    pair = write_pair(tmp_path / "\x1b[31mport", FRENCH.replace("12", f"12 {HOSTILE}"))
    done = readerapp("audit", pair, "--format", format)
    assert done.returncode == 0, done.stderr
    assert not set("\x1b\x07\x9b\u202e") & set(done.stdout)


def test_messages_cannot_command_the_terminal_either(readerapp, tmp_path):
    for arguments in (
        ["audit", tmp_path / "\x1b[31m"],
        ["audit", "--format", "\x1b[31m", "x"],
        ["\x1b[31m"],
        ["rules", "\x1b[31m"],
        ["audit", tmp_path, "--format", "terminal", "--theme", "\x1b[31m"],
        ["split", tmp_path / "\x1b[31m"],
    ):
        done = readerapp(*arguments)
        assert done.returncode == 2
        assert "\x1b" not in done.stderr + done.stdout


def test_split_for_a_terminal_is_harmless(readerapp, tmp_path):
    (tmp_path / "fr.txt").write_text(FRENCH.replace("12", f"12 {HOSTILE}"), encoding="utf-8")
    assert "\x1b" not in readerapp("split", tmp_path / "fr.txt").stdout


def test_a_pipe_that_closes_early_is_no_error(command, tmp_path):
    for n in range(40):
        write_pair(tmp_path / f"p{n}")
    process = subprocess.Popen([*command, "audit", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1)
    process.stdout.close()
    assert (process.wait(60), process.stderr.read()) == (0, b"")
    process.stderr.close()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rules"]])
def test_a_pipe_closed_from_the_start_is_no_error(command, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*command, *arguments], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@on_full_device
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rules"], ["audit", "{pair}"]])
def test_a_full_disk_behind_standard_output_is_one_line(command, pair, arguments):
    given = [argument.format(pair=pair) for argument in arguments]
    with FULL.open("wb") as full:
        done = subprocess.run([*command, *given], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "readerapp: cannot write to standard output: No space left on device\n"


@on_full_device
def test_a_full_disk_behind_o_is_one_line(readerapp, pair):
    done = readerapp("audit", pair, "-o", FULL)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "readerapp: cannot write /dev/full: No space left on device\n"


def test_a_full_disk_leaves_the_old_report_and_no_half_of_a_new_one(monkeypatch, tmp_path):
    from readerapp.cli.output import deliver
    from readerapp.errors import ReaderError

    def full(_handle):
        raise OSError(28, "No space left on device")

    target = tmp_path / "report.json"
    target.write_text("old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ReaderError, match="No space left"):
        deliver("new", target)
    assert [(path.name, path.read_text()) for path in tmp_path.glob("*") if path.is_file()] == [("report.json", "old")]


@pytest.mark.parametrize("target", ["none/report.json", "."])
def test_a_place_that_cannot_be_written_is_said_before_the_work(readerapp, pair, tmp_path, target):
    done = readerapp("audit", pair / "none", "-o", tmp_path / target)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("readerapp: cannot write ") and done.stderr.count("\n") == 1


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_folder_without_leave_to_write_is_one_line(readerapp, pair, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = readerapp("audit", pair, "-o", locked / "report.json")
    assert done.returncode == 2 and "Permission denied" in done.stderr


def test_closed_streams_are_no_fault(command, pair):
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command, "audit", str(pair)], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_interrupted_it_ends_with_130_and_no_traceback(tmp_path):
    """Control-C while an aligner is at work."""
    write_pair(tmp_path / "port")
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import sys, time\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import driver, readerapp.align\n"
        "def align(*_, **__):\n"
        "    print('working', file=sys.stderr, flush=True)\n"
        "    time.sleep(60)\n"
        "readerapp.align.align = align\n"
        "sys.exit(driver.main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, str(slow), "audit", str(tmp_path / "port")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr.readline() == "working\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert told.split() == ["readerapp:", "interrupted"]


def test_a_fault_of_the_program_does_not_look_like_a_flag(tmp_path):
    write_pair(tmp_path / "port")
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import driver, readerapp.align\n"
        "readerapp.align.align = None\n"
        "sys.exit(driver.main())\n"
    )
    done = subprocess.run(
        [sys.executable, str(broken), "audit", str(tmp_path / "port")], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("readerapp: this is a fault in readerapp")
