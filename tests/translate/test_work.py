"""Translating many sentences: what is known is not asked, limits and pauses are kept, what came back stays."""

from __future__ import annotations

import pytest
from fake_mt import Fake

from readerapp.errors import ReaderError
from readerapp.translate import Busy, Cache, Limits, Refused, Unfit, translate_sentences
from readerapp.translate.trouble import Slow, TooMany

THREE = ["uno", "dos", "tres"]


@pytest.fixture
def translate(cache, consent, hands):
    def run(texts, provider, lang="es", *, leave=True, **more):
        if leave:
            consent.allow(provider)
        return translate_sentences(texts, lang, provider, cache, consent=consent, clock=hands.clock, **more)

    return run


def test_each_sentence_gets_its_translation(translate):
    done = translate(["uno", "12 %", "", "uno", "dos"], fake := Fake())
    assert done.french == ("fr:uno", "12 %", "", "fr:uno", "fr:dos")
    assert (done.asked, done.problem, fake.asked) == (2, "", ["uno", "dos"])


def test_nothing_is_ever_asked_twice(translate, tmp_path, consent, hands):
    translate(["uno", "dos"], fake := Fake())
    assert translate(["uno", "dos", "tres"], fake).asked == 1
    with Cache(tmp_path / "translations.db") as other:
        done = translate_sentences(THREE, "es", Fake(), other, consent=consent, clock=hands.clock)
    assert (done.asked, done.french) == (0, ("fr:uno", "fr:dos", "fr:tres"))
    assert fake.asked == THREE


def test_another_provider_language_or_version_is_asked_by_itself(translate):
    for fake in (Fake(), Fake(name="other"), Fake(version="2")):
        assert translate(["uno"], fake).asked == 1
    fake = Fake()
    fake.languages = frozenset({"es", "ru"})
    assert translate(["uno"], fake, "ru").asked == 1


def test_without_leave_nothing_is_sent_and_what_is_known_is_shown(translate, consent):
    translate(["uno"], fake := Fake())
    consent.forbid(fake)
    done = translate(["uno", "dos"], fake, leave=False)
    assert done.french == ("fr:uno", None) and fake.asked == ["uno"]
    assert "nowhere real" in done.problem and "readerapp translate --allow fake" in done.problem
    assert translate(["uno"], fake, leave=False).problem == ""


def test_who_stays_on_this_machine_needs_no_leave(translate):
    assert translate(["uno"], Fake(sends_to=""), leave=False).french == ("fr:uno",)


def test_batches_keep_the_limits(translate):
    fake = Fake(limits=Limits(size=10, texts=3, per_second=10))
    done = translate(["aaaa", "bbbb", "cccc", "d", "e", "f", "g", "h" * 11], fake)
    assert fake.calls == [["aaaa", "bbbb"], ["cccc", "d", "e"], ["f", "g"]]
    assert done.french[-1] is None and done.problem == "1 sentence is too long for fake"


def test_bytes_are_counted_where_the_provider_counts_them(translate):
    fake = Fake(limits=Limits(size=6, in_bytes=True))
    assert translate(["нет", "четыре"], fake).french == ("fr:нет", None)


def test_requests_are_no_faster_than_the_provider_bears(translate, hands):
    translate([f"frase {letter}" for letter in "abcdef"], Fake(limits=Limits(size=99, per_second=2.0)))
    assert hands.time == pytest.approx(2.5)


def test_a_busy_provider_is_asked_again_after_growing_pauses(translate, hands):
    done = translate(["uno"], fake := Fake(Busy("busy"), Busy("busy"), limits=Limits(size=99, per_second=1000)))
    assert done.french == ("fr:uno",) and len(fake.calls) == 3
    assert hands.time == pytest.approx(1 + 3, abs=0.01)


def test_the_pause_that_the_provider_asks_for_is_kept(translate, hands):
    assert translate(["uno"], Fake(Busy("busy", 20.0))).problem == ""
    assert hands.time == pytest.approx(20, abs=0.2)


def test_a_provider_that_stays_away_is_given_up_and_the_rest_is_kept(translate, hands):
    done = translate(THREE, fake := Fake(None, *[Busy("fake cannot be reached")] * 4))
    assert (done.french, done.problem) == (("fr:uno", None, None), "fake cannot be reached")
    assert len(fake.calls) == 5 and hands.time < 15
    assert translate(THREE, fake).french == ("fr:uno", "fr:dos", "fr:tres")


def test_an_endless_pause_is_not_waited_for(translate, hands):
    assert translate(["uno"], Fake(Busy("come tomorrow", 86400.0))).problem == "come tomorrow"
    assert hands.time < 1


def test_a_refusal_ends_the_work_at_once(translate):
    done = translate(THREE, fake := Fake(None, Refused("the key is wrong")))
    assert (done.french, done.problem, len(fake.calls)) == (("fr:uno", None, None), "the key is wrong", 2)


def test_one_unfit_answer_costs_one_sentence(translate):
    done = translate(THREE, Fake(None, Unfit("a page")))
    assert (done.french, done.problem) == (("fr:uno", None, "fr:tres"), "a page")


def test_unfit_answers_in_a_row_end_the_work(translate):
    done = translate(list("abcdefgh"), fake := Fake(*[Unfit("a page")] * 8))
    assert (len(fake.calls), done.problem) == (3, "a page")


@pytest.mark.parametrize("answer", [["a"], [], ["a", "b", "c"], Unfit("a page"), ["", " \u200b"]])
def test_a_batch_that_comes_back_otherwise_is_asked_one_by_one(translate, answer):
    fake = Fake(answer, limits=Limits(size=99, texts=2))
    assert translate(["uno", "dos"], fake).french == ("fr:uno", "fr:dos")
    assert fake.calls == [["uno", "dos"], ["uno"], ["dos"]]


def test_what_came_back_of_a_batch_is_kept_and_the_rest_asked_for_by_itself(translate):
    fake = Fake(["un", "", "trois"], limits=Limits(size=99, texts=3))
    assert translate(THREE, fake).french == ("un", "fr:dos", "trois")
    assert fake.calls == [THREE, ["dos"]]
    fake = Fake(["un", "", "trois"], Refused("no more"), limits=Limits(size=99, texts=3), version="2")
    done = translate(THREE, fake)
    assert (done.french, done.problem) == (("un", None, "trois"), "no more")
    assert translate(THREE, fake).french == ("un", "fr:dos", "trois") and fake.calls[2:] == [["dos"]]


def test_the_unfit_one_of_a_batch_is_found_by_halves_and_costs_itself_alone(translate):
    letters = list("abcdefgh")

    class Picky(Fake):
        def translate(self, texts, lang):
            found = super().translate(texts, lang)
            if "f" in texts:
                raise Unfit("not that one")
            return found

    fake = Picky(limits=Limits(size=99, texts=8))
    done = translate(letters, fake)
    assert done.french == tuple(None if letter == "f" else f"fr:{letter}" for letter in letters)
    assert ["".join(call) for call in fake.calls] == ["abcdefgh", "abcd", "efgh", "ef", "e", "f", "gh"]
    assert done.problem == "not that one"


@pytest.mark.parametrize("trouble", [TooMany("too many"), Slow("no answer in time")])
def test_where_so_many_are_too_many_all_later_batches_are_smaller(translate, trouble):
    fake = Fake(trouble, limits=Limits(size=99, texts=4))
    assert translate(list("abcdefghij"), fake).problem == ""
    assert ["".join(call) for call in fake.calls] == ["abcd", "ab", "cd", "ef", "gh", "ij"]


def test_a_provider_that_never_answers_all_is_an_error_that_says_so(translate):
    class Short(Fake):
        def translate(self, texts, lang):
            return super().translate(texts, lang)[1:]

    done = translate(list("abcdefgh"), fake := Short(limits=Limits(size=99, texts=4)))
    assert set(done.french) == {None} and done.problem.startswith("fake gave 0 translations for 1 text")
    assert len(fake.calls) < 8


def test_a_sentence_that_is_too_long_goes_in_pieces_and_is_kept_whole(translate):
    text = "El puerto reabre hoy, y el alcalde calla"
    fake = Fake(limits=Limits(size=25, texts=2))
    came = {}
    done = translate([text, "dos"], fake, came=came.update)
    assert fake.asked == ["El puerto reabre hoy,", "y el alcalde calla", "dos"]
    assert done.french == ("fr:El puerto reabre hoy, fr:y el alcalde calla", "fr:dos")
    assert came == {text: done.french[0], "dos": "fr:dos"}
    assert translate([text], fake).asked == 0


def test_a_piece_that_came_back_is_not_asked_for_again(translate):
    text = "El puerto reabre hoy, y el alcalde calla"
    limits = Limits(size=25)
    done = translate([text], fake := Fake(None, Refused("no more"), limits=limits))
    assert (done.french, done.problem) == ((None,), "no more")
    done = translate([text], fake)
    assert (done.asked, done.french) == (1, ("fr:El puerto reabre hoy, fr:y el alcalde calla",))


def test_it_can_be_stopped_and_what_came_back_stays(translate):
    fake = Fake()
    done = translate(THREE, fake, cancelled=lambda: len(fake.calls) == 2)
    assert (done.french, done.cancelled, done.problem) == (("fr:uno", "fr:dos", None), True, "")
    assert translate(THREE, fake).asked == 1


def test_it_can_be_stopped_within_a_pause(translate, hands):
    done = translate(["uno"], Fake(Busy("busy", 50.0)), cancelled=lambda: hands.time > 2)
    assert done.cancelled and hands.time < 3


def test_it_tells_how_far_it_is_and_what_came(translate):
    told, came = [], {}
    translate(["uno", "12", "dos"], Fake(), progress=lambda *now: told.append(now), came=came.update)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert came == {"12": "12", "uno": "fr:uno", "dos": "fr:dos"}


def test_a_language_that_it_does_not_know(translate):
    assert translate(["да"], fake := Fake(), "ru").problem == "fake does not translate from ru" and not fake.calls


def test_what_is_lacking_is_said(translate):
    fake = Fake()
    fake.lacking = "it needs a key"
    assert translate(["uno"], fake).problem == "fake: it needs a key" and not fake.calls


@pytest.mark.parametrize(
    "text", ["a\x1b[31m rojo", "nul\0o", "lone \udcff surrogate", "dos\nlíneas", "‮siniestro", "'; DROP TABLE x; --"]
)
def test_hostile_texts_are_sent_on_one_line_and_found_again(translate, text):
    done = translate([text], fake := Fake())
    assert done.french[0].startswith("fr:") and translate([text], fake).asked == 0
    [sent] = fake.asked
    assert sent.encode("utf-8") and not {"\x1b", "\0", "\n", "‮"} & set(sent)


def test_what_comes_back_cannot_command_the_terminal(translate):
    assert translate(["uno"], Fake(["\x1b]0;mine\x07un\ndeux"])).french == ("␛]0;mine␇un deux",)


def test_a_cache_that_is_none_is_said(tmp_path, consent, hands):
    (tmp_path / "translations.db").write_bytes(b"no database at all" * 99)
    with pytest.raises(ReaderError, match="cannot be used"):
        translate_sentences(["uno"], "es", Fake(), Cache(tmp_path / "translations.db"), consent=consent)
