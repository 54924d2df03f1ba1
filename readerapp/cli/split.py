"""`readerapp split`: the sentences of a text, as the program sees them."""

from __future__ import annotations

from pathlib import Path

import click

from readerapp.cli.options import SETTINGS, common_options, output_option, segmented_option
from readerapp.cli.output import check_target, complain, deliver
from readerapp.errors import ReaderError
from readerapp.i18n import _


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Split texts into sentences."),
    help=_("Split texts into sentences, one a line, and say what each is on the page."),
)
@click.argument("files", nargs=-1, required=True, metavar=_("FILE…"), type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("lines", "json")),
    default="lines",
    show_default=True,
    help=_("Lines of text, or JSON with offsets and roles."),
)
@click.option("--roles", is_flag=True, help=_("Put the role and a tab before each line."))
@output_option
@segmented_option
@click.option(
    "--lang",
    type=click.Choice(("fr", "es", "ru")),
    help=_("Language of the texts (default: told by text and name)."),
)
@common_options
def split(
    files: tuple[str, ...],
    wanted: str,
    roles: bool,
    output: Path | None,
    segmented: bool,
    lang: str | None,
) -> int:
    """Split the files and write their sentences."""
    from readerapp.sources import read_document
    from readerapp.text.visible import visible

    check_target(output)
    documents, failed = [], False
    for file in files:
        try:
            documents.append(read_document(file, lang=lang, segmented=segmented))
        except ReaderError as error:
            if len(files) == 1:
                raise
            failed = True
            complain(str(error))
    if wanted == "json":
        from readerapp.report.json import split_json

        text = split_json(documents)
    else:
        # A sentence may run over a line break of its file; here it stays on its line.
        text = "".join(
            (f"{sentence.role.value}\t" if roles else "") + visible(" ".join(sentence.text.split())) + "\n"
            for document in documents
            for sentence in document.sentences
        )
    deliver(text, output, encoding="utf-8")
    return 2 if failed else 0
