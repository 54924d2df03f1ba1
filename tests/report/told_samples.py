"""Pairs as reports tell them, with all that reviewers can say, and pairs that mean harm."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from samples import hostile

from readerapp.judge import Audit, Flag
from readerapp.notes import GONE, NO_JUDGEMENT, Anchor, FlagTarget, Judgement, Lost, Review
from readerapp.report.told import Told, tell

NAMES = ("json", "markdown", "csv", "sarif", "github", "junit", "xliff", "tmx", "mqm")

MORNING = "2026-03-02T08:30:00.000Z"


def judged(who: str, verdict: str, reason: str = "", severity: str | None = None, note: str = "") -> Judgement:
    """What one reviewer says, as somebody sees it who says nothing."""
    one = Judgement(verdict, reason, severity, note, who, MORNING)
    return replace(one, note="", others=(one,))


def reviewed(audit: Audit, text: str = "Voir le guide.", who: str = "Ann", statuses: tuple[str, ...] = ()) -> Told:
    """The pair with a dismissed flag, a disputed one and an accepted one, if it has as many; the rest is open."""
    dismissed = judged(who, "dismissed", "adaptation", None, text)
    accepted = judged("Ilya", "accepted", "", "minor", f"Oui.\n{text}")
    disputed = replace(accepted, others=(*accepted.others, *dismissed.others), disagreement=True)
    own = Judgement("accepted", "", "major", text, who, MORNING)
    said = dict(zip((flag.id for flag in audit.flags), (dismissed, disputed, own), strict=False))
    flags = tuple((flag, said.get(flag.id, NO_JUDGEMENT)) for flag in audit.flags)
    anchor = Anchor(-1, 0, "les mots " + text, "", "")
    lost = Lost(FlagTarget("f", "added", "added-detail", 0, (anchor,), "perdu " + text), GONE, dismissed)
    sentences = {(-1, 0): judged(who, "open", note=text), (0, 1): judged(who, "open", note=text)}
    review = Review(flags, sentences, judged(who, "open", note=text), frozenset(), False, (lost,), ())
    return tell(audit, review, statuses)


def harm(text: str) -> Told:
    """A pair in which everything that comes from outside is this text: texts, paths, names, rules, notes."""
    audit = hostile(text)
    french, original = audit.french.sentences[0], audit.originals[0].sentences[0]
    spans = ((french.start, french.end - 1),), ((original.start + 1, original.end),)
    flag = Flag("0123456789abcdef", "editorialised", text, "major", 0.5, 0, (0,), (0,), *spans, text)
    audit = replace(audit, flags=(flag, *audit.flags))
    return reviewed(audit, text, text)


FRAGMENTS = (
    "=1+1", "＝1", "﹢2", "⁻3", "+33", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
    "@ann", "@org/team", "a@b.com", "#12", "GH-12", "gh-7", "org/x#3", "!12", "%5", "~label", "$x$", "$$y$$", "$12",
    "http://x.fr", "https://x.fr/a?b=c&d", "www.x.fr", "ftp://x.fr", "//x.fr", "//localhost", "mailto:a@b.fr", "x.fr",
    "xmpp:a@b", "<http://x.fr>", "[a](http://x)", "![a](x.png)", "[a][b]", "[a]: http://x", "[[Page]]", "[^1]", "[x]",
    "<script>alert(1)</script>", "<img src=x onerror=1>", "<!--", "-->", "<b>", "</td>", "]]>", "<![CDATA[", "&lt;",
    "&#64;ann", "&commat;ann", "&nbsp;", "&", "|", "\\|", "\\", "\\\\", "`", "``` ", "~~a~~", "*a*", "**", "__a__", "_",
    "# a", "- a", "+ a", "1. a", "1) a", "> a", "===", "---", "***", "    a", "\n\n", "\n# a", "\n- a", "\r\n", "\x85",
    ":smile:", "::error::x", "\n::set-env name=A::b", "##[error]x", "%0A", "%25", "%", ",", ":", ";", "'", '"', "{0}",
    "{{", "}}", "{% x %}", "\x00", "\x08", "\x1b[31m", "\x9b1m", "\u202e", "\u2028", "\ud800", "\ufffe", "\uffff",
    "../x", "/x", "C:\\x", "a b", "é", "Ы", "😀", "👩‍👩‍👧", "1234567", "a.b.c", "é.fr", "-.fr", "☃.fr",
)  # fmt: skip

harmful = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), min_size=1, max_size=5).map("".join)
"""Texts that mean harm to one format or another."""
