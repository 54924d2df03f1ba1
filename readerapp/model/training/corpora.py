"""Parallel text for training: TSV and TMX files, plain or compressed, with their weights."""

from __future__ import annotations

import gzip
import lzma
import re
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError, iterparse

from readerapp.errors import InputError
from readerapp.i18n import _

RECIPE = Path(__file__).parent / "recipe.toml"
_NAME = re.compile(r"^(?P<name>.+?)\.(?:fr-(?P<lang>es|ru)|(?P<reverse>es|ru)-fr)\.(?:tsv|tmx)(?:\.xz|\.gz)?$")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Tier:
    """How much a class of corpora counts.

    vectors, lexicon: weight of a pair. share: part of the pairs that the lexicon is counted on. words: a word
    list, not sentences. held: news from which stretches can be held out.
    """

    vectors: float
    lexicon: float
    share: float = 1.0
    words: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentence pairs of one file."""

    name: str
    lang: str
    tier: Tier
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the model is made from and how: tiers, known corpora, settings of each stage."""

    tiers: dict[str, Tier]
    corpora: dict[str, dict[str, str]]
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)


def parse_weighted(argument: str) -> tuple[Path, float | None]:
    """A corpus named on the command line: `FILE`, or `FILE=WEIGHT` where its pairs count other than once.

    Raises InputError for a weight that is no positive number.
    """
    name, _equals, weight = argument.rpartition("=")
    if not name:
        return Path(argument), None
    try:
        value = float(weight)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise InputError(_("%(argument)s: the weight behind = is no positive number") % {"argument": argument})
    return Path(name), value


def load_recipe(path: Path = RECIPE) -> Recipe:
    """Read a recipe. Raises InputError when it is no TOML or lacks a part."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        tiers = {name: Tier(**values) for name, values in data["tiers"].items()}
        missing = {"other", "glossary", *(entry["tier"] for entry in data["corpora"])} - set(tiers)
        if missing:
            raise ValueError(f"no tiers {sorted(missing)}")
        return Recipe(
            tiers,
            {entry["name"]: entry for entry in data["corpora"]},
            {name: data[name] for name in ("vocabulary", "vectors", "lexicon", "scorer", "support")},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            _("%(path)s: not a usable training recipe (%(why)s)") % {"path": path, "why": error}
        ) from error


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".xz":
        return lzma.open(path, "rb")
    if path.suffix == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]  # GzipFile reads bytes as IO does
    return path.open("rb")


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(_("{path}: the file cannot be read: {reason}").format(path=path, reason=error))


def _read_tsv(path: Path, reverse: bool) -> Iterator[tuple[str, str]]:
    with _open(path) as stream:
        for number, raw in enumerate(stream, 1):
            try:
                cells = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
            except UnicodeDecodeError as error:
                raise InputError(
                    _("%(path)s, line %(line)d: not UTF-8; convert the file first") % {"path": path, "line": number}
                ) from error
            if len(cells) >= 2 and cells[0].strip() and cells[1].strip():
                yield (cells[1], cells[0]) if reverse else (cells[0], cells[1])


def _read_tmx(path: Path, lang: str) -> Iterator[tuple[str, str]]:
    try:
        with _open(path) as stream:
            for _event, unit in iterparse(stream):
                if unit.tag.rpartition("}")[2] != "tu":
                    continue
                texts = {
                    (tuv.get(_XML_LANG) or tuv.get("lang") or "").lower()[:2]: "".join(seg.itertext())
                    for tuv in unit.iterfind("{*}tuv")
                    for seg in tuv.iterfind("{*}seg")
                }
                if texts.get("fr", "").strip() and texts.get(lang, "").strip():
                    yield texts["fr"], texts[lang]
                unit.clear()
    except (ParseError, LookupError, ValueError) as error:
        raise InputError(_("%(path)s: not a readable TMX file (%(why)s)") % {"path": path, "why": error}) from error


def _read_glossary(path: Path, column: int) -> Iterator[tuple[str, str]]:
    """French and the alternatives of one column of a three-language glossary."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    for line in lines:
        cells = line.split("\t")
        if len(cells) > column:
            for french in cells[0].split(" | "):
                for other in cells[column].split(" | "):
                    if french and other:
                        yield french, other


def read_corpora(places: Sequence[tuple[Path, float | None]], glossary: Path | None, recipe: Recipe) -> list[Corpus]:
    """Every file of parallel text named, or lying in a folder named, and the glossary.

    A file is called NAME.fr-es.tsv (or .fr-ru, .es-fr, .ru-fr; .tmx; .xz or .gz behind it). Its tier is what the
    recipe says of NAME, `other` for one it does not know; a weight given with the place goes before the tier's.
    Raises InputError for what is missing or unreadable, and when there is no parallel text at all.
    """
    out = []
    for place, weight in places:
        if not place.exists():
            raise InputError(_("%(path)s: no such file or folder of corpora") % {"path": place})
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            match = _NAME.match(path.name)
            if match:
                out.append(_read_corpus(path, match, weight, recipe))
            elif path == place:
                raise InputError(
                    _("%(path)s: which languages? Call it NAME.fr-es.tsv or NAME.fr-ru.tmx") % {"path": path}
                )
    if glossary is not None:
        if not glossary.is_file():
            raise InputError(_("%(path)s: no such glossary") % {"path": glossary})
        tier = recipe.tiers["glossary"]
        out += [
            Corpus("glossary", lang, tier, tuple(_read_glossary(glossary, column)))
            for lang, column in (("es", 1), ("ru", 2))
        ]
    if not any(corpus.pairs for corpus in out):
        raise InputError(_("no parallel text found: files are called NAME.fr-es.tsv or NAME.fr-ru.tmx"))
    return out


def _read_corpus(path: Path, match: re.Match[str], weight: float | None, recipe: Recipe) -> Corpus:
    lang = match["lang"] or match["reverse"]
    tier = recipe.tiers[recipe.corpora.get(match["name"], {}).get("tier", "other")]
    if weight is not None:
        tier = replace(tier, vectors=weight, lexicon=weight)
    tmx = ".tmx" in path.suffixes
    pairs = _read_tmx(path, lang) if tmx else _read_tsv(path, bool(match["reverse"]))
    try:
        return Corpus(match["name"], lang, tier, tuple(pairs))
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise _unreadable(path, error) from error


HELD_RUN = 60
"""Lines of a stretch that is held out whole, so that documents can be made of it."""


def hold_out(corpora: list[Corpus], one_in: int) -> tuple[list[Corpus], list[Corpus]]:
    """Split the news into what is trained on and every `one_in`-th stretch of lines, which is not.

    Where there is no news among the corpora, all running text is split.
    """
    train, held = [], []
    news = any(corpus.tier.held for corpus in corpora)
    for corpus in corpora:
        if not (corpus.tier.held if news else not corpus.tier.words):
            train.append(corpus)
            continue
        out = [(i // HELD_RUN) % one_in == one_in // 2 for i in range(len(corpus.pairs))]
        kept = {pair[0] for pair, o in zip(corpus.pairs, out, strict=True) if o}
        rest = tuple(p for p, o in zip(corpus.pairs, out, strict=True) if not o and p[0] not in kept)
        train.append(Corpus(corpus.name, corpus.lang, corpus.tier, rest))
        held.append(
            Corpus(
                corpus.name,
                corpus.lang,
                corpus.tier,
                tuple(p for p, o in zip(corpus.pairs, out, strict=True) if o),
            )
        )
    # A held sentence may stand in another file as well.
    known = {pair[0] for corpus in held for pair in corpus.pairs}
    train = [Corpus(c.name, c.lang, c.tier, tuple(p for p in c.pairs if p[0] not in known)) for c in train]
    return train, held
