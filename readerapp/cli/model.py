"""`readerapp model`: the trained part of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readerapp.cli.options import SETTINGS, common_options
from readerapp.cli.output import complain, deliver
from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge.settings import Translate


@click.group(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]…"),
    short_help=_("Tell about the trained part."),
    help=_("The trained part: what it was made from and what it reaches."),
)
@common_options
def model() -> None:
    """Commands about the model."""


@model.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    help=_("Show the card of the model: corpora, their licences, sizes, figures."),
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json")),
    default="terminal",
    show_default=True,
    help=_("Text to read, or JSON."),
)
@common_options
def show(wanted: str) -> None:
    """Show the card of the model in use."""
    from readerapp.model import show_card

    card = show_card()
    if wanted == "json":
        from readerapp.report.json import write

        deliver(write(card), encoding="utf-8")
    else:
        deliver("".join(f"{line.rstrip()}\n" for line in card_lines(card)))


@model.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    help=_(
        "Train a model from parallel text: files called NAME.fr-es.tsv or NAME.fr-ru.tmx (also .xz, .gz), or "
        "folders of them; FILE=WEIGHT makes the pairs of a file count more or less. Needs torch (the extra "
        "'train'). On two cores the recipe that came with the program takes about an hour."
    ),
)
@click.argument("corpora", nargs=-1, required=True, metavar=_("FILE[=WEIGHT]…"))
@click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("A glossary of three columns: French, Spanish, Russian; alternatives between bars."),
)
@click.option(
    "--recipe",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Tiers, weights and settings (default: the recipe that came with the program)."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar=_("FOLDER"),
    help=_("Where the model is written."),
)
@common_options
def train(corpora: tuple[str, ...], glossary: Path | None, recipe: Path | None, output: Path) -> None:
    """Train a model and write it to a folder."""
    from importlib.util import find_spec

    from readerapp.cli.progress import Stages
    from readerapp.model.training.corpora import RECIPE, load_recipe, parse_weighted, read_corpora

    if find_spec("torch") is None:
        raise ReaderError(_("training needs torch: install readerapp with its extra, readerapp[train]"))
    plan = load_recipe(recipe or RECIPE)
    texts = read_corpora([parse_weighted(argument) for argument in corpora], glossary, plan)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("%(path)s: no folder can be made there (%(why)s)")
        raise ReaderError(message % {"path": visible(str(output)), "why": error.strerror}) from error
    from readerapp.align.training.build import train as train_model

    with Stages() as stages:
        figures = train_model(texts, plan, output, stages.tell)
    deliver("".join(f"{line.rstrip()}\n" for line in card_lines(figures)))


@model.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    help=_(
        "Fit the models that weigh what the rules find inside sentences, on hand-marked cases (JSON files or folders "
        "of them), on edits made by program in their clean sentences and, with --clean, on faithful translations. "
        "Shows what they reach under cross-validation."
    ),
)
@click.argument("cases", nargs=-1, required=True, metavar=_("CASES…"), type=click.Path(path_type=Path, exists=True))
@click.option(
    "--clean",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar=_("FILE"),
    help=_("Faithful translations with known links, one JSON object a line: id, lang, fr, src, gold. Repeatable."),
)
@click.option(
    "--also",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar=_("CASES"),
    help=_("Cases to fit on as well, but not to choose thresholds and reckon figures on. Repeatable."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar=_("FILE"),
    help=_("Where they are written."),
)
@click.option(
    "--mt",
    default="off",
    metavar=_("PROVIDER"),
    help=_("Fit as well how a machine translation is heard, on what this provider makes of the originals."),
)
@common_options
def fit(cases: tuple[Path, ...], clean: tuple[Path, ...], also: tuple[Path, ...], output: Path, mt: str) -> None:
    """Fit the models of the rules and write them to a file."""
    from readerapp.cli.output import check_target
    from readerapp.cli.progress import Stages
    from readerapp.judge.training.cases import Translator, no_translation
    from readerapp.judge.training.gather import Material, gather, read_cases, read_documents
    from readerapp.judge.training.make import fit_rules, store
    from readerapp.model import load_model

    check_target(output)
    marked, news = read_cases(cases), read_documents(clean)
    more = read_cases(also) if also else []
    places = Places(mt=mt, files=False)
    ask = places().translate
    translate: Translator = no_translation
    if ask is not None:
        translate = partial(_asked, places, ask)
        by_lang: dict[str, list[str]] = {}
        for case in [*marked, *more, *news]:
            by_lang.setdefault(case["original_lang"], []).extend(one["text"] for one in case["original"])
        for lang, texts in by_lang.items():
            translate(texts, lang)  # in few batches what would be asked for case by case
    with Stages() as stages:
        total = (len(marked) + len(more)) * 5 + len(news) * 2
        material = Material()
        for step, (_name, grown) in enumerate(
            gather(marked, news, load_model(), also=more, translate=translate), start=1
        ):
            material = grown
            stages.tell("cases", step, total)
        fitted = fit_rules(material, stages.tell)
    made_from: dict[str, int | str] = {
        "cases": len(marked) + len(more),
        "flags": sum(len(case["flags"]) for case in [*marked, *more]),
        "clean rows": len(material.news),
        "edits": sum(example.right for example in material.edited),
    }
    if ask is not None:
        made_from["translated by"] = places().mt
    deliver(store(fitted, made_from), output)
    deliver("".join(f"{line.rstrip()}\n" for line in card_lines({"made from": made_from, **fitted.figures})))


def _asked(places: Places, ask: Translate, texts: Sequence[str], lang: str) -> Sequence[str | None]:
    """A machine translation of sentences; what goes wrong with it is told once."""
    found = ask(texts, lang, lambda: None)
    for problem in places.problems():
        complain(problem)
    return found


def card_lines(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """A card as lines to read: names and values, what is nested indented, lists of like things as tables."""
    wide = max((len(str(key)) for key, item in value.items() if not _is_nested(item)), default=0)
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield f"{indent}{_plain(key)}"
            yield from card_lines(item, indent + "  ")
        elif _is_nested(item):
            yield f"{indent}{_plain(key)}"
            yield from _table(item, indent + "  ")
        else:
            yield f"{indent}{_plain(key):{wide}}  {_plain(item)}"


def _is_nested(item: Any) -> bool:
    return isinstance(item, Mapping) or (
        isinstance(item, list) and bool(item) and all(isinstance(entry, Mapping) for entry in item)
    )


def _table(entries: list[Mapping[str, Any]], indent: str) -> Iterator[str]:
    names = list(dict.fromkeys(name for entry in entries for name in entry))
    cells = [
        [_plain(name) for name in names],
        *([_plain(entry.get(name, "")) for name in names] for entry in entries),
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(names))]
    for row in cells:
        yield indent + "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))


def _plain(item: Any) -> str:
    if isinstance(item, float):
        return f"{item:.4g}"
    if isinstance(item, list | tuple):
        return ", ".join(_plain(entry) for entry in item)
    return visible(str(item))
