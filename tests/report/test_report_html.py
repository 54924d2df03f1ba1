"""The report for a browser: one file, inert whatever the texts are, and the same memory however many pairs."""

from __future__ import annotations

import gc
import re
import tracemalloc
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from fakes import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from samples import audit, clean, hostile, leaning

import readerapp.report.html
from readerapp.align import Alignment, Link
from readerapp.i18n import _
from readerapp.judge import Audit, Flag
from readerapp.notes import (
    GONE,
    NO_JUDGEMENT,
    PAIR,
    Anchor,
    Event,
    FlagTarget,
    Judgement,
    LinkTarget,
    Lost,
    Mended,
    Review,
)
from readerapp.report.formats import Job, find_format
from readerapp.report.html import policy, write_html
from readerapp.report.html_view import said, view
from readerapp.report.rows import rows
from readerapp.report.told import Told, tell
from readerapp.text.visible import visible

TEMPLATES = Path(readerapp.report.html.__file__).parent / "templates"


@pytest.fixture(autouse=True)
def foretold_signature(monkeypatch):
    monkeypatch.setattr("readerapp.report.formats.signature", lambda *_: "readerapp:0|model:fake|rules:all")


def page(*told: Told | Audit, about: str = "") -> str:
    return "".join(write_html(Job([tell(one) if isinstance(one, Audit) else one for one in told], about=about)))


def tree(*told: Told | Audit):
    return lxml_html.document_fromstring(page(*told))


def bare(text: str) -> str:
    """The page without our own style and script, which the golden files need not repeat."""
    text = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1…\3", text, flags=re.S)
    return re.sub(r"sha256-[\w+/=]+", "sha256-…", text)


def text_of(element) -> str:
    return " ".join(element.text_content().split())


def reviewed(made: Audit, text: str = "Non.") -> Told:
    """The pair with all that reviewers can say of it."""
    ann = Judgement("dismissed", "adaptation", None, f"{text}\nVoir le guide.", "Ann", "2026-03-02T08:30:00.000Z")
    ilya = Judgement("accepted", "", "minor", text, "Ilya " + text, "2026-03-02T08:31:00.000Z")
    both = Judgement("accepted", "", "minor", "", ilya.reviewer, ilya.time, (ilya, ann), disagreement=True)
    one = Judgement("dismissed", "adaptation", None, "", "Ann", ann.time, (ann,))
    anchor = Anchor(0, 0, "exacta " + text, "", "")
    target = FlagTarget("f", "added", "added-detail", 0, (anchor,), "moved " + text)
    link = LinkTarget(0, (anchor,), (anchor,))
    first, second, *rest = made.flags
    flags = [(first, both), (second, one), *((flag, NO_JUDGEMENT) for flag in rest)]
    mended = Mended(0, (0,), (0,), link, "Ann " + text, ann.time)
    review = Review(
        tuple(flags), {(-1, 0): one, (0, 1): one}, one, frozenset(), False, (Lost(target, GONE, one),), (mended,)
    )
    told = tell(made, review)
    say = {"verdict": "dismissed", "reason": "wrong"}
    about = FlagTarget(first.id, first.family, first.rule, 0, (), first.message)
    events = (
        Event("0" * 32, "a" * 32, "p", "2026-03-01T09:00:00.000Z", "Ann", "verdict", about, say),
        Event("1" * 32, "b" * 32, "p", "2026-03-01T09:05:00.000Z", "Ann", "note", about, {"text": text}),
        Event("2" * 32, "c" * 32, "p", "2026-03-01T09:06:00.000Z", "Ann", "undo", PAIR, {"action": "a" * 32}),
    )
    return replace(told, flags=(replace(told.flags[0], history=events), *told.flags[1:]), left_out=2)


def test_it_looks_so(golden):
    golden("audit.html", bare(page(audit(title="Vieques : le port rouvre"), about="readerapp audit port")))


def test_several_pairs_have_an_index(golden):
    golden("pairs.html", bare(page(audit("un", russian=True), clean(), leaning())))


def test_notes_stand_where_they_belong(golden):
    golden("reviewed.html", bare(page(reviewed(audit()))))


def test_it_is_the_format_of_its_name():
    assert find_format("html").writer() is write_html


def test_the_same_pairs_are_written_the_same():
    assert page(audit()) == page(audit())


def test_no_pair_is_a_page_as_well():
    found = tree()
    assert text_of(found.find(".//h1")) == "0 pairs"
    assert found.find(".//footer") is not None


# What the page may do


def test_the_policy_lets_our_style_and_script_run_and_nothing_else():
    text = page(audit(), clean())
    hashes = [
        "sha256-" + b64encode(sha256(unescaped.encode()).digest()).decode()
        for unescaped in (re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)[1] for tag in ("style", "script"))
    ]
    [told] = lxml_html.document_fromstring(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert told == (
        f"default-src 'none'; style-src '{hashes[0]}'; script-src '{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "unsafe" not in told
    assert policy([], []).startswith("default-src 'none'; style-src; script-src;")


def test_the_policy_stands_before_what_it_is_to_govern():
    head = page(audit()).partition("</head>")[0]
    assert head.index("Content-Security-Policy") < min(head.index("<style"), head.index("<link"))


def test_nothing_is_asked_of_anybody():
    text = page(reviewed(audit(russian=True)), leaning())
    addresses = lxml_html.document_fromstring(text).xpath("//@src | //@href | //@action | //@srcset | //@data")
    assert {one for one in addresses if not one.startswith("#")} == {"data:,"}
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|@font-face", style)
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    assert not re.search(r"fetch|XMLHttpRequest|WebSocket|import\(|innerHTML|outerHTML|eval\(|document\.write", script)


def test_no_style_or_script_stands_in_an_attribute():
    for element in tree(reviewed(audit(russian=True)), leaning()).iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_our_own_files_cannot_end_their_element(name):
    assert not re.search(r"</(style|script)|<!--", (TEMPLATES / name).read_text(encoding="utf-8"), re.I)


# Texts from outside


def alien(text: str) -> Told:
    """A pair of one shape in which all that comes from outside ends with this text."""
    french = document("fr", "Un " + text, "Deux " + text, "Trois " + text, path="fr " + text)
    original = replace(document("es", "Uno " + text, "Dos " + text, path="es " + text), lang='es"><b ' + text)
    whole, part = french.sentences[1], french.sentences[2]
    flags = (
        Flag("1", "added", "added-sentence", "major", 0.9, 0, (1,), (), ((whole.start, whole.end),), (), "a " + text),
        Flag(
            "2\"><i>" + text, "added", "added-detail", "minor", 0.9, 0, (2,), (1,),
            ((part.start, part.start + 2), (part.start + 5, part.end)), ((original.sentences[1].start,) * 2,),
            "b " + text,
        ),
    )  # fmt: skip
    links = (Link((0,), (0,), 1.0), Link((1,), (), 1.0), Link((2,), (1,), 1.0))
    made = Audit("pair " + text, french, (original,), (Alignment(links),), flags, "title " + text)
    return reviewed(made, "x" + text)


def skeleton(found) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(element.tag), tuple(element.attrib)) for element in found.iter() if element.tag != "p"]


HOSTILE = (
    *("</script>", "<script>alert(1)</script>", "</style>", "<!--", "-->", "]]>", "<img src=x onerror=alert(1)>"),
    *("<svg/onload=alert(1)>", "<b", " style=x ", '"', "'", "`", "&lt;", "&#0;", "{{ 7 * 7 }}", "{% raw %}"),
    *("javascript:alert(1)", "\x1b[2J", "\u202e", "\u2066", "\x00", "\x9b", "\u2028", "\ufeff", "\u0301", "\ud800"),
)

hostile_texts = st.one_of(st.text(), st.lists(st.sampled_from(HOSTILE)).map("".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile_texts.map(lambda text: " ".join(text.splitlines())))
def test_whatever_the_texts_are_they_are_texts(text):
    told = alien(text)
    written = page(told)
    assert written.encode("utf-8")
    assert visible(written.replace("\n", "")) == written.replace("\n", "")
    found = lxml_html.document_fromstring(written)
    assert skeleton(found) == skeleton(tree(alien("")))

    def shown(path: str) -> list[str]:
        return [element.text_content() for element in found.xpath(path)]

    def sentences(side: str) -> list[str]:
        for mark in found.xpath("//sup"):
            mark.drop_tree()
        return shown(f"//td[contains(@class, '{side}')]//p[contains(concat(' ', @class, ' '), ' s ')]")

    made = told.audit
    assert shown("//h1") == [visible(made.title)]
    assert shown("//*[@class='path']") == [visible(made.french.path), visible(made.originals[0].path)]
    assert shown("//p[@class='message']") == [visible(flag.message) for flag in made.flags]
    assert sentences("french") == [visible(one.text) for one in made.french.sentences]
    assert sentences("original") == [visible(one.text) for one in made.originals[0].sentences]
    assert shown("//p[@class='words']")[0] == visible("moved x" + text)
    assert visible("Ilya x" + text) in shown("//*[@class='who']")
    assert set(found.xpath("//@lang")) == {"en", "fr", ""}


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "\u202e", '"><img src=x onerror=alert(1)>'])
def test_a_pair_that_is_hostile_all_over_is_written(text):
    found = tree(hostile(text), hostile(text))
    assert [text_of(one) for one in found.xpath("//section[@class='pair']/h2")] == [visible(text).strip()] * 2
    assert len(found.xpath("//script")) == 1
    assert not found.xpath("//img")


# What is shown


def test_every_sentence_is_shown_once_and_named_in_its_language():
    made = audit(russian=True)
    found = tree(made)
    for mark in found.xpath("//sup"):
        mark.drop_tree()
    shown = [(one.get("lang"), one.text_content()) for one in found.xpath("//p[contains(@class, 's ')]")]
    documents = (made.french, *made.originals)
    assert sorted(shown) == sorted((side.lang, one.text) for side in documents for one in side.sentences)


def test_a_row_of_the_page_is_a_row_of_the_pair():
    made = audit()
    found = tree(made)
    numbers = {int(one.rpartition("r")[2]) for one in found.xpath("//@id[starts-with(., 'p1-r')]")}
    assert numbers == set(range(1, len(rows(made)) + 1))


def test_words_are_marked_where_they_stand_and_lead_to_their_flag():
    found = tree(leaning())
    [mark] = found.xpath("//td[contains(@class, 'french')]//mark[text()='régime']")
    assert mark.get("class") == "editorialised"
    [flag] = found.xpath(f"//li[@id='{mark.get('data-f')}']")
    assert text_of(found.get_element_by_id(mark.get("aria-describedby"))) == "régime ← gobierno"
    assert flag.get("data-rule") == "loaded-wording"
    assert text_of(mark.getnext()) == "(editorialised ≠1)"


def test_words_that_several_flags_concern_are_marked_once():
    made = leaning()
    first = made.flags[0]
    start = first.french_spans[0][0]
    other = replace(first, id="other", family="added", rule="added-detail", french_spans=((start - 3, start + 3),))
    found = tree(replace(made, flags=(first, other)))
    marks = found.xpath("//td[contains(@class, 'french')]//mark")
    assert [(one.text, one.get("data-f")) for one in marks] == [
        ("Le ", "p1-f2"),
        ("rég", "p1-f1 p1-f2"),
        ("ime", "p1-f1"),
    ]


def test_blank_cells_say_that_they_are_blank():
    found = tree(audit())
    for side, words in (("french", "nothing in the French"), ("original", "nothing behind it")):
        blank = found.xpath(f"//td[contains(@class, '{side}') and contains(@class, 'blank')]")
        assert {text_of(one) for one in blank} == {words}


def test_a_moved_row_and_the_one_before_it_lead_to_each_other():
    found = tree(audit())
    [there] = found.xpath("//tr[.//span[@class='mark moved']]")
    [link] = there.xpath("./th//a/@href")
    [back] = found.get_element_by_id(link[1:]).xpath("./th//a/@href")
    assert back == "#" + there.get("id")
    assert "in Spanish, after row" in text_of(there.find("th"))


def test_furniture_is_folded_away_unless_something_is_said_of_it():
    found = tree(audit())
    assert [text_of(one) for one in found.xpath("//tr//details//p")] == ["Lire aussi :", "Views: 93"]
    told = tell(audit())
    review = Review((), {(-1, 4): Judgement(note="Garder.", reviewer="Ann")}, NO_JUDGEMENT, frozenset(), False, (), ())
    assert [text_of(one) for one in tree(replace(told, review=review)).xpath("//tr//details//p")] == ["Views: 93"]


def test_the_chart_has_its_figures_in_words():
    found = tree(audit())
    [chart] = found.xpath("//*[local-name()='svg']")
    assert text_of(found.get_element_by_id(chart.get("aria-describedby"))) == (
        "added-sentence: 3 major, 0 minor; dropped-sentence: 1 major, 1 minor"
    )


def test_what_is_left_out_is_counted():
    assert "2 flags are not told because of their status" in page(replace(tell(audit()), left_out=2))
    assert "1 flag that was known before is hidden" in page(replace(audit(), hidden=1))


def test_severities_are_those_that_reviewers_gave():
    made = audit()
    told = tell(made)
    flags = tuple(replace(one, severity="minor") for one in told.flags)
    assert view(replace(told, flags=flags), 1).counts.severity == {"minor": len(flags)}


def test_only_the_flags_that_are_told_are_shown_and_charted():
    told = tell(audit())
    found = view(replace(told, flags=told.flags[:1]), 1)
    assert found.counts.flags == sum(bar.major + bar.minor for bar in found.bars) == 1


def test_the_index_adds_up():
    found = tree(audit("un"), audit("deux", russian=True), clean(), leaning())
    [table] = found.xpath("//table[@class='pairs']")
    numbers = [[int(cell.text) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr")]
    [total] = [[int(cell.text) for cell in row.xpath("./td")] for row in table.xpath("./tfoot/tr")]
    assert [sum(column) for column in zip(*numbers, strict=True)] == total
    assert total[-1] == sum(total[:3]) == sum(total[3:5]) == len(found.xpath("//li[contains(@class, 'flag ')]")) > 0
    targets = table.xpath("./tbody//a/@href")
    assert [found.get_element_by_id(target[1:]).tag for target in targets] == ["section"] * 4


def test_ids_are_told_apart():
    ids = tree(audit("un"), reviewed(audit("un")), leaning()).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_what_is_referred_to_is_there():
    found = tree(audit("un"), reviewed(audit("deux", russian=True)), leaning())
    ids = set(found.xpath("//@id"))
    names = "//@aria-labelledby | //@aria-describedby | //@aria-controls | //@data-f"
    assert {one for value in found.xpath(names) for one in value.split()} <= ids
    assert {href[1:] for href in found.xpath("//a/@href")} <= ids


def test_the_rules_that_were_broken_are_explained():
    assert [text_of(one) for one in tree(audit()).xpath("//dt")] == ["+ added-sentence", "− dropped-sentence"]


def test_a_rule_of_nobody_is_shown_without_an_explanation():
    made = leaning()
    found = tree(replace(made, flags=(replace(made.flags[0], rule="house-rule"),)))
    assert not found.xpath("//dt")
    assert found.xpath("//li/@data-rule") == ["house-rule"]


def test_who_says_what():
    ann = Judgement("accepted", "", None, "Oui.", "Ann", "2026-03-02T08:30:00.000Z")
    own = replace(ann, others=(replace(ann, reviewer="Ilya"),))
    assert [(one.who, one.words, one.note) for one in said(own)] == [
        ("Ann", ("accepted",), ("Oui.",)),
        ("Ilya", ("accepted",), ("Oui.",)),
    ]
    # The verdict is another's, the note one's own.
    assert [one.who for one in said(replace(own, reviewer="Ilya"))] == ["", "Ilya"]
    assert list(said(NO_JUDGEMENT)) == []


def test_filters_are_there_for_what_there_is():
    found = tree(leaning())
    boxes = [(box.get("name"), box.get("value")) for box in found.xpath("//fieldset//input")]
    assert [value for name, value in boxes if name == "family"] == ["editorialised"]
    assert {name for name, _value in boxes} == {"family", "severity", "rule"}
    assert "status" in tree(reviewed(audit())).xpath("//fieldset//input/@name")


def test_without_a_script_there_are_no_tools_that_do_nothing():
    assert tree(audit()).get_element_by_id("filters").get("hidden") is not None


# In French


def test_the_page_in_french(french):
    found = tree(reviewed(audit()), leaning())
    assert found.get("lang") == "fr"
    assert text_of(found.xpath("//h3")[0]) == "Bilan" == _("Summary")
    assert "+ ajouté" in text_of(found.find(".//main"))


def test_no_word_stands_in_a_template_itself():
    for path in TEMPLATES.glob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        for words in re.findall(r'(?:aria-label|title|alt|placeholder|data-(?:shown|none))="([^"]*)"', text):
            assert not words.strip(), path.name
        shown = unescape(re.sub(r"<kbd>.</kbd>|<[^>]*>", "", text))
        assert not re.search(r"[^\W\d_]{2}", shown.replace("– readerapp", "")), path.name


# Colours


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    red, green, blue = (channel(int(digits[at : at + 2], 16)) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_can_be_read_on_every_ground(number):
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): #(\w+);", re.findall(r":root \{(.*?)\}", style, re.S)[number]))
    families = ("added", "dropped", "editorialised")
    pairs = [(ink, on) for ink in ("ink", "muted", "accent", *families) for on in ("ground", "raised", "now")]
    pairs += [("ink", f"{family}-tint") for family in families] + [("muted", f"{family}-tint") for family in families]
    pairs += [(ink, on) for ink in ("good", "bad") for on in ("ground", "now")]
    assert {(ink, on): round(contrast(colours[ink], colours[on]), 2) for ink, on in pairs
            if contrast(colours[ink], colours[on]) < 4.5} == {}  # fmt: skip


# Memory


def peak(number: int) -> int:
    """The most memory that a report of so many pairs takes, less what only waits to be collected."""
    told = tell(audit("port", russian=True))

    def pairs():
        for n in range(number):
            gc.collect()
            yield replace(told, audit=replace(told.audit, pair=f"pair {n}", title=f"title {n} " + "x" * 200))

    gc.collect()
    gc.freeze()
    tracemalloc.start()
    try:
        for _piece in write_html(Job(pairs())):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()


def test_many_pairs_need_no_more_memory_than_few():
    peak(2)
    few, many = peak(50), peak(300)
    # A row of the index alone has over 500 bytes; what is kept of a pair is its trace for the signature.
    assert many - few < 250 * 150
