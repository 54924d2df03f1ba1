"""Which language a text is in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from readerapp.text import Detection, detect_language

LANGUAGES = {
    "fr": "Le ministre a déclaré que les négociations reprendraient la semaine prochaine à Genève.",
    "es": "El ministro declaró que las negociaciones se reanudarán la próxima semana en Ginebra.",
    "ru": "Министр заявил, что переговоры возобновятся на следующей неделе в Женеве.",
    "en": "The minister said that talks would resume next week in Geneva with both sides.",
    "pt": "O ministro declarou que as negociações serão retomadas na próxima semana em Genebra.",
    "it": "Il ministro ha dichiarato che i negoziati riprenderanno la prossima settimana a Ginevra.",
    "ca": "El ministre va declarar que les negociacions es reprendran la setmana vinent a Ginebra.",
    "gl": "O ministro declarou que as negociacións se retomarán a vindeira semana en Xenebra.",
    "ro": "Ministrul a declarat că negocierile vor fi reluate săptămâna viitoare la Geneva.",
    "de": "Der Minister erklärte, dass die Gespräche nächste Woche in Genf wieder aufgenommen werden.",
    "uk": "Міністр заявив, що переговори відновляться наступного тижня в Женеві.",
    "bg": "Министърът заяви, че преговорите ще бъдат подновени следващата седмица в Женева.",
    "be": "Міністр заявіў, што перамовы адновяцца на наступным тыдні ў Жэневе.",
    "sr": "Министар је изјавио да ће преговори бити настављени следеће недеље у Женеви.",
    "mk": "Министерот изјави дека преговорите ќе продолжат следната недела во Женева.",
}


@pytest.mark.parametrize(("lang", "text"), LANGUAGES.items(), ids=LANGUAGES)
def test_a_sentence_is_enough_to_name_its_language(lang: str, text: str) -> None:
    assert detect_language(text).lang == lang


@pytest.mark.parametrize(("lang", "text"), LANGUAGES.items(), ids=LANGUAGES)
def test_a_paragraph_names_its_language(lang: str, text: str) -> None:
    assert detect_language(" ".join([text] * 5)).lang == lang


@pytest.mark.parametrize(
    "text", ["", "Views: 93", "Photo : TASS", "12 345", "…", "https://exemple.fr/le/la/les/un/une"]
)
def test_too_little_text_is_undetermined(text: str) -> None:
    assert detect_language(text) == Detection(None, 0.0)


def test_a_french_page_with_spanish_quotations_is_french() -> None:
    text = (
        f"{LANGUAGES['fr']} Il a ajouté, dans une lettre lue devant la presse : « No hay acuerdo sin justicia para "
        "los pueblos ». Les délégués ont quitté la salle sans faire de commentaire, et la séance est levée."
    )
    assert detect_language(text).lang == "fr"


def test_a_russian_page_with_names_in_latin_letters_is_russian() -> None:
    assert detect_language(f"{LANGUAGES['ru']} Компания Boeing и фонд BlackRock не ответили на вопросы.").lang == "ru"


def test_a_text_in_capitals_is_recognised() -> None:
    assert detect_language(LANGUAGES["es"].upper()).lang == "es"


def test_news_in_the_three_languages_is_told_without_loading_the_classifier() -> None:
    texts = [
        "Le ministre a dit que le port serait rouvert dès lundi, et que les dockers avaient obtenu une prime. "
        "Pour les syndicats, qui ont signé dans la nuit, ce n'est pas assez ; mais ils ont levé les barrages.",
        "El ministro dijo que el puerto se reabrirá el lunes y que los obreros obtuvieron una prima. Según los "
        "sindicatos, que firmaron por la noche, no es suficiente, pero ya levantaron los bloqueos de la zona.",
        "Министр сказал, что порт откроют в понедельник, а рабочие получили премию. Профсоюзы, которые подписали "
        "соглашение ночью, считают, что этого мало, но они уже сняли заслоны вокруг города.",
    ]
    code = (
        "import sys\nfrom readerapp.text import detect_language\n"
        f"print([detect_language(text).lang for text in {texts!r}], 'py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['fr', 'es', 'ru'] False\n"
