"""Training from the first file to a model that aligns, on a text that a child could write."""

from __future__ import annotations

import gzip
import lzma
from itertools import product
from pathlib import Path
from random import Random

import pytest

from readerapp.errors import InputError
from readerapp.model.store import load_model, show_card
from readerapp.model.training.corpora import Corpus, Recipe, hold_out, load_recipe, read_corpora

WHO = {
    "le maire": ("el alcalde", "мэр"),
    "la banque": ("el banco", "банк"),
    "le juge": ("el juez", "судья"),
    "la presse": ("la prensa", "пресса"),
    "le syndicat": ("el sindicato", "профсоюз"),
}
DOES = {
    "annonce": ("anuncia", "объявляет"),
    "refuse": ("rechaza", "отвергает"),
    "prépare": ("prepara", "готовит"),
    "critique": ("critica", "критикует"),
}
WHAT = {
    "une grève": ("una huelga", "забастовку"),
    "la paix": ("la paz", "мир"),
    "un budget": ("un presupuesto", "бюджет"),
    "la loi": ("la ley", "закон"),
    "le vote": ("el voto", "голосование"),
}


def write_lines(lang: int) -> list[tuple[str, str]]:
    """Pairs of every subject, verb and object on every day, in no order."""
    on, month = (("el", "de mayo"), ("в", "мае"))[lang]
    pairs = [
        (
            f"{who} {does} {what} le {day} mai.",
            f"{WHO[who][lang]} {DOES[does][lang]} {WHAT[what][lang]} {on} {day} {month}.",
        )
        for who, does, what, day in product(WHO, DOES, WHAT, range(1, 16))
    ]
    Random(1).shuffle(pairs)
    return pairs


def tmx(pairs: list[tuple[str, str]], lang: str) -> str:
    units = "".join(
        f'<tu><tuv xml:lang="fr"><seg>{f}</seg></tuv><tuv xml:lang="{lang}"><seg>{o}</seg></tuv></tu>' for f, o in pairs
    )
    return f'<tmx version="1.4" xmlns="http://www.lisa.org/tmx14"><header/><body>{units}</body></tmx>'


def write_corpora(folder: Path) -> None:
    spanish, russian = write_lines(0), write_lines(1)
    as_tsv = ["".join(f"{f}\t{o}\n" for f, o in pairs) for pairs in (spanish, russian)]
    with lzma.open(folder / "one.fr-es.tsv.xz", "wt", encoding="utf-8") as stream:
        stream.write(as_tsv[0])
    with gzip.open(folder / "two.fr-ru.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.write(as_tsv[1])
    (folder / "three.fr-es.tsv").write_text("\ufeff" + as_tsv[0][:2000].rpartition("\n")[0], encoding="utf-8")
    (folder / "four.fr-ru.tmx").write_text(tmx(russian[:20], "ru"), encoding="utf-8")


def tiny() -> Recipe:
    recipe = load_recipe()
    recipe.settings["vocabulary"].update(pieces=120)
    recipe.settings["vectors"].update(buckets=60, dimension=12, steps=12, batch=24)
    recipe.settings["scorer"].update(documents=6, steps=3)
    recipe.settings["support"].update(steps=2, batch=4, shortest=1)
    return recipe


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two models made from the same corpora, measured on few documents."""
    pytest.importorskip("torch", reason="training needs the extra 'train'")
    from readerapp.align.training import build

    folder = tmp_path_factory.mktemp("corpora")
    write_corpora(folder)
    out = [tmp_path_factory.mktemp("models") / name for name in ("one", "two")]
    make_documents = build.make_documents
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "make_documents", lambda held, count, seed: make_documents(held, min(count, 4), seed))
        for target in out:
            build.train(read_corpora([(folder, None)], None, tiny()), tiny(), target, lambda stage, step, steps: None)
    return out


def test_the_same_corpora_give_the_same_files(trained: list[Path]) -> None:
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in trained)
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_a_trained_model_aligns(trained: list[Path]) -> None:
    from readerapp.align import align_sentences

    model = load_model(trained[0])
    for number, lang in enumerate(("es", "ru")):
        pairs = write_lines(number)[:9]
        links = align_sentences([f for f, _ in pairs], [o for _, o in pairs], lang, model=model)
        assert sorted(i for link in links for i in link.french) == list(range(9))
        assert sorted(j for link in links for j in link.original) == list(range(9))


def test_the_card_names_the_corpora_and_what_was_reached(trained: list[Path]) -> None:
    card = show_card(trained[0])
    assert sorted((c["name"], c["languages"], c["pairs"]) for c in card["corpora"])[0] == ("four", "fr-ru", 20)
    assert {c["licence"] for c in card["corpora"]} == {"not stated"}
    (figures,) = card["figures"].values()
    assert sorted(figures) == ["fr-es", "fr-ru"]


def test_too_little_text_is_said_before_anything_is_trained(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs the extra 'train'")
    from readerapp.align.training.build import train

    (tmp_path / "own.fr-es.tsv").write_text("oui\tsí\n" * 40, encoding="utf-8")
    with pytest.raises(InputError, match="too little parallel text"):
        train(read_corpora([(tmp_path, None)], None, tiny()), tiny(), tmp_path / "out", lambda *told: None)
    assert not (tmp_path / "out").exists()


def test_nothing_held_out_is_trained_on() -> None:
    recipe = load_recipe()
    pairs = tuple((f"phrase {n}", f"frase {n}") for n in range(700))
    again = Corpus("manual", "es", recipe.tiers["C"], pairs[::7])
    train, held = hold_out([Corpus("news", "es", recipe.tiers["A"], pairs), again], 5)
    out = {pair for corpus in held for pair in corpus.pairs}
    assert out
    assert [pair for corpus in train for pair in corpus.pairs if pair in out] == []
    assert out | {pair for corpus in train for pair in corpus.pairs} == set(pairs)


def test_without_news_running_text_is_held_out_and_word_lists_are_not() -> None:
    recipe = load_recipe()
    manual = Corpus("manual", "es", recipe.tiers["C"], tuple((f"phrase {n}", f"frase {n}") for n in range(700)))
    words = Corpus("words", "es", recipe.tiers["F"], tuple((f"mot{n}", f"palabra{n}") for n in range(700)))
    _train, held = hold_out([manual, words], 5)
    assert [corpus.name for corpus in held] == ["manual"]


DAMAGED = lzma.compress(b"oui\tsi\n" * 1000)[:-20], gzip.compress(b"oui\tsi\n" * 1000)[:-10]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.fr-es.tsv.xz", DAMAGED[0]),
        ("cut.fr-es.tsv.gz", DAMAGED[1]),
        ("no.fr-es.tsv.xz", b"oui\tsi\n"),
        ("no.fr-es.tsv.gz", b"oui\tsi\n"),
        ("no.fr-es.tmx.xz", b"oui\tsi\n"),
        ("klingon.fr-es.tmx", b"<?xml version='1.0' encoding='klingon'?><tmx/>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_damaged_file_is_told_in_one_line_that_names_it(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_corpora([(tmp_path, None)], None, load_recipe())
    assert str(caught.value).startswith(str(tmp_path / name))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("place", ["nowhere", "nowhere.fr-es.tsv"])
def test_a_missing_place_is_told(place: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_corpora([(tmp_path / place, None)], None, load_recipe())


@pytest.mark.parametrize("content", [None, b"\xe9t\xe9\tverano\n"])
def test_an_unusable_glossary_is_told(content: bytes | None, tmp_path: Path) -> None:
    (tmp_path / "own.fr-es.tsv").write_text("oui\tsí\n", encoding="utf-8")
    glossary = tmp_path / "glossary.tsv"
    if content is not None:
        glossary.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_corpora([(tmp_path, None)], glossary, load_recipe())
    assert str(caught.value).startswith(str(glossary))


def test_a_glossary_gives_every_pair_of_alternatives(tmp_path: Path) -> None:
    (tmp_path / "own.fr-es.tsv").write_text("oui\tsí\n", encoding="utf-8")
    glossary = tmp_path / "glossary.tsv"
    glossary.write_text("grève | débrayage\thuelga | paro\tзабастовка\n", encoding="utf-8")
    _own, spanish, russian = read_corpora([(tmp_path / "own.fr-es.tsv", None)], glossary, load_recipe())
    assert spanish.pairs == (("grève", "huelga"), ("grève", "paro"), ("débrayage", "huelga"), ("débrayage", "paro"))
    assert russian.pairs == (("grève", "забастовка"), ("débrayage", "забастовка"))


@pytest.mark.parametrize(
    "content", [b"tiers = [", b"a = '\xe9'", b"tiers = []\ncorpora = []", b"corpora = []\n[tiers]\n", b""]
)
def test_an_unusable_recipe_is_told_in_one_line(content: bytes, tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_recipe(recipe)
    assert str(caught.value).startswith(f"{recipe}: not a usable training recipe")
    assert "\n" not in str(caught.value)
