"""Training: what it reads, what it refuses, and that it can be repeated."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from readerapp.errors import InputError
from readerapp.model.store import DATA, load_model, show_card
from readerapp.model.training.corpora import load_recipe, parse_weighted, read_corpora

TMX = """<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header srclang="fr"/><body>
<tu><tuv xml:lang="fr-FR"><seg>Le chat dort.</seg></tuv><tuv xml:lang="ru"><seg>Кот спит.</seg></tuv></tu>
</body></tmx>"""

LINES = [
    ("le gouvernement annonce une grève", "el gobierno anuncia una huelga"),
    ("le président parle de la guerre", "el presidente habla de la guerra"),
    ("la grève continue demain", "la huelga continúa mañana"),
    ("le gouvernement parle de la paix", "el gobierno habla de la paz"),
    ("le président annonce la paix", "el presidente anuncia la paz"),
]


def write_tsv(folder: Path) -> Path:
    text = "".join(f"{a}\t{b}\n" for a, b in LINES * 8)
    (folder / "own.fr-es.tsv").write_text(text, encoding="utf-8")
    return folder


def test_all_kinds_of_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.fr-es.tsv").write_text("oui\tsí\n\t\nnon\tno\n", encoding="utf-8")
    with lzma.open(tmp_path / "b.ru-fr.tsv.xz", "wt", encoding="utf-8") as stream:
        stream.write("да\toui\n")
    with gzip.open(tmp_path / "c.fr-es.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.write("merci\tgracias\n")
    (tmp_path / "d.fr-ru.tmx").write_text(TMX, encoding="utf-8")
    (tmp_path / "README.md").write_text("no corpus", encoding="utf-8")
    corpora = read_corpora([(tmp_path, None)], None, load_recipe())
    assert [(c.name, c.lang, c.pairs) for c in corpora] == [
        ("a", "es", (("oui", "sí"), ("non", "no"))),
        ("b", "ru", (("oui", "да"),)),
        ("c", "es", (("merci", "gracias"),)),
        ("d", "ru", (("Le chat dort.", "Кот спит."),)),
    ]


def test_a_weight_goes_before_that_of_the_recipe(tmp_path: Path) -> None:
    write_tsv(tmp_path)
    (corpus,) = read_corpora([parse_weighted(f"{tmp_path / 'own.fr-es.tsv'}=2.5")], None, load_recipe())
    assert (corpus.tier.vectors, corpus.tier.lexicon) == (2.5, 2.5)


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.fr-es.tsv", b"oui\ts\xed\n"), ("x.fr-es.tmx", b"<tmx><tu>"), ("x.tsv", b"oui\tsi\n"), ("x.fr-es.tsv", b"")],
)
def test_what_cannot_be_trained_on_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_corpora([(tmp_path / name, None)], None, load_recipe())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("argument", ["a.tsv=much", "a.tsv=0", "a.tsv=-1"])
def test_a_weight_is_a_positive_number(argument: str) -> None:
    with pytest.raises(InputError):
        parse_weighted(argument)


def test_a_missing_or_broken_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_model(tmp_path)
    assert "\n" not in str(caught.value)
    (tmp_path / "card.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        show_card(tmp_path)


def test_the_card_names_every_corpus_with_origin_and_licence() -> None:
    card = show_card()
    assert card["corpora"]
    assert [c["name"] for c in card["corpora"] if not (c["origin"] and c["licence"])] == []


def test_the_model_keeps_under_25_megabytes() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 25_000_000


def test_the_same_corpora_give_the_same_lexicon_and_it_knows_the_words(tmp_path: Path) -> None:
    from readerapp.language.words import key, stem
    from readerapp.model.lexicon import save_lexicon
    from readerapp.model.training.make import make_lexicon

    corpora = read_corpora([(write_tsv(tmp_path), None)], None, load_recipe())
    settings = load_recipe().settings["lexicon"]
    for name in ("one.npz", "two.npz"):
        save_lexicon(make_lexicon(corpora, settings), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    lexicon = make_lexicon(corpora, settings)
    table = lexicon.translations["es"]
    for french, spanish in (("gouvernement", "gobierno"), ("grève", "huelga"), ("président", "presidente")):
        row = list(lexicon.stems["fr"].keys).index(key(stem(french, "fr")))
        best = table.other[table.offsets[row]]
        assert lexicon.stems["es"].keys[best] == key(stem(spanish, "es"))


def test_vectors_come_out_the_same_again(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs the extra 'train'")
    from readerapp.model.features import WordFeatures
    from readerapp.model.store import VOCABULARY
    from readerapp.model.training.vectors import learn_vectors

    corpora = read_corpora([(write_tsv(tmp_path), None)], None, load_recipe())
    settings = {**load_recipe().settings["vectors"], "steps": 4, "batch": 8, "dimension": 8, "buckets": 50}
    features = WordFeatures(DATA / VOCABULARY, 50)
    one, two = (learn_vectors(corpora, features, settings) for _ in range(2))
    assert (one == two).all()
