"""How close pages stand to a plain translation, as reports tell it: a line, a bar, a table, data, lines of a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from readerapp.closeness import Closeness, Passage, Scores, together, usual
from readerapp.i18n import _, ngettext
from readerapp.judge.auditing import Trace, signature
from readerapp.report.csv import BETWEEN, BYTE_ORDER_MARK, cell
from readerapp.report.json import write
from readerapp.text.visible import visible

SCHEMA = "readerapp/closeness/1"

COLUMNS = (
    "pair", "level", "french_sentences", "original", "original_sentences", "against", "chrf", "bleu", "ter",
    "usual_low", "usual_high", "hypothesis", "reference",
)  # fmt: skip
"""`level`: row, page or corpus. Sentences and originals are counted from 1."""

FLAG_COLUMNS = (
    "row_chrf", "row_bleu", "row_ter", "page_chrf", "page_bleu", "page_ter", "closeness_against",
)  # fmt: skip
"""What a report of flags has at the end of its lines where closeness was asked for."""

_FULL, _EMPTY = "━", "─"


def bar(figure: float, width: int = 20) -> str:
    """A figure of 0 to 100 as a bar: a thick line for it, a thin one for what is missing."""
    full = round(min(100.0, max(0.0, figure)) / 100 * width)
    return _FULL * full + _EMPTY * (width - full)


def against_words(against: str) -> str:
    """What a page was measured against, for people."""
    kinds = []
    for kind in against.split("+"):
        name = kind.partition(":")[2]
        if kind == "gloss":
            kinds.append(_("a gloss"))
        else:
            kinds.append(_("machine translation ({name})").format(name=visible(name)) if name else _("translation"))
    return " + ".join(kinds)


def usual_words(lang: str, *, page: bool, against: str) -> str:
    """What is usual for good translations, for people; empty where it was not measured."""
    found = usual(lang) if against == "gloss" else None
    if found is None:
        return ""
    middle = found.page if page else found.passage
    return _("usual for good translations: {low} to {high}").format(low=round(middle.low), high=round(middle.high))


def closeness_line(found: Closeness) -> str:
    """The figures of a page in one line."""
    if found.page is None:
        return _("Closeness: nothing to compare.")
    line = _("Closeness to {what}: chrF++ {chrf}, BLEU {bleu}, TER {ter}").format(
        what=against_words(found.against), **_rounded(found.page)
    )
    told = usual_words(found.lang, page=True, against=found.against)
    return f"{line} (chrF++ {told})" if told else line


def _rounded(scores: Scores) -> dict[str, str]:
    return {"chrf": f"{scores.chrf:.1f}", "bleu": f"{scores.bleu:.1f}", "ter": f"{scores.ter:.1f}"}


def scores_entry(scores: Scores | None) -> dict[str, float] | None:
    """Figures as reports write them: two decimals, as many as sacrebleu's command can be asked for and more."""
    if scores is None:
        return None
    return {"chrf": round(scores.chrf, 2), "bleu": round(scores.bleu, 2), "ter": round(scores.ter, 2)}


def closeness_entry(found: Closeness, *, lines: bool = False) -> dict[str, Any]:
    """The figures of a page as plain data; with `lines`, what was compared as well."""
    signatures = found.signatures
    measured = usual(found.lang) if found.against == "gloss" else None
    entry: dict[str, Any] = {
        "against": found.against,
        "page": scores_entry(found.page),
        "usual": None
        if measured is None
        else {
            "page_chrf": [measured.page.low, measured.page.middle, measured.page.high],
            "row_chrf": [measured.passage.low, measured.passage.middle, measured.passage.high],
            "texts": measured.texts,
            "known_page_chrf": [measured.known_page.low, measured.known_page.middle, measured.known_page.high],
            "corpora": list(measured.corpora),
            "date": measured.date,
        },
        "signatures": {
            "chrf": signatures.chrf,
            "bleu": signatures.bleu,
            "bleu_row": signatures.bleu_row,
            "ter": signatures.ter,
        },
        "rows": [_passage_entry(passage, lines) for passage in found.passages],
    }
    return entry


def _passage_entry(passage: Passage, lines: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "french": list(passage.french),
        "document": passage.document,
        "original": list(passage.original),
        "against": passage.against,
        **(scores_entry(passage.scores) or {}),
    }
    return entry | {"hypothesis": passage.hypothesis, "reference": passage.reference} if lines else entry


def closeness_json(pages: Sequence[Closeness], traces: Iterable[Trace] = ()) -> str:
    """The figures of pages for programs, schema `readerapp/closeness/1`."""
    entries = [{"pair": page.pair, **closeness_entry(page, lines=True)} for page in pages]
    data = {
        "schema": SCHEMA,
        "signature": signature(traces),
        "corpus": scores_entry(together(pages)),
        "pages": entries,
    }
    return write(data)


def closeness_csv(pages: Sequence[Closeness]) -> str:
    """A line a row, then one a page, at the end one of all."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for page in pages:
        measured = usual(page.lang) if page.against == "gloss" else None
        for one in page.passages:
            usually = (measured.passage.low, measured.passage.high) if measured else ("", "")
            places = _numbers(one.french), str(one.document + 1), _numbers(one.original), one.against
            row = (page.pair, "row", *places, *_figures(one.scores), *usually, one.hypothesis, one.reference)
            writer.writerow([cell(str(value)) for value in row])
        usually = (measured.page.low, measured.page.high) if measured else ("", "")
        row = (page.pair, "page", "", "", "", page.against, *_figures(page.page), *usually, "", "")
        writer.writerow([cell(str(value)) for value in row])
    if len(pages) > 1:
        kinds = "+".join(sorted({page.against for page in pages}, reverse=True))
        writer.writerow(["", "corpus", "", "", "", kinds, *_figures(together(pages)), "", "", "", ""])
    return BYTE_ORDER_MARK + out.getvalue()


def flag_cells(found: Closeness | None, french: Sequence[int]) -> Iterator[str]:
    """The cells of `FLAG_COLUMNS` for a flag on these French sentences."""
    if found is None:
        yield from [""] * len(FLAG_COLUMNS)
        return
    passage = found.behind(french[0]) if french else None
    yield from _figures(passage.scores if passage else None)
    yield from _figures(found.page)
    yield found.against


def _figures(scores: Scores | None) -> tuple[str, str, str]:
    if scores is None:
        return "", "", ""
    return f"{scores.chrf:.2f}", f"{scores.bleu:.2f}", f"{scores.ter:.2f}"


def _numbers(indices: Iterable[int]) -> str:
    return BETWEEN.join(str(index + 1) for index in indices)


def closeness_text(pages: Sequence[Closeness], traces: Iterable[Trace] = ()) -> str:
    """The figures of pages for people: a line a passage with its bar, then those of the page."""
    out: list[str] = []
    for page in pages:
        out += [visible(page.pair), "─" * max(20, len(page.pair))]
        for passage in page.passages:
            figures = _rounded(passage.scores)
            out.append(
                f"{bar(passage.scores.chrf)} chrF++ {figures['chrf']:>5}  BLEU {figures['bleu']:>5}  "
                f"TER {figures['ter']:>5}  {visible(_cut(passage.hypothesis))}"
            )
        if told := usual_words(page.lang, page=False, against=page.against):
            out.append(f"  chrF++ {told}")
        out += [closeness_line(page), ""]
    if len(pages) > 1 and (all_of_them := together(pages)):
        count = ngettext("All in all, {count} pair", "All in all, {count} pairs", len(pages)).format(count=len(pages))
        figures = _rounded(all_of_them)
        out += [f"{count}: chrF++ {figures['chrf']}, BLEU {figures['bleu']}, TER {figures['ter']}", ""]
    if pages:
        signatures = pages[0].signatures
        out += [f"chrF++ {signatures.chrf}", f"BLEU {signatures.bleu}", f"TER {signatures.ter}"]
    return "\n".join([*out, signature(traces), ""])


def _cut(text: str, width: int = 40) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
