"""How close pages stand to a plain translation, as reports tell it: a line, a bar, a table, data, lines of a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readerapp.closeness import (
    Closeness,
    Counts,
    Passage,
    Range,
    Scores,
    Signatures,
    Usual,
    kinds_of,
    scores_of,
    usual,
)
from readerapp.i18n import _, ngettext
from readerapp.judge.auditing import Trace, signature
from readerapp.report.csv import BETWEEN, BYTE_ORDER_MARK, cell
from readerapp.report.json import write
from readerapp.sources.names import language_name
from readerapp.text.visible import visible

SCHEMA = "readerapp/closeness/1"

COLUMNS = (
    "pair", "level", "french_sentences", "original", "original_sentences", "against", "chrf", "bleu", "ter",
    "usual_low", "usual_high", "hypothesis", "reference", "signatures",
)  # fmt: skip
"""`level`: row, page or corpus. Sentences and originals are counted from 1. `usual_low`, `usual_high`: of chrF++."""

FLAG_COLUMNS = (
    "row_chrf", "row_bleu", "row_ter", "page_chrf", "page_bleu", "page_ter", "closeness_against",
    "row_against", "row_usual_low", "row_usual_high", "page_usual_low", "page_usual_high", "closeness_signatures",
)  # fmt: skip
"""What a report of flags has at the end of its lines where closeness was asked for."""

NAMES = ("chrF++", "BLEU", "TER")
"""The figures in the order in which they stand in tables."""

_FULL, _EMPTY = "━", "─"


@dataclass
class Together:
    """What all pages of a report come to; added up while it is written, so that none need be kept for it."""

    pages: int = 0
    counts: Counts | None = None
    signatures: Signatures | None = None
    _kinds: set[str] = field(default_factory=set)
    _langs: set[str] = field(default_factory=set)

    def add(self, found: Closeness | None) -> None:
        """Add a page; None is one that was not measured."""
        if found is None:
            return
        self.pages += 1
        self.signatures = found.signatures
        if found.counts is not None:
            self.counts = self.counts + found.counts if self.counts else found.counts
            self._kinds.update(kinds_of(found.against))
            self._langs.add(found.lang)

    @property
    def scores(self) -> Scores | None:
        """The figures of all of them together; None when there are none."""
        return scores_of(self.counts)

    @property
    def against(self) -> str:
        """What they were measured against, as `Closeness` says it."""
        return "+".join(sorted(self._kinds, reverse=True))

    @property
    def lang(self) -> str:
        """The language of all originals, empty when they are several."""
        return next(iter(self._langs)) if len(self._langs) == 1 else ""


def together(pages: Iterable[Closeness]) -> Together:
    """What pages come to."""
    made = Together()
    for page in pages:
        made.add(page)
    return made


def bar(figure: float, width: int = 20) -> str:
    """A figure of 0 to 100 as a bar: a thick line for it, a thin one for what is missing."""
    full = round(min(100.0, max(0.0, figure)) / 100 * width)
    return _FULL * full + _EMPTY * (width - full)


def against_words(against: str) -> str:
    """What a page was measured against, for people."""
    kinds = []
    for kind in kinds_of(against):
        name = kind.partition(":")[2]
        if kind == "gloss":
            kinds.append(_("a gloss"))
        else:
            kinds.append(_("machine translation ({name})").format(name=visible(name)) if name else _("translation"))
    return " + ".join(kinds)


def usual_words(lang: str, *, page: bool, against: str) -> str:
    """What is usual for good translations, for people; empty where it was not measured."""
    found = usual(lang, against)
    if found is None:
        return ""
    ends = _ends((found.page if page else found.passage).chrf)
    return _("usual for good translations: {low} to {high}").format(**ends)


def closeness_line(found: Closeness) -> str:
    """The figures of a page in one line."""
    if found.page is None:
        return _("Closeness: nothing to compare.")
    line = _("Closeness to {what}: chrF++ {chrf}, BLEU {bleu}, TER {ter}").format(
        what=against_words(found.against), **rounded(found.page)
    )
    told = usual_words(found.lang, page=True, against=found.against)
    return f"{line} (chrF++ {told})" if told else line


def together_line(found: Together) -> str:
    """The figures of all pages of a report in one line."""
    scores = found.scores
    if scores is None:
        return _("Closeness: nothing to compare.")
    return _("Closeness to {what}: chrF++ {chrf}, BLEU {bleu}, TER {ter}").format(
        what=against_words(found.against), **rounded(scores)
    )


def passage_line(passage: Passage, *, against: bool) -> str:
    """The figures of a row in one line. `against`: say what it was measured against as well."""
    figures = rounded(passage.scores)
    parts = [f"chrF++ {figures['chrf']}", f"BLEU {figures['bleu']}", f"TER {figures['ter']}"]
    return " · ".join([*parts, against_words(passage.against)] if against else parts)


def is_mixed(found: Closeness) -> bool:
    """Whether some rows were measured against one thing, some against another."""
    return len(kinds_of(found.against)) > 1


def table(scores: Scores, lang: str, against: str) -> list[tuple[str, tuple[str, str, str]]]:
    """Lines of a table, each with its name: the figures, and what is usual where it was measured; see `NAMES`."""
    figures = rounded(scores)
    lines = [(against_words(against), (figures["chrf"], figures["bleu"], figures["ter"]))]
    if found := usual(lang, against):
        ranges = (found.page.chrf, found.page.bleu, found.page.ter)
        low, middle, high = (_("{low} to {high}").format(**_ends(one)) for one in ranges)
        lines.append((_("usual for pages of good translations"), (low, middle, high)))
    return lines


def signature_lines(signatures: Signatures) -> list[tuple[str, str]]:
    """How sacrebleu's figures came about: of which, and the signature behind the name that sacrebleu gives it."""
    return [
        ("chrF++", f"chrF2++|{signatures.chrf}"),
        ("BLEU", f"BLEU|{signatures.bleu}"),
        (_("BLEU of single rows"), f"BLEU|{signatures.bleu_row}"),
        ("TER", f"TER|{signatures.ter}"),
    ]


def rounded(scores: Scores) -> dict[str, str]:
    """Figures for people, by `chrf`, `bleu`, `ter`: as many decimals as sacrebleu's command shows."""
    return {"chrf": f"{scores.chrf:.1f}", "bleu": f"{scores.bleu:.1f}", "ter": f"{scores.ter:.1f}"}


def _ends(found: Range) -> dict[str, int]:
    return {"low": round(found.low), "high": round(found.high)}


def scores_entry(scores: Scores | None) -> dict[str, float] | None:
    """Figures as reports write them: two decimals, as many as sacrebleu's command can be asked for and more."""
    if scores is None:
        return None
    return {"chrf": round(scores.chrf, 2), "bleu": round(scores.bleu, 2), "ter": round(scores.ter, 2)}


def together_entry(found: Together) -> dict[str, Any]:
    """The figures of all pages of a report as plain data."""
    return {
        "pages": found.pages,
        "against": found.against,
        "corpus": scores_entry(found.scores),
        "signatures": _signatures_entry(found.signatures),
    }


def closeness_entry(found: Closeness, *, lines: bool = False) -> dict[str, Any]:
    """The figures of a page as plain data; with `lines`, what was compared as well."""
    return {
        "against": found.against,
        "page": scores_entry(found.page),
        "usual": _usual_entry(usual(found.lang, found.against)),
        "signatures": _signatures_entry(found.signatures),
        "rows": [_passage_entry(passage, lines) for passage in found.passages],
    }


def _usual_entry(found: Usual | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "page_chrf": _quartiles(found.page.chrf),
        "page_bleu": _quartiles(found.page.bleu),
        "page_ter": _quartiles(found.page.ter),
        "row_chrf": _quartiles(found.passage.chrf),
        "texts": found.texts,
        "known_page_chrf": _quartiles(found.known_page.chrf),
        "corpora": list(found.corpora),
        **({"by": found.by} if found.by else {}),
        "date": found.date,
    }


def _quartiles(found: Range) -> list[float]:
    return [found.low, found.middle, found.high]


def _signatures_entry(found: Signatures | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {"chrf": found.chrf, "bleu": found.bleu, "bleu_row": found.bleu_row, "ter": found.ter}


def _passage_entry(passage: Passage, lines: bool) -> dict[str, Any]:
    measured = usual(passage.lang, passage.against)
    entry: dict[str, Any] = {
        "french": list(passage.french),
        "document": passage.document,
        "original": list(passage.original),
        "against": passage.against,
        **(scores_entry(passage.scores) or {}),
        "usual_chrf": _quartiles(measured.passage.chrf) if measured else None,
    }
    return entry | {"hypothesis": passage.hypothesis, "reference": passage.reference} if lines else entry


def closeness_json(pages: Sequence[Closeness], traces: Iterable[Trace] = ()) -> str:
    """The figures of pages for programs, schema `readerapp/closeness/1`."""
    entries = [{"pair": page.pair, **closeness_entry(page, lines=True)} for page in pages]
    data = {
        "schema": SCHEMA,
        "signature": signature(traces),
        "corpus": scores_entry(together(pages).scores),
        "pages": entries,
    }
    return write(data)


def closeness_csv(pages: Sequence[Closeness]) -> str:
    """A line a row, then one a page, at the end one of all."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for page in pages:
        of_rows, of_pages = _plain_signatures(page.signatures, rows=True), _plain_signatures(page.signatures)
        for one in page.passages:
            places = _numbers(one.french), str(one.document + 1), _numbers(one.original), one.against
            usually = _usual_ends(one.lang, one.against, page=False)
            texts = one.hypothesis, one.reference
            row = (page.pair, "row", *places, *_figures(one.scores), *usually, *texts, of_rows)
            writer.writerow(map(cell, row))
        usually = _usual_ends(page.lang, page.against, page=True)
        row = (page.pair, "page", "", "", "", page.against, *_figures(page.page), *usually, "", "", of_pages)
        writer.writerow(map(cell, row))
    if len(pages) > 1:
        all_of_them = together(pages)
        figures = (all_of_them.against, *_figures(all_of_them.scores))
        row = ("", "corpus", "", "", "", *figures, "", "", "", "", _plain_signatures(pages[0].signatures))
        writer.writerow(map(cell, row))
    return BYTE_ORDER_MARK + out.getvalue()


def flag_cells(found: Closeness | None, passages: Mapping[int, Passage], french: Sequence[int]) -> Iterator[str]:
    """The cells of `FLAG_COLUMNS` for a flag on these French sentences. `passages`: those of the page by sentence."""
    if found is None:
        yield from [""] * len(FLAG_COLUMNS)
        return
    passage = next((passages[index] for index in french if index in passages), None)
    yield from _figures(passage.scores if passage else None)
    yield from _figures(found.page)
    yield found.against
    yield passage.against if passage else ""
    yield from _usual_ends(passage.lang, passage.against, page=False) if passage else ("", "")
    yield from _usual_ends(found.lang, found.against, page=True)
    yield _plain_signatures(found.signatures)


def _usual_ends(lang: str, against: str, *, page: bool) -> tuple[str, str]:
    found = usual(lang, against)
    if found is None:
        return "", ""
    measured = (found.page if page else found.passage).chrf
    return str(measured.low), str(measured.high)


def _plain_signatures(found: Signatures, *, rows: bool = False) -> str:
    """The signatures in one cell, the same in every language."""
    return f"chrF2++|{found.chrf} BLEU|{found.bleu_row if rows else found.bleu} TER|{found.ter}"


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
            figures = rounded(passage.scores)
            against = f"{against_words(passage.against)}: " if is_mixed(page) else ""
            out.append(
                f"{bar(passage.scores.chrf)} chrF++ {figures['chrf']:>5}  BLEU {figures['bleu']:>5}  "
                f"TER {figures['ter']:>5}  {against}{visible(cut(passage.hypothesis))}"
            )
        out += [f"  chrF++ {told}" for told in rows_usual(page)]
        out += [closeness_line(page), ""]
    all_of_them = together(pages)
    if len(pages) > 1 and (scores := all_of_them.scores):
        count = ngettext("All in all, {count} pair", "All in all, {count} pairs", len(pages)).format(count=len(pages))
        figures, against = rounded(scores), against_words(all_of_them.against)
        out += [f"{count}: chrF++ {figures['chrf']}, BLEU {figures['bleu']}, TER {figures['ter']} ({against})", ""]
    if pages:
        out += [f"{name}: {told}" for name, told in signature_lines(pages[0].signatures)]
    return "\n".join([*out, signature(traces), ""])


def rows_usual(page: Closeness) -> list[str]:
    """What is usual for the rows of a page, a line for each language and each thing that they are measured against."""
    kinds = dict.fromkeys((passage.lang, passage.against) for passage in page.passages)
    told = {kind: usual_words(kind[0], page=False, against=kind[1]) for kind in kinds}
    several = len(kinds) > 1
    return [
        f"{words} ({against_words(against)}, {language_name(lang)})" if several else words
        for (lang, against), words in told.items()
        if words
    ]


def sentence_numbers(indices: Sequence[int]) -> str:
    """Sentences as people count them: from 1, neighbours as from the first to the last."""
    numbers = [index + 1 for index in indices]
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))


def cut(text: str, width: int = 40) -> str:
    """The beginning of a text, for who knows the rest."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
