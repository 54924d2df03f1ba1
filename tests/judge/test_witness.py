"""A machine translation as one more witness: heard where there is one, nothing changed where there is none."""

from __future__ import annotations

from dataclasses import replace

import fakes
import pytest

from readerapp.judge import Settings, audit, signature
from readerapp.judge.kept import Kept, open_pair
from readerapp.judge.witness import plain_document
from readerapp.text import Role

FRENCH = (
    "Le maire a rouvert lundi le vieux pont de la ville, fierté des habitants depuis un siècle.",
    "Les travaux ont coûté 16 millions d'euros à la région.",
    "La circulation reprendra mardi matin.",
)
SPANISH = (
    "El alcalde reabrió el lunes el viejo puente de la ciudad.",
    "Las obras costaron 14 millones de euros a la región.",
    "El tráfico se reanudará el martes por la mañana.",
)
PLAIN = (
    "Le maire a rouvert lundi le vieux pont de la ville.",
    "Les travaux ont coûté 14 millions d'euros à la région.",
    "La circulation reprendra mardi dans la matinée.",
)


class Told:
    """A machine translation that is foretold; what it was asked for."""

    def __init__(self, *french: str | None) -> None:
        self.french = french
        self.asked: list[list[str]] = []

    def __call__(self, texts, lang, go_on):
        assert lang == "es"
        go_on()
        self.asked.append(list(texts))
        return list(self.french)


def audited(*french: str | None, settings: Settings | None = None):
    wanted = settings or Settings()
    if french:
        wanted = replace(wanted, mt="test/1", translate=Told(*french))
    return audit(fakes.document("fr", *FRENCH), fakes.document("es", *SPANISH), settings=wanted)


def changed(made) -> float:
    """The score of the figure of the second sentence."""
    [flag] = [flag for flag in made.flags if flag.french == (1,) and flag.rule == "figure"]
    return flag.score


def test_what_the_translation_says_as_well_is_less_likely_changed():
    least = Settings(threshold={"figure": 0.0}, select=("figure",))
    other = PLAIN[1].replace("14", "16")
    assert changed(audited(PLAIN[0], other, PLAIN[2], settings=least)) < changed(audited(*PLAIN, settings=least))


def test_a_threshold_that_was_set_holds_with_a_witness_too():
    assert audited(*PLAIN, settings=Settings(threshold={"figure": 1.0}, select=("figure",))).flags == ()


@pytest.mark.parametrize(
    ("french", "lacking"), [((None, None, None), 3), (("", " ", None), 3), ((None, PLAIN[1], PLAIN[2]), 1)]
)
def test_sentences_that_were_not_translated_are_judged_as_ever(french, lacking):
    without, made = audited(), audited(*french)
    assert made.untranslated == lacking
    assert [f for f in made.flags if f.french == (0,)] == [f for f in without.flags if f.french == (0,)]
    if lacking == 3:
        assert (made.flags, made.alignments) == (without.flags, without.alignments)


def test_a_report_says_who_translated_and_how_much_is_lacking():
    assert "mt:" not in signature([audited()])
    assert signature([audited(*PLAIN)]).endswith("|mt:test/1")
    assert signature([audited(None, *PLAIN[1:])]).endswith("|mt:test/1|untranslated:1")


def test_what_is_no_part_of_the_text_is_not_sent():
    told = Told(PLAIN[0], None)
    spanish = fakes.document("es", SPANISH[0], ("Comparta esta noticia", Role.FURNITURE))
    made = audit(fakes.document("fr", FRENCH[0]), spanish, settings=Settings(mt="test/1", translate=told))
    assert (told.asked, made.untranslated) == ([[SPANISH[0], ""]], 0)


def test_a_reader_who_does_not_wait_ends_the_translating(tmp_path):
    class Gone(Exception):
        pass

    def gone(_done: int, _total: int) -> None:
        raise Gone

    french, spanish = tmp_path / "fr.txt", tmp_path / "es.txt"
    french.write_text("\n".join(FRENCH), encoding="utf-8")
    spanish.write_text("\n".join(SPANISH), encoding="utf-8")
    told = Told(*PLAIN)
    with pytest.raises(Gone):
        open_pair((french, spanish), settings=Settings(mt="test/1", translate=told), progress=gone)
    assert told.asked == []


def test_an_audit_is_kept_by_who_translated_and_only_if_nothing_lacks(tmp_path):
    (tmp_path / "fr.txt").write_text("\n".join(FRENCH), encoding="utf-8")
    (tmp_path / "es.txt").write_text("\n".join(SPANISH), encoding="utf-8")
    kept = Kept(tmp_path / "kept")

    def fresh(mt: str, *french: str | None) -> bool:
        translate = Told(*french) if mt else None
        return open_pair(tmp_path, settings=Settings(mt=mt, translate=translate), kept=kept).fresh

    assert [fresh("test/1", None, *PLAIN[1:]), fresh("test/1", *PLAIN), fresh("test/1", *PLAIN)] == [True, True, False]
    assert [fresh("test/2", *PLAIN), fresh(""), fresh("")] == [True, True, False]


def test_a_translation_has_a_sentence_for_each_of_the_original():
    made = plain_document(fakes.document("es", *SPANISH), ["Un  pont\nrouvre.", None, "Demain."])
    assert [sentence.text for sentence in made.sentences] == ["Un pont rouvre.", "", "Demain."]
    assert [made.text[s.start : s.end] for s in made.sentences] == ["Un pont rouvre.", "", "Demain."]
