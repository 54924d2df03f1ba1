"""Sentences of French, Spanish and Russian news.

Rules over candidate stops, in one pass, with word lists by language (`data/abbreviations.*.txt`). The shape
of the rules (what stands left of a stop, what stands right of it) follows razdel (A. Kukushkin, MIT licence);
rules, lists and code are this project's own, because razdel knows the abbreviations of Russian only and takes
quadratic time on a long text without a stop.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from readerapp.text.blocks import INVISIBLE, Block, find_blocks, strip
from readerapp.text.datelines import is_dateline, prefix_end
from readerapp.text.wordlists import read_sections

_GAP = rf"[\s{INVISIBLE}]"
_STOP = re.compile(
    r"(?P<stop>[.!?…‼⁇⁈⁉‽]++)"
    # What closes after the stop belongs to the sentence before, and so do stops after that.
    r"(?P<close>(?:[»”“\"'’›)\]}*_]|[ \t\u00a0\u202f][»›”](?=\W|$)|[ \t\u00a0\u202f]\"(?=[\s,.;]|$)"
    r"|\[\d{1,3}\]|[.!?…‼⁇⁈⁉‽])*+)"
    # Runs are taken whole, also where no white space follows: else time grows with their square.
    rf"(?P<gap>(?={_GAP}))?"
)
_RIGHT = re.compile(
    rf"(?P<gap>{_GAP}+)(?P<dash>[-–—―]+{_GAP}*)?(?P<open>[«“„\"'‘‹(\[{{¿¡*_•·–—-]{{0,6}}{_GAP}?[«“„\"'‘‹(\[{{¿¡]{{0,3}}"
    rf"{_GAP}?)(?P<word>[^\W_]+)?(?P<next>.)?",
    re.DOTALL,
)
_PIECE = re.compile(r"[^\s«»“”„\"()\[\]/—–,;:…!?¿¡*]+$")
_ELISION = re.compile(r"^.*['’](?=.)")
_INITIAL = re.compile(r"(?:^|[.\-])([^\W\d_])$")
_NUMERAL_BEFORE = re.compile(
    r"(?:\d|\b[IVXLCМХ]+|\d\s?(?:тыс|млн|млрд|трлн)\.?)[ \t\u00a0\u202f]*(?:(?:куб|кв|пог)\.\s?)?$"
)
_ROMAN = frozenset("IVXLCDM")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,2})*|[a-zа-я]|[IVX]{1,4})[.)]*$", re.IGNORECASE)
_CREDIT = re.compile(
    rf"(?<=\S){_GAP}+(?=(?:\(|\[)?(?:(?:Crédits?{_GAP}+)?Photos?|Crédits?|Fotos?|Fotografías?|Imagen|Фото)"
    rf"{_GAP}?[:©/]{_GAP}?[^.!?…]{{2,60}}\.?$)"
)
_LEFT_WINDOW = 40
_ADVERBIAL_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Lists:
    never: frozenset[str]
    before_starter: frozenset[str]
    before_number: frozenset[str]
    after_number: frozenset[str]
    may: frozenset[str]
    heads: frozenset[str]
    initials: frozenset[str]
    letter_nouns: frozenset[str]
    starters: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    conjunctions: frozenset[str]
    units: frozenset[str]


def split_spans(text: str, lang: str, *, segmented: bool = False, markdown: bool = False) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) offsets in code points, in order, without overlap.

    Every character of the text that can be seen stands in exactly one sentence (in `markdown`, all but the
    markers at the start of a line), and no sentence begins or ends with white space. A line end always ends a
    sentence, unless the lines of the text were wrapped at a width; with `segmented`, each line that is not
    blank is one sentence. `lang` is `fr`, `es` or `ru`; another language is split without abbreviations of
    its own. Takes time linear in the length of the text.
    """
    blocks = split_blocks(text, lang, segmented=segmented, markdown=markdown)
    return [span for _, spans in blocks for span in spans]


def split_blocks(
    text: str, lang: str, *, segmented: bool = False, markdown: bool = False
) -> list[tuple[Block, list[tuple[int, int]]]]:
    """The paragraphs of `text`, each with the spans of its sentences (as `split_spans` gives them)."""
    blocks = find_blocks(text, segmented=segmented, markdown=markdown)
    if segmented:
        return [(block, [(block.start, block.end)]) for block in blocks]
    lists = _lists(lang)
    return [(block, _split_block(text, block.start, block.end, lang, lists)) for block in blocks]


def _split_block(text: str, start: int, end: int, lang: str, lists: _Lists) -> list[tuple[int, int]]:
    if is_dateline(text[start : min(end, start + 200)], lang):
        return [(start, end)]
    resume = prefix_end(text, start, end, lang)
    cuts: list[int] = []
    sentence = start
    credit = _CREDIT.search(text, max(resume, end - 90), end)
    last = credit.start() if credit else end
    for match in _STOP.finditer(text, resume, last):
        if match["gap"] is not None and match.end() < last and _ends(text, sentence, match, last, lists):
            sentence = match.end()
            cuts.append(sentence)
    if credit and (not cuts or cuts[-1] < last):
        cuts.append(last)
    spans = (strip(text, a, b) for a, b in zip([start, *cuts], [*cuts, end], strict=True))
    return [(a, b) for a, b in spans if a < b]


def _ends(text: str, sentence: int, match: re.Match[str], end: int, lists: _Lists) -> bool:
    """Whether the stop ends the sentence that began at offset `sentence`."""
    right = _RIGHT.match(text, match.end(), end)
    if right is None:
        return False
    word, opened = right["word"], right["open"]
    stop, close = match["stop"], match["close"]
    point = stop == "." and not close
    if word is None:
        # Nothing but punctuation follows: a new opening (« „ ¿ …) begins something, other marks go on.
        return bool(opened.strip()) and (right["next"] or "") not in ".,;:!?…"
    if right["dash"] and re.search(r"[»”“\"]", close):
        # « Vive la paix ! » – Dupont: the speaker follows the quotation.
        return False
    if _bracketed_ellipsis(text, match):
        return False
    number = word[0].isdigit()
    goes_on = word[0].islower() and not any(letter.isupper() for letter in word[1:2])
    if goes_on:
        # A remark in brackets after a full stop stands on its own, « (rires) »; other small letters go on.
        remark = point and opened.startswith(("(", "["))
        return remark and not _is_abbreviation(text, sentence, match.start(), lists)
    if "." not in stop or len(stop) > 1 or close:
        return not _closes_item(text, sentence, match) or not number
    return _point_ends(text, sentence, match.start(), right, lists)


def _point_ends(text: str, sentence: int, at: int, right: re.Match[str], lists: _Lists) -> bool:
    """Whether the single point at offset `at`, before a capital letter or a number, ends the sentence."""
    word, opened = right["word"], right["open"].strip()
    if at == sentence or text[at - 1].isspace():
        return at - sentence > 1
    forms = _forms(text, sentence, at)
    if not forms:
        return True
    if at - sentence <= 8 and _LIST_NUMBER.fullmatch(text[sentence:at]):
        return False
    number = word[0].isdigit()
    starter = word.lower() in lists.starters and (right["next"] or " ") not in ".-"
    starts = bool(opened) or bool(right["dash"]) or starter
    if right["next"] == "." and any(_known(f"{form}.{word}", lists.heads) for form in forms):
        return False
    for form in forms:
        before = text[max(sentence, at - _LEFT_WINDOW) : at - len(form)]
        if _known(form, lists.after_number) and _NUMERAL_BEFORE.search(before):
            return not (number or _only_adverbial(text, sentence, at, starter, lists))
        if _known(form, lists.may):
            if word in lists.units:
                return False
            goes_on = number or opened.startswith(("(", "["))
            return not (goes_on or _only_adverbial(text, sentence, at, starter, lists))
        if _known(form, lists.before_number) and (number or _is_roman(word)):
            return False
        if _known(form, lists.never) or _known(form, lists.after_number):
            return False
        if _known(form, lists.before_starter):
            return starts
    return _initial_ends(text, sentence, at, forms[-1], word, starter, bool(opened), lists)


def _initial_ends(
    text: str, sentence: int, at: int, form: str, word: str, starter: bool, opened: bool, lists: _Lists
) -> bool:
    """Whether a point after what may be a name's initial ends the sentence; true where it is no initial."""
    letter = _INITIAL.search(form)
    initial = letter is not None and letter.group(1).isupper()
    if not initial and form not in lists.initials:
        return True
    if opened:
        return True
    before = text[max(sentence, at - len(form) - 20) : at - len(form)]
    noun = re.search(r"([^\W\d_]+)[ \u00a0]+$", before)
    if noun and noun.group(1).lower() in lists.letter_nouns:
        return True
    if not starter:
        return False
    if word.lower() not in lists.particles or form == "X":  # X is the network far more often than a name
        return True
    # « Felipe V. El rey »: a Roman numeral after a name, not an initial.
    return form in _ROMAN and noun is not None and noun.group(1)[0].isupper()


def _forms(text: str, sentence: int, at: int) -> list[str]:
    """What may be an abbreviation before the point at `at`, longest first: « p. ej », « ej »."""
    left = text[max(sentence, at - _LEFT_WINDOW) : at]
    pieces = left.split()
    if not pieces:
        return []
    last = _PIECE.search(pieces[-1])
    if last is None:
        return []
    found = [last.group()]
    if last.group() == pieces[-1]:
        for piece in reversed(pieces[-4:-1]):
            if len(piece) > 5:
                break
            found.append(piece)
    bare = _ELISION.sub("", found[0])
    forms = ["".join(reversed(found[:n])) for n in range(len(found), 0, -1)]
    if bare != found[0]:
        forms.append(bare)
    return [unicodedata.normalize("NFC", form) for form in forms]


def _known(form: str, entries: frozenset[str]) -> bool:
    # A single capital is an initial, never the abbreviation that the small letter is.
    return form in entries or (len(form) > 1 and form.lower() in entries)


def _is_abbreviation(text: str, sentence: int, at: int, lists: _Lists) -> bool:
    return any(
        _known(form, group)
        for form in _forms(text, sentence, at)
        for group in (lists.never, lists.may, lists.before_number, lists.after_number, lists.before_starter)
    )


def _is_roman(word: str) -> bool:
    return all(letter in "IVXLCDM" for letter in word)


def _only_adverbial(text: str, sentence: int, at: int, starter: bool, lists: _Lists) -> bool:
    """Whether all said so far is « В 2023 г. » or « En EE. UU. » or the like: a phrase, not a sentence."""
    if at - sentence > 400:
        sentence = at - 400
    said = text[sentence:at]
    clauses = [re.findall(r"\w[\w.-]*", clause) for clause in re.split(r"[,;:—–]\s", said)]
    if any(not words or len(words) > _ADVERBIAL_WORDS for words in clauses[-1:]):
        return False
    if starter and (len(clauses) > 1 or len(clauses[0]) > 3):
        # « Из фонда взяли 3 млн. В мае… »: a word that opens sentences, after what may be one.
        return False
    if len(clauses) <= 3 and all(
        words and len(words) <= _ADVERBIAL_WORDS and words[0].lower() in lists.openers for words in clauses
    ):
        return True
    words = clauses[-1]
    if len(clauses) == 1:
        return words[0].isdigit() and len(words) <= 4
    return len(words) > 2 and words[0].lower() in lists.conjunctions and words[1].lower() in lists.openers


def _bracketed_ellipsis(text: str, match: re.Match[str]) -> bool:
    """« […] » and « (...) » stand for words left out and end nothing."""
    start = match.start()
    return len(match["close"]) > 0 and match["close"][0] in ")]" and start > 0 and text[start - 1] in "(["


def _closes_item(text: str, sentence: int, match: re.Match[str]) -> bool:
    return match.start() - sentence <= 4 and bool(_LIST_NUMBER.fullmatch(text[sentence : match.start()]))


@cache
def _lists(lang: str) -> _Lists:
    sections = read_sections(f"abbreviations.{lang}")

    def entries(heading: str) -> frozenset[str]:
        squeezed = (re.sub(r"\s+", "", entry).rstrip(".") for entry in sections.get(heading, ()))
        return frozenset(unicodedata.normalize("NFC", entry) for entry in squeezed)

    groups = {
        "never": entries("never ends a sentence"),
        "before_starter": entries("ends before a sentence starter only"),
        "before_number": entries("ends only where no number follows"),
        "after_number": entries("ends after a number"),
        "may": entries("may end a sentence"),
    }
    # « EE. » of « EE. UU. »: a point inside an abbreviation, told by what follows.
    parts = (entry.split(".") for group in groups.values() for entry in group if "." in entry)
    heads = frozenset(".".join(part[:n]) for part in parts for n in range(2, len(part) + 1))
    return _Lists(
        heads=heads,
        initials=entries("initials of more than one letter"),
        letter_nouns=entries("a single letter may follow"),
        starters=entries("sentence starters"),
        particles=entries("name particles"),
        openers=entries("phrase openers"),
        conjunctions=entries("clause conjunctions"),
        units=entries("units"),
        **groups,
    )
