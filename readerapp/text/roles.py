"""What each sentence is on the page, told from layout and wording.

Wrong furniture hides changes from the reader and missed furniture raises false alarms, so a line is furniture
only where its whole wording says so; layout decides between the other roles, which are all looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from readerapp.text.blocks import Block, Mark
from readerapp.text.datelines import is_dateline, prefix_end
from readerapp.text.document import Role
from readerapp.text.wording import LONGEST, NAMES, matcher, plain

_WORD = re.compile(r"\w")
_STOPPED = re.compile(r"[.!?…]['’\"»”)\]]*$")
_FULL_STOP = re.compile(r"\.['’\"»”)\]]*$")
_INITIALS_SIGNATURE = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,3}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?:[#@][\w-]+[ ,]*)+|!?\[[^\]]*\]\([^)]*\)")
_BAR = re.compile(r"\s*[|•·]\s*|\s+[—–/-]\s+")
_LABEL = re.compile(r" : |©|^[(\[]")
_LABEL_WITHIN = 40
_LONGEST_NOTICE = 60
_TITLE_LENGTH = 220
_BUTTON_WORDS = 4
_HEAD_BLOCKS = 8
_FOOT_BLOCKS = 3


@dataclass(slots=True)
class _Paragraph:
    """A block with what is found about it; `roles` holds one role a sentence, None while open."""

    block: Block
    texts: list[str]
    roles: list[Role | None] = field(default_factory=list)
    opens_with_dateline: bool = False

    @property
    def open(self) -> bool:
        return None in self.roles

    @property
    def role(self) -> Role | None:
        return self.roles[0] if len(set(self.roles)) == 1 else None

    @property
    def line(self) -> str:
        return self.texts[0] if len(self.texts) == 1 else ""

    def settle(self, role: Role) -> None:
        self.roles = [known or role for known in self.roles]


def assign_roles(text: str, blocks: Sequence[tuple[Block, Sequence[tuple[int, int]]]], lang: str) -> list[Role]:
    """The role of each sentence of `blocks` (paragraphs with the spans of their sentences), in order."""
    page = [_read(text, block, spans, lang) for block, spans in blocks]
    _find_related_links(page)
    _find_notes(page, lang)
    _find_bylines(page)
    _find_introduction(page)
    _find_titles(page)
    for paragraph in page:
        paragraph.settle(Role.BODY)
    return [role or Role.BODY for paragraph in page for role in paragraph.roles]


def _read(text: str, block: Block, spans: Sequence[tuple[int, int]], lang: str) -> _Paragraph:
    texts = [text[start:end] for start, end in spans]
    paragraph = _Paragraph(block, texts)
    whole = text[block.start : min(block.end, block.start + LONGEST + 1)]
    alone = _by_wording(whole, lang)
    if alone is not None:
        paragraph.roles = [alone] * len(texts)
        return paragraph
    paragraph.opens_with_dateline = prefix_end(text, block.start, block.end, lang) > block.start
    paragraph.roles = [_by_wording(sentence, lang, within=True) for sentence in texts]
    if len(texts) == 2 and paragraph.roles[1] is Role.FURNITURE and paragraph.roles[0] is None:
        # One sentence and its photographer are the legend of the picture.
        paragraph.roles[0] = Role.CAPTION
    return paragraph


def _by_wording(line: str, lang: str, *, within: bool = False) -> Role | None:
    """The role told by the wording of a whole line, or of a sentence `within` a paragraph; None: open."""
    if len(line) > LONGEST:
        return None
    form = plain(line)
    if not _WORD.search(form):
        return Role.FURNITURE
    if matcher("note", lang).fullmatch(form):
        return Role.NOTE
    if within and not _LABEL.search(form):
        return None
    if not within and (_ADDRESS.fullmatch(line) or _INITIALS_SIGNATURE.fullmatch(line)):
        return Role.FURNITURE
    # A long line with a full stop is a sentence, unless it begins with a label (« Photo : ») or a sign.
    if len(line) > _LONGEST_NOTICE and _STOPPED.search(line) and not _LABEL.search(form[:_LABEL_WITHIN]):
        return Role.FURNITURE if matcher("notice", lang).fullmatch(form) else None
    unwrapped = form[1:-1] if form.startswith("(") and form.endswith(")") else form
    if matcher("byline", lang).fullmatch(unwrapped) and len(line) < 120:
        return Role.BYLINE
    if _is_furniture(form, lang) or (not _STOPPED.search(line) and matcher("tag", lang).fullmatch(form)):
        return Role.FURNITURE
    if not within and is_dateline(line, lang):
        return Role.DATELINE
    if not within and matcher("caption", lang).fullmatch(form):
        return Role.CAPTION
    return None


def _is_furniture(form: str, lang: str) -> bool:
    furniture, notice = matcher("furniture", lang), matcher("notice", lang)
    if furniture.fullmatch(form) or notice.fullmatch(form):
        return True
    parts = [part for part in _BAR.split(form) if part]
    told = [bool(furniture.fullmatch(part)) for part in parts]
    # « 13 mars 2026 – Société – 412 vues »: what stands between a date and a counter is a section.
    if len(parts) > 1 and (all(told) or (any(told) and is_dateline(parts[0], lang))):
        return True
    # « Signaler | Imprimer | Commentaires (3) »: one unknown button in a row of known ones is a button.
    buttons = [part for part in form.split("|") if part.strip()]
    short = all(len(button.split()) <= _BUTTON_WORDS for button in buttons)
    known = sum(bool(furniture.fullmatch(button.strip())) for button in buttons)
    return len(buttons) > 2 and short and known >= len(buttons) - 1


def _find_related_links(page: list[_Paragraph]) -> None:
    """The titles under a line such as « À LIRE AUSSI : »: short lines without a stop, right after it."""
    for at, paragraph in enumerate(page):
        if paragraph.role is not Role.FURNITURE or not paragraph.line.rstrip().endswith(":"):
            continue
        for following in page[at + 1 : at + 6]:
            title = following.line
            if not following.open or not title or len(title) > 140 or _STOPPED.search(title):
                break
            if following.block.mark is Mark.HEADING:
                break
            following.settle(Role.FURNITURE)


def _find_notes(page: list[_Paragraph], lang: str) -> None:
    """Paragraphs of a translator or an editor, and those beside them at the head or the foot of the page."""
    cue, signature = matcher("note anywhere", lang), matcher("signature", lang)
    first = next((at for at, p in enumerate(page) if p.role is Role.DATELINE or p.opens_with_dateline), None)
    for at, paragraph in enumerate(page):
        if paragraph.role is Role.BYLINE:
            continue
        forms = [plain(sentence) if len(sentence) <= 2 * LONGEST else "" for sentence in paragraph.texts]
        if any(signature.fullmatch(form) for form in forms):
            paragraph.roles = [Role.NOTE] * len(paragraph.texts)
            # At the head of the page it signs the introduction above it; at the foot that would be the article.
            if paragraph.line and at < len(page) - 1 - at:
                _settle_whole_sentences(reversed(page[max(0, at - _HEAD_BLOCKS) : at]))
            continue
        if paragraph.open and any(cue.fullmatch(form) for form in forms):
            paragraph.settle(Role.NOTE)
        elif Role.NOTE in paragraph.roles:
            # A note lasts to the end of its paragraph.
            start = paragraph.roles.index(Role.NOTE)
            paragraph.roles[start:] = [role or Role.NOTE for role in paragraph.roles[start:]]
        else:
            continue
        if first is not None and at < first <= _HEAD_BLOCKS:
            # What else stands there in whole sentences, before the dateline, belongs to the introduction.
            _settle_whole_sentences(page[at + 1 : first])
            _settle_whole_sentences(reversed(page[:at]))
        elif len(page) - at <= _FOOT_BLOCKS:
            _settle_whole_sentences(page[at + 1 :])


def _settle_whole_sentences(paragraphs: Iterable[_Paragraph]) -> None:
    """Makes notes of the paragraphs up to the first that is known to be something else or is a title."""
    for paragraph in paragraphs:
        if not paragraph.open or not _STOPPED.search(paragraph.texts[-1]):
            break
        paragraph.settle(Role.NOTE)


def _find_introduction(page: list[_Paragraph]) -> None:
    """Whole sentences at the very top, above the title: what the site says before the article begins."""
    opening = [paragraph for paragraph in page[:_HEAD_BLOCKS] if paragraph.open]
    stopped = [bool(paragraph.texts and _FULL_STOP.search(paragraph.texts[-1])) for paragraph in opening]
    title = stopped.index(False) if False in stopped else 0
    if not title or any(paragraph.opens_with_dateline for paragraph in opening[:title]):
        return
    line = opening[title].line
    if line and len(line) <= _TITLE_LENGTH and _dateline_follows(page, page.index(opening[title])):
        for paragraph in opening[:title]:
            paragraph.settle(Role.NOTE)


def _find_bylines(page: list[_Paragraph]) -> None:
    """A name alone on its line, under the title or at the foot."""
    bodies = [at for at, p in enumerate(page) if p.open and (not p.line or len(p.line) > _TITLE_LENGTH)]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(page), len(page))
    for at, paragraph in enumerate(page):
        near = 0 < at <= min(first + 1, 5) or at > last or at >= len(page) - 2
        if paragraph.open and near and len(paragraph.line) < 70 and NAMES.fullmatch(paragraph.line):
            paragraph.settle(Role.BYLINE)


def _find_titles(page: list[_Paragraph]) -> None:
    """Headlines, standfirsts: lines without a full stop, or sentences between a headline and a dateline."""
    started = False
    for at, paragraph in enumerate(page):
        if not paragraph.open:
            continue
        if paragraph.block.mark is Mark.HEADING:
            paragraph.settle(Role.HEADLINE)
            started = True
            continue
        line = paragraph.line
        titled = at > 0 and page[at - 1].role is Role.HEADLINE
        before_dateline = _dateline_follows(page, at)
        if not line or len(line) > 2 * _TITLE_LENGTH or paragraph.opens_with_dateline:
            started = True
            continue
        second = at > 0 and page[at - 1].role is Role.STANDFIRST and before_dateline
        if second or (titled and (before_dateline or not _FULL_STOP.search(line))):
            paragraph.settle(Role.STANDFIRST)
        elif _is_title(page, at, line, started, before_dateline):
            paragraph.settle(Role.HEADLINE)
            started = True
        else:
            started = True


def _is_title(page: list[_Paragraph], at: int, line: str, started: bool, before_dateline: bool) -> bool:
    if len(line) > _TITLE_LENGTH or not any(following.open for following in page[at + 1 :]):
        return False
    if before_dateline and page[at].block.after_gap:
        return True
    if _FULL_STOP.search(line) or line.endswith((":", ";", ",")):
        return False
    if not started:
        return True
    # A heading between paragraphs: without any stop, and longer text below.
    long_below = at + 1 < len(page) and len(" ".join(page[at + 1].texts)) > len(line)
    return not _STOPPED.search(line) and long_below and not line.startswith(("–", "-", "—", "•", "*"))


def _dateline_follows(page: list[_Paragraph], at: int) -> bool:
    for following in page[at + 1 : at + 4]:
        if following.role is Role.DATELINE or following.opens_with_dateline:
            return True
        if following.open and not following.line:
            return False
    return False
