"""Markdown as GitHub knows it, for a wiki or a pull request: a table of flags a family, with the sentences below it.

What comes from outside can do nothing: it is no markup, no link, no formula, mentions nobody and no issue. Backslashes
and character references stop the marks of Markdown. They do not stop what GitHub and other wikis look for once all is
laid out (@name, #12, an address); there a space of no width stands within.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from readerapp.i18n import _, ngettext
from readerapp.judge import FAMILIES, SEVERITIES
from readerapp.judge.entries import score
from readerapp.notes import reason_words, verdict_words
from readerapp.notes.judgement import Judgement
from readerapp.report.facts import flag_sentences, flag_words, notes, title_of
from readerapp.report.formats import Job
from readerapp.report.profile import profile_lines
from readerapp.report.told import STATUSES, Told, ToldFlag
from readerapp.report.words import GLYPHS, family_word, severity_word, status_word
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.closeness import Closeness, Scores
    from readerapp.report.closeness import Together

NO_WIDTH = "&#8203;"
"""What parts a mark from the word behind it and is not seen."""

_CHUNK = 1 << 13
_CUT = 60
"""Letters of a row's French in the table of its figures."""

_CLOSENESS = ("chrF++", "BLEU", "TER")
"""The columns of the figures of closeness; sacrebleu's names, the same in every language."""

_MARKS = {sign: "\\" + sign for sign in "\\`*_[]~"} | {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    "{": "&#123;",
    "}": "&#125;",
    # Two of them would be a formula; GitHub knows no other way to write one that is none.
    "$": "<span>$</span>",
    "@": "@" + NO_WIDTH,
    "#": "\\#" + NO_WIDTH,
}
_MARK = re.compile("[" + re.escape("".join(_MARKS)) + "]")

# Of what links or pictures are made once all is laid out: addresses, bare names of hosts, emoji, pages, issues by other
# names.
_LINKING = re.compile(
    r"/(?=/)"
    r"|(?i:w)(?=(?i:ww)\.)"
    r"|(?<=\S)\.(?=[^\W\d_])"
    r"|(?i:mailto|xmpp):"
    r"|:(?=[\w+-]+:)"
    r"|(?i:\bGH-)(?=\d)"
    r"|\[(?=\[)"
    r"|[!&%~](?=\w)"
)

# What would begin a list or a heading on a line of its own.
_BEGINNING = re.compile(r"^(?:[-+=]|\d+[.)](?=\s|$))")


def write_markdown(job: Job) -> Iterator[str]:
    """The report. Several pairs have an index before them, so they are laid out into a temporary file first."""
    counts: Counter[str] = Counter()
    pairs = iter(job)
    beginning = [told for told in (next(pairs, None), next(pairs, None)) if told is not None]
    several = len(beginning) > 1
    with _spool() as index, _spool() as sections:
        left_out = 0
        name = ""
        together: Together | None = None
        for number, told in enumerate(chain(beginning, pairs), 1):
            name = title_of(told)
            left_out += told.left_out
            counts.update(_counted(told))
            if told.closeness is not None:
                from readerapp.report.closeness import Together

                together = together or Together()
                together.add(told.closeness)
            if several:
                index.write(_index_row(number, told))
            sections.writelines(_pair(number, told, several=several))
        many = ngettext("{count} pair", "{count} pairs", job.count).format(count=job.count)
        yield f"# {escape(name) if job.count == 1 else many}\n\n"
        yield f"{_counts(counts)}\n\n"
        if left_out:
            yield f"{_left_out(left_out)}\n\n"
        if several:
            heads = [_("Pair"), _("Title"), *(f"{GLYPHS[family]} {family_word(family)}" for family in FAMILIES)]
            heads += _CLOSENESS if together else ()
            yield _head(heads, right=(0, *range(2, len(heads))))
            yield from _read(index)
            yield "\n"
            if together is not None:
                yield from _measured(together.scores, together.lang, together.against)
        yield from _read(sections)
        if together is not None and together.signatures is not None:
            from readerapp.report.closeness import signature_lines

            yield "".join(f"- {name}: `{told}`\n" for name, told in signature_lines(together.signatures)) + "\n"
    if job.about:
        yield f"{escape(job.about)}\n\n"
    yield f"`{job.signature()}`\n"


def escape(text: str) -> str:
    """Text from outside on one line, in which nothing is markup, link, picture, mention, formula or issue."""
    parted = _LINKING.sub(lambda found: found[0] + "\u200b", visible(text).strip())
    marked = _MARK.sub(lambda found: _MARKS[found[0]], parted).replace("\u200b", NO_WIDTH)
    return _BEGINNING.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", marked)


def _spool() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="\n")


def _read(spool: IO[str]) -> Iterator[str]:
    spool.seek(0)
    return iter(lambda: spool.read(_CHUNK), "")


def _counted(told: Told) -> Counter[str]:
    """The flags of a pair, all and by what they are counted by."""
    counts = Counter({"flags": len(told.flags)})
    for one in told.flags:
        counts.update((one.flag.family, one.severity))
        if told.review is not None:
            counts[one.status] += 1
    return counts


def _counts(counts: Counter[str]) -> str:
    total = ngettext("{count} flag", "{count} flags", counts["flags"]).format(count=counts["flags"])
    parts = [f"{GLYPHS[name]} {family_word(name)} {counts[name]}" for name in FAMILIES if counts[name]]
    parts += [f"{severity_word(name)} {counts[name]}" for name in reversed(SEVERITIES) if counts[name]]
    parts += [f"{status_word(name)} {counts[name]}" for name in STATUSES if counts[name]]
    return " · ".join([total, *parts])


def _left_out(count: int) -> str:
    text = ngettext(
        "{count} flag is left out because of its status.",
        "{count} flags are left out because of their status.",
        count,
    )
    return text.format(count=count)


def _heading(number: int) -> str:
    return _("Pair {number}").format(number=number)


def _index_row(number: int, told: Told) -> str:
    # GitHub makes the anchor of a heading of its words.
    anchor = _heading(number).lower().replace(" ", "-")
    counts = _counted(told)
    cells = [f"[{number}](#{anchor})", escape(title_of(told)), *(str(counts[family]) for family in FAMILIES)]
    if told.closeness is not None:
        cells += _figures(told.closeness.page)
    return _row(cells)


def _head(names: Sequence[str], right: Sequence[int]) -> str:
    rule = ["--:" if place in right else "---" for place in range(len(names))]
    return _row(names) + _row(rule)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _pair(number: int, told: Told, *, several: bool) -> Iterator[str]:
    level = "###" if several else "##"
    if several:
        yield f"## {_heading(number)}\n\n{escape(title_of(told))}\n\n{_counts(_counted(told))}\n\n"
    if not told.flags:
        yield _("No flag.") + "\n\n"
    numbered = list(enumerate(told.flags, 1))
    families = dict.fromkeys((*FAMILIES, *(one.flag.family for one in told.flags)))
    for family in families:
        flags = [(place, one) for place, one in numbered if one.flag.family == family]
        if flags:
            yield f"{level} {GLYPHS.get(family, '·')} {escape(family_word(family))}\n\n"
            yield from _table(told, flags)
    yield from _profile(told)
    if told.closeness is not None:
        yield level + " " + _("Closeness") + "\n\n"
        yield from _closeness(told.closeness)
    said = list(_said_besides(told))
    if said:
        yield level + " " + _("Notes") + "\n\n"
        yield "".join(f"- {line}\n" for line in said) + "\n"


def _table(told: Told, flags: Sequence[tuple[int, ToldFlag]]) -> Iterator[str]:
    reviewed = told.review is not None
    heads = [_("No."), _("Rule"), _("Severity"), _("Score")]
    heads += [_("Status")] if reviewed else []
    heads += [_("Words"), _("What is wrong")]
    heads += [_("Note")] if reviewed else []
    yield _head(heads, right=(0, 3))
    for number, one in flags:
        cells = [
            str(number),
            escape(one.flag.rule),
            escape(severity_word(one.severity)),
            f"{score(one.flag.score):.2f}",
        ]
        cells += [_standing(one)] if reviewed else []
        cells += [_arrow(*flag_words(told.audit, one.flag)), escape(one.flag.message)]
        cells += [_notes(one.judgement)] if reviewed else []
        yield _row(cells)
    yield "\n"
    quoted: dict[tuple[str, str], list[str]] = {}
    for number, one in flags:
        sentences = flag_sentences(told.audit, one.flag)
        # Where the words are the whole sentences, they have been read.
        if sentences != flag_words(told.audit, one.flag):
            quoted.setdefault(sentences, []).append(str(number))
    for sentences, numbers in quoted.items():
        yield f"> **{', '.join(numbers)}** {_arrow(*sentences)}\n\n"


def _standing(one: ToldFlag) -> str:
    reason = reason_words(one.judgement.reason)
    return escape(status_word(one.status) + (f" ({reason})" if reason else ""))


def _arrow(french: str, original: str) -> str:
    told = [f"« {escape(french)} »"] if french.strip() else []
    if original.strip():
        told.append(f"← “{escape(original)}”")
    return " ".join(told)


def _notes(judgement: Judgement) -> str:
    return " · ".join(escape(f"{who}: {note}" if who else note) for who, note in notes(judgement))


def _profile(told: Told) -> Iterator[str]:
    if told.flags:
        lines = profile_lines(replace(told.audit, flags=tuple(one.flag for one in told.flags)).profile)
        yield "".join(f"- {escape(line)}\n" for line in lines) + "\n"


def _closeness(found: Closeness) -> Iterator[str]:
    """How close the page is to a plain translation, with what is usual, and each of its rows."""
    from readerapp.report.closeness import against_words, cut, is_mixed, rows_usual, sentence_numbers

    yield from _measured(found.page, found.lang, found.against)
    if not found.passages:
        return
    usually = [_("Rows: chrF++ {usual}").format(usual=told) for told in rows_usual(found)]
    yield "".join(f"- {escape(line)}\n" for line in usually) + ("\n" if usually else "")
    mixed = is_mixed(found)
    heads = [_("Sentences"), _("French"), *_CLOSENESS, *([_("Measured against")] if mixed else [])]
    yield _head(heads, right=(0, 2, 3, 4))
    for passage in found.passages:
        cells = [sentence_numbers(passage.french), escape(cut(passage.hypothesis, _CUT))]
        cells += _figures(passage.scores)
        yield _row([*cells, *([escape(against_words(passage.against))] if mixed else [])])
    yield "\n"


def _measured(scores: Scores | None, lang: str, against: str) -> Iterator[str]:
    """The figures of a page, or of all, as a table."""
    from readerapp.report.closeness import table

    if scores is None:
        yield escape(_("Closeness: nothing to compare.")) + "\n\n"
        return
    yield _head([_("Measured against"), *_CLOSENESS], right=(1, 2, 3))
    for name, figures in table(scores, lang, against):
        yield _row([escape(name), *figures])
    yield "\n"


def _figures(scores: Scores | None) -> list[str]:
    from readerapp.report.closeness import rounded

    return list(rounded(scores).values()) if scores else [""] * len(_CLOSENESS)


def _said_besides(told: Told) -> Iterator[str]:
    """What reviewers said of the pair, of its sentences, and of what has no place any more."""
    review = told.review
    if review is None:
        return
    if pair := _notes(review.pair):
        yield _about(escape(_("On the pair")), pair)
    for (side, index), judgement in review.sentences.items():
        document = told.audit.french if side < 0 else told.audit.originals[side]
        text = document.sentences[index].text
        if said := _notes(judgement):
            yield _about(_arrow(text, "") if side < 0 else _arrow("", text), said)
    for lost in review.lost:
        said = " · ".join(part for part in (_verdict(lost.judgement), _notes(lost.judgement)) if part)
        about = " ".join(part for part in (escape(lost.message), _arrow(*lost.words)) if part)
        yield _about(escape(_("Without a place in the texts")), _about(about, said) if said else about)


def _about(about: str, text: str) -> str:
    return f"{about} · {text}"


def _verdict(judgement: Judgement) -> str:
    return escape(verdict_words(judgement.verdict)) if judgement.verdict != "open" else ""
