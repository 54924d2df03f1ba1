"""Small translation files."""

from __future__ import annotations

from pathlib import Path

from readerapp.sources.bilingual import Bilingual, read_bilingual

ES = "El puerto reabrió el martes."
FR = "Le port a rouvert mardi."


def xliff_1(body: str, *, source: str = "es", target: str = "fr", space: str = "1.2") -> str:
    languages = f'source-language="{source}"' + (f' target-language="{target}"' if target else "")
    return (
        f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:{space}">'
        f'<file original="page.html" {languages} datatype="html"><body>{body}</body></file></xliff>'
    )


def xliff_2(body: str, *, source: str = "es", target: str = "fr", version: str = "2.1", extra: str = "") -> str:
    return (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="{version}" srcLang="{source}" '
        f'trgLang="{target}"{extra}><file id="f1">{body}</file></xliff>'
    )


def tmx(body: str, *, srclang: str = "es") -> str:
    return (
        '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
        f'adminlang="en" srclang="{srclang}" datatype="plaintext"/><body>{body}</body></tmx>'
    )


def po(body: str, *headers: str) -> str:
    lines = ["Content-Type: text/plain; charset=UTF-8", *(headers or ("Language: fr", "X-Source-Language: es"))]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n" + body


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, name: str, content: str | bytes, *, lang: str | None = None) -> Bilingual:
    """The one bilingual that there is in a file of this content."""
    [bilingual] = read_bilingual(write(folder, name, content), lang=lang)
    return bilingual


def texts(bilingual: Bilingual) -> list[tuple[str, str]]:
    return [(unit.original, unit.french) for unit in bilingual.units]
