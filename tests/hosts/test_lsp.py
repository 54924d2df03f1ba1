"""The server for editors, spoken to over its standard streams."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import small_pair
from editor import CAPABILITIES, WAIT, Editor
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from readerapp.notes import Store

COMMAND = [sys.executable, "-m", "readerapp", "lsp", "--delay", "0.05"]
WRONG = small_pair.FRENCH.replace("340", "430")
CALM = "\n\n".join(part for part in small_pair.FRENCH.split("\n\n") if not part.startswith("Personne"))


@pytest.fixture
def pair(tmp_path):
    """A pair with a figure changed and a sentence added."""
    return small_pair.write_pair(tmp_path / "desk" / "port", WRONG)


@pytest.fixture
def start(tmp_path):
    """Start a server with these options; it is ended in the end."""
    editors = []

    def begin(*options):
        editors.append(Editor.start([*COMMAND, *options], cwd=tmp_path))
        return editors[-1]

    yield begin
    for one in editors:
        one.close()


@pytest.fixture
def editor(start, pair):
    one = start("--reviewer", "Ann")
    one.initialize(pair.parent)
    return one


def rules(diagnostics):
    return [one["code"] for one in diagnostics]


def words(text, place, encoding="utf-16"):
    """The words of a text in a range, as an editor sees them."""
    coded = encoding if encoding == "utf-8" else f"{encoding}-le"
    lines = [line.encode(coded) for line in re.split("\r\n|\r|\n", text)]
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    start, end = place["start"], place["end"]
    assert start["line"] == end["line"]
    return lines[start["line"]][start["character"] * size : end["character"] * size].decode(coded)


def hovered(editor, uri, line, character=3):
    asked = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    return editor.ask("textDocument/hover", asked)


def actions(editor, uri, place, **context):
    asked = {"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": [], **context}}
    return editor.ask("textDocument/codeAction", asked)


def execute(editor, command):
    return editor.ask("workspace/executeCommand", {k: command[k] for k in ("command", "arguments")})


def edit(line, start, end, text):
    place = {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
    return {"range": place, "text": text}


def test_a_page_is_audited_as_it_is_written(editor, pair):
    uri = editor.open(pair / "fr.txt")
    figure, added = editor.diagnostics(uri)
    assert (figure["code"], figure["severity"], figure["source"]) == ("figure", 2, "readerapp")
    assert "430" in words(WRONG, figure["range"]) and "340" in figure["message"]
    assert "es: Unos 340 trabajadores" in figure["message"]
    [behind] = figure["relatedInformation"]
    assert behind["location"]["uri"] == (pair / "es.txt").as_uri()
    assert "340" in words(small_pair.SPANISH, behind["location"]["range"]) and "340" in behind["message"]
    assert added["code"] == "added-sentence" and added["range"]["start"]["line"] == 4
    at = WRONG.splitlines()[2].index("430")
    version = editor.change(uri, edit(2, at, at + 3, "340"))
    assert rules(editor.diagnostics(uri, version)) == ["added-sentence"]
    assert (pair / "fr.txt").read_text(encoding="utf-8") == WRONG
    assert editor.leave() == 0


def test_the_original_is_beside_the_sentence(editor, pair):
    uri = editor.open(pair / "fr.txt")
    editor.diagnostics(uri)
    told = hovered(editor, uri, 2)
    assert told["contents"]["kind"] == "markdown" and told["range"]["start"] == {"line": 2, "character": 0}
    assert "**es** Unos 340 trabajadores" in told["contents"]["value"]
    assert "≠ figure · major" in told["contents"]["value"] and "A number, amount" in told["contents"]["value"]
    added = hovered(editor, uri, 4)["contents"]["value"]
    assert "nothing stands behind this sentence" in added and "added-sentence" in added
    assert "figure" not in hovered(editor, uri, 6)["contents"]["value"]
    assert hovered(editor, uri, 3) is None and hovered(editor, uri, 99) is None


def test_a_flag_is_dismissed_with_a_reason(editor, pair):
    uri = editor.open(pair / "fr.txt")
    figure, _added = editor.diagnostics(uri)
    found = actions(editor, uri, figure["range"])
    assert [one["title"] for one in found] == [
        "Dismiss: wrong alarm",
        "Dismiss: legitimate adaptation",
        "Dismiss: house style",
        "Dismiss: unsure",
        "Accept",
    ]
    assert {one["kind"] for one in found} == {"quickfix"} and found[0]["diagnostics"] == [figure]
    assert actions(editor, uri, figure["range"], only=["refactor"]) == []
    assert execute(editor, found[2]["command"]) is None
    assert rules(editor.diagnostics(uri)) == ["added-sentence"]
    version = editor.change(uri, edit(0, 0, 0, "\n"))
    assert rules(editor.diagnostics(uri, version)) == ["added-sentence"]
    assert editor.leave() == 0
    with Store.open(next(path for path in written(pair)), "") as store:
        [event] = store.events()
    assert (event.reviewer, event.kind, event.value) == ("Ann", "verdict", {"verdict": "dismissed", "reason": "style"})
    assert event.target.rule == "figure"


def written(pair):
    """Files of notes: beside the pair, or the user's."""
    yield from pair.glob("notes.db")
    yield from Path(os.environ["XDG_DATA_HOME"]).rglob("notes.db")


def test_an_accepted_flag_stays_and_says_so(editor, pair):
    uri = editor.open(pair / "fr.txt")
    figure, _added = editor.diagnostics(uri)
    execute(editor, actions(editor, uri, figure["range"])[-1]["command"])
    figure, _added = editor.diagnostics(uri)
    assert "(accepted)" in figure["message"].splitlines()[0]
    assert [one["title"] for one in actions(editor, uri, figure["range"])][-1] == "Dismiss: unsure"


def test_several_flags_at_one_place_are_told_apart(editor, pair):
    uri = editor.open(pair / "fr.txt")
    editor.diagnostics(uri)
    everywhere = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    titles = [one["title"] for one in actions(editor, uri, everywhere)]
    assert "Dismiss (figure): unsure" in titles and "Accept (added-sentence)" in titles


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_are_counted_as_the_editor_counts_them(start, pair, encoding, end):
    editor = start()
    answer = editor.initialize(pair.parent, encodings=[encoding, "utf-16"])
    assert answer["capabilities"]["positionEncoding"] == encoding
    # Of all these only the line feed ends a line, whatever Python thinks.
    text = WRONG.replace("Quelque 430", "À Vieques 🚢🚢, 𝐪uelque\u2028\x0b\x85 430").replace("\n", end)
    uri = editor.open(pair / "fr.txt", text)
    figure = next(one for one in editor.diagnostics(uri) if one["code"] == "figure")
    assert "430" in words(text, figure["range"], encoding)
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    coded = encoding if size == 1 else f"{encoding}-le"
    line = text.split(end)[2]
    at = len(line[: line.index("430")].encode(coded)) // size
    version = editor.change(uri, edit(2, at, at + 3, "340"))
    assert "figure" not in rules(editor.diagnostics(uri, version))
    assert "Unos 340" in hovered(editor, uri, 2, at)["contents"]["value"]


def test_the_protocol_s_own_encoding_is_spoken_where_none_is_asked_for(editor, pair):
    text = WRONG.replace("Quelque 430", "🚢 430")
    uri = editor.open(pair / "fr.txt", text)
    figure = next(one for one in editor.diagnostics(uri) if one["code"] == "figure")
    assert "430" in words(text, figure["range"], "utf-16")


def test_only_the_newest_text_counts(editor, pair):
    uri = editor.open(pair / "fr.txt", WRONG)
    for number in range(40):
        version = editor.change(uri, {"text": WRONG.replace("430", str(430 + number))})
    version = editor.change(uri, {"text": CALM})
    assert editor.diagnostics(uri, version) == []
    published = [m["params"] for m in editor.messages if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(published) < 10


def test_what_is_no_message_does_not_end_it(editor, pair):
    uri = editor.open(pair / "fr.txt")
    editor.diagnostics(uri)
    for body in (b"{", b"[]", b"4", b'{"jsonrpc": "2.0"}', b"\xff\xfe", b'{"jsonrpc": "1.0", "id": 1, "method": "x"}'):
        editor.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    editor.raw(b"Nonsense: 3\r\nmore nonsense\r\n\r\n")
    editor.notify("textDocument/didChange", {"textDocument": 3})
    editor.notify(
        "textDocument/didChange", {"textDocument": {"uri": "file:///no/x", "version": 1}, "contentChanges": []}
    )
    editor.notify("no/such", {})
    assert "error" in editor.ask("no/such", {})
    assert "error" in editor.ask("textDocument/hover", {"position": "here"})
    editor.notify("textDocument/didClose", {"textDocument": {"uri": "file:///never/opened.txt"}})
    assert hovered(editor, uri, 2) is not None
    assert editor.leave() == 0


@pytest.mark.parametrize(
    "arguments", [None, [], [1, 2, 3], ["{uri}", "x"], ["{uri}", "x", "because"], ["file:///no", "x", "wrong"]]
)
def test_commands_that_make_no_sense_are_refused(editor, pair, arguments):
    uri = editor.open(pair / "fr.txt")
    editor.diagnostics(uri)
    given = [one.replace("{uri}", uri) if isinstance(one, str) else one for one in arguments or []]
    execute(editor, {"command": "readerapp.dismiss", "arguments": given if arguments is not None else None})
    assert editor.message().startswith("readerapp: ")
    assert not list(written(pair))


def test_a_flag_that_is_gone_is_not_judged(editor, pair):
    uri = editor.open(pair / "fr.txt")
    figure, _added = editor.diagnostics(uri)
    command = actions(editor, uri, figure["range"])[0]["command"]
    editor.diagnostics(uri, editor.change(uri, {"text": CALM}))
    execute(editor, command)
    assert "nothing was written" in editor.message()


def test_an_unreadable_original_is_said_once(editor, pair):
    (pair / "es.txt").write_bytes(b"%PDF-1.4")
    uri = editor.open(pair / "fr.txt")
    assert "PDF" in editor.message()
    editor.change(uri, edit(0, 0, 0, "x"))
    editor.change(uri, edit(0, 0, 1, ""))
    assert hovered(editor, uri, 2) is None
    (pair / "es.txt").write_text(small_pair.SPANISH, encoding="utf-8")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": (pair / "es.txt").as_uri()}})
    assert rules(editor.diagnostics(uri)) == ["figure", "added-sentence"]
    shown = [one for one in editor.messages if one.get("method") == "window/showMessage"]
    assert len(shown) == 1
    (pair / "es.txt").unlink()
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": (pair / "es.txt").as_uri(), "type": 3}]})
    assert editor.diagnostics(uri) == []


def test_notes_that_cannot_be_written_are_said(start, pair, tmp_path):
    (tmp_path / "team.db").write_text("no notes")
    editor = start("--notes", "team.db")
    editor.initialize(pair.parent)
    editor.open(pair / "fr.txt")
    assert "team.db" in editor.message()
    assert editor.leave() == 0


def test_an_empty_page_and_files_of_no_pair_are_passed_over(editor, pair):
    other = pair.parent / "read.me.txt"
    other.write_text("Not a page.", encoding="utf-8")
    for uri in (editor.open(other), editor.open(pair / "es.txt"), editor.open(pair / "fr.txt", " \n")):
        assert hovered(editor, uri, 0) is None
    uri = (pair / "fr.txt").as_uri()
    version = editor.change(uri, {"text": WRONG})
    assert rules(editor.diagnostics(uri, version)) == ["figure", "added-sentence"]
    assert editor.diagnostics(uri, editor.change(uri, {"text": ""})) == []
    assert not [one for one in editor.messages if one.get("method") in ("window/showMessage", "window/logMessage")]
    published = {m["params"]["uri"] for m in editor.messages if m.get("method") == "textDocument/publishDiagnostics"}
    assert published == {uri}


def test_pages_that_share_a_folder_have_originals_of_their_name(editor, pair):
    folder = pair.parent / "flat"
    folder.mkdir()
    for name, text in (("port", WRONG), ("calm", CALM)):
        (folder / f"{name}.fr.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.es.txt").write_text(small_pair.SPANISH, encoding="utf-8")
    uri = editor.open(folder / "port.fr.txt")
    figure, _added = editor.diagnostics(uri)
    assert figure["relatedInformation"][0]["location"]["uri"] == (folder / "port.es.txt").as_uri()
    assert editor.diagnostics(editor.open(folder / "calm.fr.txt")) == []


def test_settings_are_read_as_an_audit_reads_them(editor, pair):
    (pair.parent / "readerapp.toml").write_text('[judge]\nignore = ["added-sentence"]\n')
    (pair / "readerapp.toml").write_text('[judge.severity]\nfigure = "minor"\n')
    uri = editor.open(pair / "fr.txt")
    [figure] = editor.diagnostics(uri)
    assert (figure["code"], figure["severity"]) == ("figure", 3)
    (pair / "readerapp.toml").write_text("[judge\n")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": (pair / "readerapp.toml").as_uri()}})
    assert "readerapp.toml" in editor.message()


def test_a_page_that_is_closed_shows_nothing_any_more(editor, pair):
    uri = editor.open(pair / "fr.txt")
    assert editor.diagnostics(uri)
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert editor.diagnostics(uri) == []


def test_what_was_dropped_is_shown_where_it_would_be_read(editor, pair):
    text = "\n\n".join(part for part in CALM.split("\n\n") if not part.startswith("Quelque"))
    uri = editor.open(pair / "fr.txt", text)
    [dropped] = editor.diagnostics(uri)
    assert dropped["code"] == "dropped-sentence"
    headline = text.splitlines()[0]
    assert dropped["range"] == {
        "start": {"line": 0, "character": len(headline) - 1},
        "end": {"line": 0, "character": len(headline)},
    }
    told = hovered(editor, uri, 0, len(headline))["contents"]["value"]
    assert "dropped-sentence" in told and "Unos 340 trabajadores" in told


def test_words_of_a_web_page_are_found_in_its_source(editor, pair):
    (pair / "fr.txt").unlink()
    body = "".join(f"<p>{part}</p>\n" for part in WRONG.split("\n\n")[1:])
    body = body.replace("Quelque 430", "<b>Quelque</b>&nbsp;430").replace("l'aube", "l&#39;aube")
    title = WRONG.splitlines()[0]
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{body}</article></body></html>"
    (pair / "fr.html").write_text(page, encoding="utf-8")
    uri = editor.open(pair / "fr.html")
    figure = next(one for one in editor.diagnostics(uri) if one["code"] == "figure")
    assert "430" in words(page, figure["range"])
    assert "Unos 340" in hovered(editor, uri, 1, 30)["contents"]["value"]


def test_an_editor_that_can_do_little_is_given_little(start, pair):
    editor = start()
    editor.initialize(pair.parent, capabilities={})
    uri = editor.open(pair / "fr.txt")
    figure, _added = editor.diagnostics(uri)
    assert "relatedInformation" not in figure and "es: Unos 340" in figure["message"]
    told = hovered(editor, uri, 2)["contents"]
    assert told["kind"] == "plaintext" and told["value"].startswith("es: Unos 340") and "**" not in told["value"]
    assert actions(editor, uri, figure["range"])[0]["command"] == "readerapp.dismiss"


def test_the_editor_s_language_is_spoken(start, pair):
    editor = start()
    editor.initialize(pair.parent, locale="fr-FR")
    uri = editor.open(pair / "fr.txt")
    editor.diagnostics(uri)
    assert "majeur" in hovered(editor, uri, 2)["contents"]["value"]


def test_a_language_that_was_chosen_is_kept(start, pair):
    editor = start("--ui-lang", "en")
    editor.initialize(pair.parent, locale="fr")
    uri = editor.open(pair / "fr.txt")
    editor.diagnostics(uri)
    assert "major" in hovered(editor, uri, 2)["contents"]["value"]


def test_files_are_watched_where_the_editor_can(start, pair):
    capabilities = CAPABILITIES | {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    editor = start()
    editor.initialize(pair.parent, capabilities=capabilities)
    asked = editor.until(lambda message: message.get("method") == "client/registerCapability")
    [registered] = asked["params"]["registrations"]
    assert registered["method"] == "workspace/didChangeWatchedFiles"
    editor.send({"id": asked["id"], "result": None})
    assert editor.leave() == 0


def test_an_editor_that_goes_without_a_word_ends_it(start, pair):
    editor = start()
    editor.initialize(pair.parent)
    editor.sent.close()
    assert editor.process.wait(WAIT) == 1
    editor = start()
    editor.initialize(pair.parent)
    editor.notify("exit", None)
    assert editor.process.wait(WAIT) == 1


def test_a_client_of_another_make(pair):
    """The one that comes with the library, with its own ideas of messages."""

    async def work():
        client = LanguageClient("tests", "1")
        published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: published.put_nowait(params))
        await client.start_io(*COMMAND)
        capabilities = types.ClientCapabilities()
        await client.initialize_async(types.InitializeParams(capabilities, root_uri=pair.parent.as_uri()))
        client.initialized(types.InitializedParams())
        uri = (pair / "fr.txt").as_uri()
        document = types.TextDocumentItem(uri, "plaintext", 1, WRONG)
        client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        first = await asyncio.wait_for(published.get(), WAIT)
        change = types.TextDocumentContentChangeWholeDocument(CALM)
        now = types.VersionedTextDocumentIdentifier(2, uri)
        client.text_document_did_change(types.DidChangeTextDocumentParams(now, [change]))
        second = await asyncio.wait_for(published.get(), WAIT)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
        return [[one.code for one in params.diagnostics] for params in (first, second)]

    assert asyncio.run(work()) == [["figure", "added-sentence"], []]


def connected(process):
    told = process.stderr.readline().decode()
    host, port = re.search(r"at (\S+):(\d+)", told).groups()
    return socket.create_connection((host, int(port)), timeout=WAIT)


def test_an_editor_may_connect_instead(pair, tmp_path):
    process = subprocess.Popen([*COMMAND, "--tcp", "127.0.0.1:0"], cwd=tmp_path, stderr=subprocess.PIPE)
    try:
        link = connected(process)
        stream = link.makefile("rwb")
        editor = Editor(stream, stream)
        editor.initialize(pair.parent)
        assert rules(editor.diagnostics(editor.open(pair / "fr.txt"))) == ["figure", "added-sentence"]
        assert editor.ask("shutdown") is None
        editor.notify("exit", None)
        assert process.wait(WAIT) == 0
        link.close()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_a_page_in_a_browser_cannot_speak_to_it(tmp_path):
    process = subprocess.Popen([*COMMAND, "--tcp", "127.0.0.1:0"], cwd=tmp_path, stderr=subprocess.PIPE)
    try:
        link = connected(process)
        body = b'{"jsonrpc":"2.0","id":1,"method":"shutdown"}'
        link.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        assert link.recv(100) == b""
        link.close()
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("0.0.0.0:7777", "can be reached from other machines"),
        ("example.org:7777", "can be reached from other machines"),
        ("127.0.0.1", "is no address"),
        ("127.0.0.1:x", "is no address"),
        ("127.0.0.1:99999", "is no address"),
    ],
)
def test_addresses_that_are_refused(given, told):
    done = subprocess.run([*COMMAND, "--tcp", given], capture_output=True, text=True, timeout=WAIT)
    assert (done.returncode, done.stdout) == (2, "") and told in done.stderr and done.stderr.count("\n") == 1


def test_without_the_extra_it_says_so(monkeypatch):
    from click.testing import CliRunner

    from readerapp.cli.commands import cli
    from readerapp.errors import ReaderError

    monkeypatch.setattr("readerapp.cli.lsp.find_spec", lambda _name: None)
    done = CliRunner().invoke(cli, ["lsp"], standalone_mode=False)
    assert isinstance(done.exception, ReaderError) and "readerapp[lsp]" in str(done.exception)
