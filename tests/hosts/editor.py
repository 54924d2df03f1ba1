"""An editor as far as a language server is concerned: messages over the standard streams of a process, or a socket."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

WAIT = 20.0
CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "dataSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    }
}


class Editor:
    """Speaks the protocol by hand, so that it can be spoken badly as well."""

    def __init__(self, sent: BinaryIO, received: BinaryIO, process: subprocess.Popen[bytes] | None = None) -> None:
        self.sent, self.received, self.process = sent, received, process
        self.messages: list[dict[str, Any]] = []
        self._news: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._passed: list[dict[str, Any]] = []
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    @classmethod
    def start(cls, command: list[str], **options: Any) -> Editor:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
        )
        assert process.stdin and process.stdout
        return cls(process.stdin, process.stdout, process)

    def _listen(self) -> None:
        while header := self.received.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                assert name in (b"Content-Length", b"Content-Type"), header
                length = int(value) if name == b"Content-Length" else length
                header = self.received.readline()
            self._news.put(json.loads(self.received.read(length)))
        self._news.put(None)

    def raw(self, data: bytes) -> None:
        self.sent.write(data)
        self.sent.flush()

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> Any:
        """The result of a request, or the error (as {"error": …}). What comes before it can still be waited for."""
        self._number += 1
        number = self._number
        self.send({"id": number, "method": method, "params": params})
        while True:
            message = self._next(time.monotonic() + WAIT)
            if message.get("id") == number and "method" not in message:
                return message["result"] if "error" not in message else {"error": message["error"]}
            self._passed.append(message)

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is wanted; those before it are passed over."""
        end = time.monotonic() + WAIT
        while self._passed:
            message = self._passed.pop(0)
            if wanted(message):
                return message
        while not wanted(message := self._next(end)):
            pass
        return message

    def _next(self, end: float) -> dict[str, Any]:
        message = self._news.get(timeout=max(0.01, end - time.monotonic()))
        assert message is not None, "the server is gone"
        self.messages.append(message)
        return message

    def initialize(self, root: Path | None = None, encodings: list[str] | None = None, **more: Any) -> Any:
        capabilities = dict(more.pop("capabilities", CAPABILITIES))
        if encodings:
            capabilities["general"] = {"positionEncodings": encodings}
        uri = root.as_uri() if root else None
        answer = self.ask("initialize", {"processId": None, "rootUri": uri, "capabilities": capabilities, **more})
        self.notify("initialized", {})
        return answer

    def open(self, path: Path, text: str | None = None) -> str:
        uri = path.as_uri()
        self._versions[uri] = 1
        text = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, *changes: dict[str, Any]) -> int:
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})
        return self._versions[uri]

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """Those that come next, or those of a version."""

        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and (version is None or params.get("version") == version)
            )

        return self.until(wanted)["params"]["diagnostics"]

    def message(self) -> str:
        """What the person is told next."""
        return self.until(lambda message: message.get("method") == "window/showMessage")["params"]["message"]

    def leave(self) -> int:
        assert self.process
        assert self.ask("shutdown") is None
        self.notify("exit", None)
        code = self.process.wait(WAIT)
        self.close()
        return code

    def close(self) -> None:
        if self.process:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            for stream in (self.process.stdin, self.process.stderr):
                if stream:
                    stream.close()
