"""The server: what comes from the editor goes to the desk, what the desk finds goes to the editor.

Everything here runs in one thread. Audits run in another, one at a time; of the texts of a page only the newest counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException, PyglsError
from pygls.io_ import run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument, Workspace

from readerapp import __version__
from readerapp.errors import ReaderError
from readerapp.hosts.lsp.desk import Checked, Desk
from readerapp.hosts.lsp.showing import ACCEPT, DISMISS, Showing
from readerapp.i18n import LANGUAGES, _, set_language
from readerapp.judge.kept import Cancelled
from readerapp.notes import REASONS
from readerapp.text.visible import visible

log = logging.getLogger(__name__)

WATCHED = "**/*.{txt,md,markdown,html,htm,xhtml,toml}"
"""The files on which an audit may depend, besides the page itself."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(slots=True)
class Page:
    """A text that is open in the editor. `number`: which of its texts is the newest."""

    uri: str
    path: Path
    number: int = 0
    timer: asyncio.TimerHandle | None = None
    showing: Showing | None = None
    told: str = ""

    def outdate(self) -> int:
        """Whatever is under way for it is no longer wanted."""
        self.number += 1
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        return self.number


class _Text(TextDocument):
    """A text whose lines end where the protocol says so, and not at every sign that Python takes for a line end."""

    @property
    def lines(self) -> Sequence[str]:
        return tuple(_LINE.findall(self.source))


class _Texts(Workspace):
    def _create_text_document(
        self, doc_uri: str, source: str | None = None, version: int | None = None, language_id: str | None = None
    ) -> TextDocument:
        return _Text(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self._position_codec,
        )


class _Protocol(LanguageServerProtocol):
    """Answers requests that are not as they should be, instead of leaving the editor waiting."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise


class Server(LanguageServer):
    """Audits French pages of pairs while they are written."""

    def __init__(self, desk: Desk, *, delay: float = 0.5, locale: bool = False) -> None:
        """`delay`: seconds after a change before the audit. `locale`: whether the editor chooses the language."""
        super().__init__("readerapp", __version__, protocol_cls=_Protocol)
        self.desk, self.delay, self.locale = desk, delay, locale
        self.pages: dict[str, Page] = {}
        self.left = False
        self._auditor = ThreadPoolExecutor(1, "audit")
        self._tasks: set[asyncio.Task[None]] = set()
        _register(self)

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Serve one editor until it leaves; the exit code that the protocol asks for."""
        try:
            self.start_io(stdin, stdout)
        finally:
            self._end()
        return 0 if self.left else 1

    def serve_tcp(self, host: str, port: int, ready: Callable[[str, int], None]) -> int:
        """Serve the first editor that connects. `ready` is told where. Raises OSError when nobody can connect there."""
        try:
            asyncio.run(self._listen(host, port, ready))
        except SystemExit:  # what an editor that leaves makes of it
            pass
        finally:
            self._end()
        return 0 if self.left else 1

    async def _listen(self, host: str, port: int, ready: Callable[[str, int], None]) -> None:
        done = asyncio.get_running_loop().create_future()
        taken = False

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal taken
            # A page in a browser can make it send requests here; they look much like messages of an editor.
            start = await reader.read(1) if not taken else b""
            if taken or start not in (b"C", b"c"):
                writer.close()
                return
            taken = True
            self.protocol.set_writer(writer)
            try:
                await run_async(self._stop(), _Begun(start, reader), self.protocol, log, self.report_server_error)
            except SystemExit:
                pass
            except (ConnectionError, asyncio.IncompleteReadError):
                log.warning("the connection was lost")
            finally:
                writer.close()
                if not done.done():
                    done.set_result(None)

        server = await asyncio.start_server(connected, host, port)
        address = server.sockets[0].getsockname()
        ready(address[0], address[1])
        async with server:
            await done

    def _stop(self) -> Any:
        from threading import Event

        self._stop_event = Event()
        return self._stop_event

    def _end(self) -> None:
        for page in self.pages.values():
            page.outdate()
        self._auditor.shutdown(wait=True, cancel_futures=True)

    def report_server_error(self, error: Exception, source: type[PyglsError] | type[JsonRpcException]) -> None:
        """What came was no message, or not as it should be: for the log, the person at the editor did not write it."""
        log.warning("%s: %s", source.__name__, visible(str(error)))

    # What is open.

    def begin(self, params: types.InitializeParams) -> None:
        """The editor says who it is: its folder is the working folder, its language perhaps ours."""
        before = self.workspace
        folders = params.workspace_folders or []
        self.protocol._workspace = _Texts(
            before.root_uri, types.TextDocumentSyncKind.Incremental, folders, before.position_encoding
        )
        language = (params.locale or "").replace("_", "-").partition("-")[0].lower()
        if self.locale and language in LANGUAGES:
            set_language(language)
        root = before.root_path or next((to_fs_path(folder.uri) for folder in folders), None)
        if root:
            with contextlib.suppress(OSError, ValueError):
                os.chdir(root)

    def watch(self) -> None:
        """Ask to be told when files change on which an audit may depend."""
        changes = getattr(self.client_capabilities.workspace, "did_change_watched_files", None)
        if changes is None or not changes.dynamic_registration:
            return
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        self.client_register_capability(types.RegistrationParams([types.Registration("readerapp", method, options)]))

    def open(self, uri: str) -> None:
        """A text was opened."""
        path = to_fs_path(uri)
        if not path:
            return
        if before := self.pages.get(uri):
            before.outdate()
        self.pages[uri] = Page(uri, Path(path).absolute())
        self.plan(self.pages[uri], 0)

    def close(self, uri: str) -> None:
        """A text was closed."""
        page = self.pages.pop(uri, None)
        if page is not None:
            page.outdate()
            self._publish(page, None)

    def again(self, paths: Sequence[Path] | None = None) -> None:
        """Audit the pages again that lie beside one of these files, or all of them."""
        folders = None if paths is None else {path.parent for path in paths}
        for page in self.pages.values():
            if folders is None or page.path.parent in folders:
                self.plan(page, self.delay)

    # Audits.

    def plan(self, page: Page, delay: float) -> None:
        """Audit the text of a page in a while, unless there is another one by then."""
        number = page.outdate()
        page.timer = asyncio.get_running_loop().call_later(delay, self._start, page, number)

    def _start(self, page: Page, number: int) -> None:
        task = asyncio.ensure_future(self._audit(page, number))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _audit(self, page: Page, number: int) -> None:
        document = self.workspace.get_text_document(page.uri)
        text, version = document.source, document.version

        def cancelled() -> bool:
            return page.number != number

        try:
            checked = await asyncio.get_running_loop().run_in_executor(
                self._auditor, self.desk.check, page.path, text, cancelled
            )
        except Cancelled:
            return
        except ReaderError as error:
            self._failed(page, number, str(error))
        except Exception:  # a fault of ours ends this audit, and not the server
            log.exception("audit of %s", page.path)
            self._failed(page, number, _("{path}: the audit failed; the log says more").format(path=page.path.name))
        else:
            if not cancelled():
                page.told = ""
                self._publish(page, checked, version)

    def _failed(self, page: Page, number: int, message: str) -> None:
        """Say once what is the matter with a page. What was shown of it holds no more."""
        if page.number != number:
            return
        self._publish(page, None)
        if message != page.told:
            page.told = message
            self.tell(message, types.MessageType.Warning)

    def _publish(self, page: Page, checked: Checked | None, version: int | None = None) -> None:
        shown = page.showing is not None
        page.showing = self._showing(page.uri, checked) if checked else None
        # Nothing is said of texts that are none of ours.
        if page.showing or shown:
            diagnostics = page.showing.diagnostics if page.showing else []
            params = types.PublishDiagnosticsParams(page.uri, diagnostics, version)
            self.text_document_publish_diagnostics(params)

    def _showing(self, uri: str, checked: Checked) -> Showing:
        wanted = getattr(self.client_capabilities.text_document, "publish_diagnostics", None)
        related = bool(wanted and wanted.related_information)
        encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return Showing(uri, checked, encoding, related=related)

    # What the editor asks.

    def showing(self, uri: str) -> Showing | None:
        """What is shown of a page, if that is its text as it is now."""
        page = self.pages.get(uri)
        if page is None or page.showing is None:
            return None
        from readerapp.hosts.lsp.positions import plain

        now = plain(self.workspace.get_text_document(uri).source)
        return page.showing if page.showing.checked.text == now else None

    async def judge(self, verdict: str, arguments: Sequence[object]) -> None:
        """Write a verdict, and show the page without the flag."""
        wanted = 3 if verdict == "dismissed" else 2
        texts = [one for one in arguments if isinstance(one, str)]
        if len(texts) != wanted or len(arguments) != wanted or (wanted == 3 and texts[2] not in REASONS):
            self.tell(_("this command needs a page, a flag and, to dismiss it, a reason"))
            return
        page = self.pages.get(texts[0])
        if page is None or page.showing is None:
            self.tell(_("this page is not open, or not audited; nothing was written"))
            return
        before = page.showing.checked
        try:
            checked = await asyncio.to_thread(self.desk.judge, before, texts[1], verdict, *texts[2:])
        except ReaderError as error:
            self.tell(str(error))
            return
        except Exception:
            log.exception("verdict on %s", page.path)
            self.tell(_("{path}: the note could not be written; the log says more").format(path=page.path.name))
            return
        if self.pages.get(page.uri) is not page:
            return
        if page.showing is not None and page.showing.checked is before:
            document = self.workspace.get_text_document(page.uri)
            self._publish(page, checked, document.version)
        else:
            # Another text was audited meanwhile, perhaps without this note.
            self.plan(page, 0)

    def tell(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Tell the person at the editor, and the log."""
        told = visible(message)
        self.window_show_message(types.ShowMessageParams(kind, f"readerapp: {told}"))
        self.window_log_message(types.LogMessageParams(kind, told))


class _Begun:
    """A reader whose first byte was looked at."""

    def __init__(self, start: bytes, reader: asyncio.StreamReader) -> None:
        self._start, self._reader = start, reader

    async def readline(self) -> bytes:
        start, self._start = self._start, b""
        return start + await self._reader.readline()

    async def readexactly(self, count: int) -> bytes:
        return await self._reader.readexactly(count)


def _register(server: Server) -> None:
    """Say what of the protocol is understood."""

    @server.feature(types.INITIALIZE)
    def initialize(ls: Server, params: types.InitializeParams) -> None:
        ls.begin(params)

    @server.feature(types.INITIALIZED)
    def initialized(ls: Server, _params: types.InitializedParams) -> None:
        ls.watch()

    @server.feature(types.SHUTDOWN)
    def shutdown(ls: Server, *_params: object) -> None:
        ls.left = True
        for page in ls.pages.values():
            page.outdate()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        ls.open(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        if page := ls.pages.get(params.text_document.uri):
            ls.plan(page, ls.delay)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        # An original perhaps.
        if path := to_fs_path(params.text_document.uri):
            ls.again([Path(path).absolute()])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        ls.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        paths = [Path(path).absolute() for change in params.changes if (path := to_fs_path(change.uri))]
        # Settings may be those of the working folder.
        ls.again(None if any(path.suffix == ".toml" for path in paths) else paths)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def settings_changed(ls: Server, _params: types.DidChangeConfigurationParams) -> None:
        ls.again()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
        showing = ls.showing(params.text_document.uri)
        wanted = getattr(ls.client_capabilities.text_document, "hover", None)
        return showing.hover(params.position, (wanted and wanted.content_format) or ()) if showing else None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction | types.Command]:
        only = params.context.only
        if only is not None and not any(kind in ("", types.CodeActionKind.QuickFix) for kind in only):
            return []
        showing = ls.showing(params.text_document.uri)
        wanted = getattr(ls.client_capabilities.text_document, "code_action", None)
        literals = bool(wanted and wanted.code_action_literal_support)
        return showing.actions(params.range, literals=literals) if showing else []

    async def dismiss(ls: Server, *arguments: object) -> None:
        await ls.judge("dismissed", arguments)

    async def accept(ls: Server, *arguments: object) -> None:
        await ls.judge("accepted", arguments)

    server.command(DISMISS)(dismiss)
    server.command(ACCEPT)(accept)
