"""What a house or a desk wants of the judge: which rules run, how heavy they are, what its glossary says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.language.words import WORD, normalise

if TYPE_CHECKING:
    from readerapp.judge.rules import Rule

ORIGINAL_LANGUAGES = ("es", "ru")

DEFAULT_RULE = "loaded-wording"
"""Whose flag a forbidden rendering becomes where its entry names no rule."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """An entry of the glossary: an original phrase, and French ones that are wanted or forbidden for it.

    Phrases are written as in the tables of `readerapp.language.tables`. `lang`: es or ru; told by the letters of
    `original` where it is empty. `rule`: of what is forbidden, whose flag it becomes.
    """

    original: str
    french: tuple[str, ...]
    lang: str = ""
    rule: str = ""

    def __post_init__(self) -> None:
        if self.lang and self.lang not in ORIGINAL_LANGUAGES:
            raise ReaderError(_("lang must be one of: {allowed}").format(allowed=", ".join(ORIGINAL_LANGUAGES)))
        if not self.french:
            raise ReaderError(_("“{phrase}” has no French beside it").format(phrase=self.original))
        for phrase in (self.original, *self.french):
            check_phrase(phrase)

    @property
    def language(self) -> str:
        """Language of the original phrase."""
        return self.lang or ("ru" if any("\u0400" <= sign <= "\u04ff" for sign in self.original) else "es")


@dataclass(frozen=True, slots=True)
class SameName:
    """One name as the three languages write it; several ways in one language are alternatives."""

    fr: tuple[str, ...]
    es: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.fr or not (self.es or self.ru):
            raise ReaderError(_("a name needs fr, and es or ru (or both)"))
        for phrase in (*self.fr, *self.es, *self.ru):
            check_phrase(phrase)

    def renderings(self) -> Iterator[Rendering]:
        """The name as entries of a glossary."""
        for lang in ORIGINAL_LANGUAGES:
            for phrase in getattr(self, lang):
                yield Rendering(phrase, self.fr, lang)


Translate = Callable[[Sequence[str], str, Callable[[], None]], Sequence[str | None]]
"""Makes French of sentences of a language, None where it cannot; calls the last one now and then, which may raise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes the judgement.

    select, ignore: names of rules or families; nothing selected means all, and what is ignored never runs.
    severity: what the flags of a rule weigh, minor or major. threshold: the least score of a rule that is reported, 0
    to 1. always: renderings that are the house's own, so that no rule may complain of them. never: renderings that are
    put up wherever they stand. names: which names are the same. tables: folders with language tables, the nearest last.
    encoder: whose sentence vectors link the sentences, empty for our own. mt: whose machine translation bears witness,
    and behind a slash which version of it (`apertium/3.8.3`), empty for none; translate: what makes it.

    Raises ReaderError when it names a rule that there is not, or a value that is not allowed.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict, hash=False)
    threshold: Mapping[str, float] = field(default_factory=dict, hash=False)
    always: tuple[Rendering, ...] = ()
    never: tuple[Rendering, ...] = ()
    names: tuple[SameName, ...] = ()
    tables: tuple[Path, ...] = ()
    encoder: str = ""
    mt: str = ""
    translate: Translate | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in (*self.select, *self.ignore):
            expand((name,))
        for rule, severity in self.severity.items():
            check_rule(rule)
            check_severity(severity)
        for rule, least in self.threshold.items():
            check_rule(rule)
            check_threshold(least)
        for entry in self.never:
            if entry.rule:
                check_rule(entry.rule)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, in the order of the registry. Raises ReaderError when none is left."""
        from readerapp.judge.rules import rules

        known = rules()
        wanted = expand(self.select) if self.select else {rule.name for rule in known}
        left = tuple(rule for rule in known if rule.name in wanted - expand(self.ignore))
        if known and not left:
            raise ReaderError(_("no rule is left to run: all that are selected are ignored as well"))
        return left

    def overlaid(self, nearer: Settings) -> Settings:
        """These settings with nearer ones on top: values give way, lists are joined.

        What the nearer one selects is no longer ignored, and what it wants is no longer forbidden.
        """
        freed = expand(nearer.select)
        kept = (name for name in self.ignore if name not in freed)
        if freed & expand(self.ignore):
            kept = (name for name in sorted(expand(self.ignore)) if name not in freed)
        wanted = {
            (entry.language, normalise(entry.original), normalise(phrase))
            for entry in nearer.always
            for phrase in entry.french
        }
        return Settings(
            select=_joined(self.select, nearer.select),
            ignore=_joined(kept, nearer.ignore),
            severity={**self.severity, **nearer.severity},
            threshold={**self.threshold, **nearer.threshold},
            always=_joined(self.always, nearer.always),
            never=_joined(_without(self.never, wanted), nearer.never),
            names=_joined(self.names, nearer.names),
            tables=_joined((folder for folder in self.tables if folder not in nearer.tables), nearer.tables),
            encoder=nearer.encoder or self.encoder,
            mt=nearer.mt or self.mt,
            translate=nearer.translate or self.translate,
        )

    def narrowed(
        self, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), encoder: str = "", mt: str = ""
    ) -> Settings:
        """These settings with what was chosen for this once: a selection stands alone, what is ignored is added."""
        if encoder or mt:
            return replace(self, encoder=encoder or self.encoder, mt=mt or self.mt).narrowed(select, ignore)
        if select:
            return replace(self, select=select, ignore=ignore)
        return replace(self, ignore=_joined(self.ignore, ignore))

    def fingerprint(self) -> str:
        """Eight digits that tell these settings from others of other effect; empty where they change nothing."""
        found: dict[str, Any] = {
            "rules": self._chosen(),
            "severity": sorted(self.severity.items()),
            "threshold": sorted((rule, float(least)) for rule, least in self.threshold.items()),
            "always": sorted({_words_of(entry) for entry in self.always}),
            "never": sorted({(*_words_of(entry), entry.rule or DEFAULT_RULE) for entry in self.never}),
            "names": sorted({(_in_order(n.fr), _in_order(n.es), _in_order(n.ru)) for n in self.names}),
            "tables": [content for folder in self.tables if (content := _contents(folder))],
        }
        found |= {name: value for name in ("encoder", "mt") if (value := getattr(self, name))}
        if not any(found.values()):
            return ""
        return sha256(json.dumps(found, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def _chosen(self) -> list[str]:
        """The names of the rules that run, where not all do."""
        if not self.select and not self.ignore:
            return []
        from readerapp.judge.rules import rules

        ran = [rule.name for rule in self.rules()]
        return ran if len(ran) < len(rules()) else []


def expand(names: Iterable[str]) -> set[str]:
    """The rules that names of rules and families stand for. Raises ReaderError when there is no such thing."""
    names = tuple(names)
    if not names:
        return set()
    from readerapp.judge.rules import FAMILIES, rules

    out: set[str] = set()
    for name in names:
        found = {rule.name for rule in rules() if name in (rule.name, rule.family)}
        if not found and name not in FAMILIES:
            raise _unknown(name, (*FAMILIES, *(rule.name for rule in rules())))
        out |= found
    return out


def check_rule(name: str) -> None:
    """Raise ReaderError when there is no rule of this name."""
    from readerapp.judge.rules import find_rule

    find_rule(name)


def check_severity(value: object) -> None:
    """Raise ReaderError when this is no severity."""
    from readerapp.judge.rules import SEVERITIES

    if value not in SEVERITIES:
        raise ReaderError(_("must be one of: {allowed}").format(allowed=", ".join(SEVERITIES)))


def check_threshold(value: object) -> None:
    """Raise ReaderError when this is no score."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ReaderError(_("must be a number from 0 to 1"))


def check_phrase(phrase: str) -> None:
    """Raise ReaderError when nothing can be found by this phrase."""
    if not WORD.search(phrase):
        raise ReaderError(_("“{phrase}”: there is no word in it").format(phrase=phrase))


def hint(name: str, known: Iterable[str]) -> str:
    """Which of the known names was probably meant, as what may follow the wrong one; empty where none is near."""
    near = get_close_matches(name, tuple(known), n=1)
    return _(" (did you mean {near}?)").format(near=near[0]) if near else ""


def _unknown(name: str, known: tuple[str, ...]) -> ReaderError:
    meant = hint(name, known)
    if meant:
        return ReaderError(_("no such rule or family: {name}").format(name=name) + meant)
    told = _("no such rule or family: {name} (there are: {known})")
    return ReaderError(told.format(name=name, known=", ".join(known)))


def _joined(far: Iterable[Any], near: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*far, *near)))


def _without(entries: Iterable[Rendering], wanted: set[tuple[str, str, str]]) -> Iterator[Rendering]:
    """What is forbidden, without the French phrases that are wanted."""
    for entry in entries:
        about = entry.language, normalise(entry.original)
        left = tuple(phrase for phrase in entry.french if (*about, normalise(phrase)) not in wanted)
        if left:
            yield replace(entry, french=left)


def _in_order(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases as a fingerprint takes them: in whatever order and case they were written."""
    return tuple(sorted({normalise(phrase) for phrase in phrases}))


def _words_of(entry: Rendering) -> tuple[str, str, tuple[str, ...]]:
    return entry.language, normalise(entry.original), _in_order(entry.french)


def _contents(folder: Path) -> str:
    """A fingerprint of the tables in a folder, wherever it stands; empty where there are none."""
    digest = sha256()
    found = (*folder.glob("*.tsv"), *folder.glob("*/*.tsv"))
    paths = sorted((path.relative_to(folder).as_posix(), path) for path in found if path.is_file())
    for name, path in paths:
        try:
            data = path.read_bytes()
        except OSError:
            continue  # whoever reads the table says why
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogatepass") + data)
    return digest.hexdigest() if paths else ""
