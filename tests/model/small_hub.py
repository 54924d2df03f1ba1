"""A hub of one model, on this machine: as much of the real one's HTTP as downloading a model takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

COMMIT = "a" * 40


@contextmanager
def small_hub(name: str, folder: Path) -> Iterator[str]:
    """The address of a hub that has the files of a folder as the model `name`."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path.startswith(f"/{name}/resolve/"):
                self._file(path.split("/", 5)[5])
            elif path.startswith(f"/api/models/{name}/tree/"):
                self._answer(200, json.dumps([_entry(path, data) for path, data in files.items()]).encode())
            elif path in (f"/api/models/{name}", f"/api/models/{name}/revision/main"):
                about = {"id": name, "sha": COMMIT, "siblings": [{"rfilename": path} for path in files]}
                self._answer(200, json.dumps(about).encode())
            else:
                self._answer(404, b"", {"X-Error-Code": "RepoNotFound"})

        do_HEAD = do_GET

        def _file(self, path: str) -> None:
            if path not in files:
                self._answer(404, b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
                return
            mark = f'"{sha1(files[path]).hexdigest()}"'
            self._answer(200, files[path], {"ETag": mark, "X-Repo-Commit": COMMIT})

        def _answer(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(code)
            for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_what: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def _entry(path: str, data: bytes) -> dict[str, object]:
    return {"type": "file", "path": path, "size": len(data), "oid": sha1(data).hexdigest()}
