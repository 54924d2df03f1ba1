"""Names: one concept in three languages, with the capitals and in the forms that a name has."""

from __future__ import annotations

import pytest

from readerapp.language.inflection import forms, is_form, is_name, is_plural, is_verb
from readerapp.language.knowledge import knowledge
from readerapp.language.names import capitals, names
from readerapp.language.words import WORD, normalise

LANGUAGES = ("fr", "es", "ru")
TABLES = {"countries", "cities", "organisations", "titles", "people"}


def named(lang: str, text: str, *, by_yes_or_no: bool = False) -> dict[str, set[str]]:
    """What the tables of names know in a text: for each run of words the first words of its concepts."""
    spoken = [match.group() for match in WORD.finditer(text)]
    many = capitals(spoken)
    written = [count > 0 for count in many] if by_yes_or_no else many
    out: dict[str, set[str]] = {}
    for hit in knowledge(lang).find([normalise(word) for word in spoken], written):
        if hit.value.named is not None:
            concept = hit.value.named.concept.partition(":")[2].split(" | ")[0]
            out.setdefault(" ".join(spoken[i] for i in hit.words), set()).add(concept)
    return out


def concepts(lang: str, text: str) -> set[str]:
    return set().union(*named(lang, text).values())


@pytest.mark.parametrize(
    ("concept", "french", "spanish", "russian"),
    [
        # Countries, under all their names, in all cases.
        ("Russie", "en Russie", "en Rusia", "в России"),
        ("Ukraine", "l'Ukraine", "de Ucrania", "на Украине"),
        ("Chine", "la Chine", "la China", "из Китая"),
        ("États-Unis", "aux États-Unis", "los Estados Unidos", "Соединенных Штатов"),
        ("États-Unis", "les USA", "EE. UU.", "США"),
        ("Royaume-Uni", "du Royaume-Uni", "del Reino Unido", "в Великобритании"),
        ("Pays-Bas", "aux Pays-Bas", "los Países Bajos", "в Нидерландах"),
        ("Biélorussie", "la Biélorussie", "Bielorrusia", "в Белоруссии"),
        ("Azerbaïdjan", "l'Azerbaïdjan", "Azerbaiyán", "с Азербайджаном"),
        ("Corée du Nord", "en Corée du Nord", "Corea del Norte", "в КНДР"),
        ("Venezuela", "au Venezuela", "Venezuela", "Венесуэлу"),
        ("Union européenne", "l'UE", "la UE", "в ЕС"),
        # Their people, in all genders, numbers and cases.
        ("France", "les Françaises", "las francesas", "французами"),
        ("Russie", "la diplomatie russe", "los rusos", "российских"),
        ("Allemagne", "une Allemande", "los alemanes", "немцев"),
        ("Espagne", "des Espagnoles", "española", "испанцам"),
        ("Ukraine", "ukrainienne", "ucranianas", "украинцев"),
        ("Grèce", "grecques", "griegas", "греками"),
        ("Hongrie", "hongroise", "húngara", "венгерского"),
        ("Turquie", "turques", "turca", "турецким"),
        ("Iran", "iraniens", "iraníes", "иранцев"),
        ("Venezuela", "vénézuéliennes", "venezolanos", "венесуэльские"),
        # Cities.
        ("Pékin", "à Pékin", "en Pekín", "в Пекине"),
        ("Moscou", "de Moscou", "de Moscú", "в Москве"),
        ("Londres", "Londres", "Londres", "из Лондона"),
        ("La Havane", "à La Havane", "en La Habana", "в Гаване"),
        ("New York", "New York", "Nueva York", "в Нью-Йорке"),
        ("Kiev", "Kyiv", "Kiev", "под Киевом"),
        ("Kremlin", "le Kremlin", "el Kremlin", "в Кремле"),
        ("Varsovie", "Varsovie", "Varsovia", "Варшавой"),
        # Institutions.
        ("ONU", "l'ONU", "la ONU", "в ООН"),
        ("ONU", "les Nations unies", "las Naciones Unidas", "Организации Объединенных Наций"),
        ("ministère des Affaires étrangères", "le ministère des Affaires étrangères", "la Cancillería", "в МИДе"),
        ("ministère des Affaires étrangères", "le Quai d'Orsay", "el Ministerio de Exteriores", "МИД"),
        ("Organisation mondiale de la santé", "l'OMS", "la OMS", "ВОЗ"),
        ("Fonds monétaire international", "le FMI", "el FMI", "МВФ"),
        ("Organisation du traité de l'Atlantique nord", "l'Otan", "la OTAN", "НАТО"),
        ("Gazprom", "Gazprom", "Gazprom", "Газпрома"),
        ("gouvernement", "les gouvernements", "los gobiernos", "правительством"),
        ("Reuters", "Reuters", "Reuters", "Рейтер"),
        # Offices, trades, people.
        ("ministre des Affaires étrangères", "le chef de la diplomatie", "el canciller", "министра иностранных дел"),
        ("président", "la présidente", "la presidenta", "президентом"),
        ("journaliste", "des journalistes", "periodistas", "журналистам"),
        ("ambassadeur", "ambassadeurs", "embajadores", "послом"),
        ("ministre de la Justice", "le ministre de la Justice", "ministra de Justicia", "министром юстиции"),
        ("Pêche", "la ministre de la Pêche", "el ministro de Pesca", "министром рыболовства"),
        ("Vladimir Poutine", "Vladimir Poutine", "Vladímir Putin", "Владимиром Путиным"),
        ("Vladimir Poutine", "Poutine", "Putin", "Путина"),
        ("Emmanuel Macron", "Macron", "Macron", "Макрону"),
        ("Nicolás Maduro", "Nicolás Maduro", "Nicolás Maduro", "Николасом Мадуро"),
    ],
)  # fmt: skip
def test_a_concept_is_the_same_in_three_languages(concept: str, french: str, spanish: str, russian: str) -> None:
    met = [concept in concepts(lang, text) for lang, text in zip(LANGUAGES, (french, spanish, russian), strict=True)]
    assert met == [True, True, True]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # A name wants its capital.
        ("fr", "les paris sont ouverts"), ("fr", "une fine tranche de nice"), ("fr", "la chine du brocanteur"),
        ("fr", "sur la terre"), ("fr", "Le monde change"), ("fr", "La défense plaide"), ("fr", "La réunion dure"),
        ("fr", "de longs tours"), ("es", "como siempre, la paz"), ("es", "El país crece, El tiempo pasa"),
        ("es", "la tierra y la luna"), ("es", "la unión"), ("ru", "газа нет"), ("ru", "земля и левые"),
        # An acronym of capitals is matched by capitals only.
        ("fr", "Ce jour"), ("fr", "Un peu et Une fois"), ("fr", "De Ma main"), ("fr", "Des Pas"), ("fr", "Sans bruit"),
        ("fr", "Ces Du San"), ("es", "Más de uno"), ("es", "Mes tras Sea"), ("ru", "Это все"), ("ru", "Но Об этом"),
        # Words of the same stem are no forms of it.
        ("fr", "il parle, nous parlons"), ("fr", "il travaille"), ("fr", "en mai et en mars"),
        ("fr", "Parmi eux"), ("fr", "au moins, non, tant"), ("fr", "la politique économique"), ("fr", "un rapport"),
        ("fr", "une colonie"), ("fr", "de lourds soupçons"), ("fr", "la marée et les marais"),
        ("es", "el martes"), ("es", "un programa"), ("es", "la historia"), ("es", "la música de la política"),
        ("es", "el primer trabajo"), ("es", "las normas"), ("es", "en mayo"), ("es", "Igualmente"),
        ("es", "Puede oficialmente"),
        ("ru", "поэтому другой"), ("ru", "Потом и Потому"), ("ru", "их имени"), ("ru", "Далее"), ("ru", "семь дел"),
        ("ru", "после этого"), ("ru", "Ранее"), ("ru", "Меня"), ("ru", "По словам"),
        # A portfolio is one behind a minister only.
        ("fr", "La Justice et la Guerre"), ("es", "Justicia"), ("ru", "безопасность экономики"),
    ],
)  # fmt: skip
def test_a_false_friend_is_no_name(lang: str, text: str) -> None:
    assert named(lang, text) == {}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "CE", {"CE": {"Commission européenne"}}),
        ("fr", "à Paris", {"Paris": {"Paris"}}),
        ("fr", "Paris, paris", {"Paris": {"Paris"}}),
        ("fr", "le Parlement parle", {"Parlement": {"parlement"}}),
        ("fr", "le parlement", {"parlement": {"parlement"}}),
        ("fr", "Le Monde", {"Le Monde": {"Le Monde"}}),
        ("fr", "la Terre", {"la Terre": {"la Terre"}}),
        ("fr", "en Corée du nord", {"Corée du nord": {"Corée du Nord"}}),
        ("fr", "à la Maison blanche", {"Maison blanche": {"Maison-Blanche"}}),
        ("fr", "Hugo Chavez", {"Hugo Chavez": {"Hugo Chávez"}}),
        ("es", "en Mexico", {"Mexico": {"Mexique"}}),
        ("es", "El País", {"El País": {"El País"}}),
        ("ru", "МИДом", {"МИДом": {"ministère des Affaires étrangères"}}),
        ("ru", "МИДа России", {"МИДа": {"ministère des Affaires étrangères"}, "России": {"Russie"}}),
    ],
)  # fmt: skip
def test_capitals_are_wanted_where_the_name_has_them(lang: str, text: str, expected: dict[str, set[str]]) -> None:
    found = named(lang, text)
    assert {words: found.get(words) for words in expected} == expected
    assert set(found) == set(expected)


def test_whether_a_word_has_a_capital_is_enough_where_no_more_is_known() -> None:
    assert named("fr", "ONU", by_yes_or_no=True) == named("fr", "ONU")
    assert "Ce" in named("fr", "Ce", by_yes_or_no=True)
    assert named("fr", "ce", by_yes_or_no=True) == {}


@pytest.mark.parametrize(
    ("word", "count"), [("ce", 0), ("Ce", 1), ("CE", 2), ("МИДа", 3), ("WikiLeaks", 1), ("É", 1), ("12", 0), ("", 0)]
)
def test_capitals_are_counted_from_the_beginning(word: str, count: int) -> None:
    assert capitals([word]) == [count]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_belongs_to_a_table_and_has_words(lang: str) -> None:
    found = list(names(lang))
    assert {name.table for _text, name in found} == TABLES
    assert [
        text for text, name in found if not WORD.search(text) or not name.concept.startswith(f"{name.table}:")
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_is_found_as_it_is_written(lang: str) -> None:
    missed = []
    for text, name in names(lang):
        if "=" in text or "…" in text:
            continue
        spoken = [match.group() for match in WORD.finditer(text)]
        hits = knowledge(lang).find([normalise(word) for word in spoken], capitals(spoken))
        if not any(hit.value.named and hit.value.named.concept == name.concept for hit in hits):
            missed.append(text)
    assert missed == []


@pytest.mark.parametrize(
    ("lang", "base", "are", "are_not"),
    [
        ("fr", "européen", "européen européens européenne européennes", "europe européanité"),
        ("fr", "grec", "grecs grecque grecques", "grève"),
        ("fr", "turc", "turque turques", "turquie"),
        ("fr", "cardinal", "cardinaux cardinale", "cardinalat"),
        ("fr", "premier", "première premières", "premièrement"),
        ("fr", "neuf", "neuve neuves", "neuvième"),
        ("fr", "maya", "mayas", "mai"),
        ("fr", "moine", "moines", "moins"),
        ("fr", "nonne", "nonnes", "non"),
        ("fr", "cs", "cs", "c"),
        ("es", "alemán", "alemanes alemana alemanas", "alemania"),
        ("es", "iraní", "iraníes iranís", "irán"),
        ("es", "joven", "jóvenes", "juventud"),
        ("es", "juez", "jueces", "juicio"),
        ("es", "primo", "prima primos", "primer"),
        ("ru", "немец", "немца немцу немцем немцы немцев", "немецкий"),
        ("ru", "россиянин", "россиянина россияне россиян россиянам", "россия"),
        ("ru", "российский", "российского российская российскими", "россия"),
        ("ru", "китай", "китая китаю китаем китае", "кит"),
        ("ru", "россия", "россии россию россией", "росс"),
        ("ru", "друг", "друга другу другом", "другой других"),
        ("ru", "поэт", "поэта поэту", "поэтому"),
        ("ru", "семья", "семьи семью семей", "семь"),
        ("ru", "развивающиеся", "развивающихся развивающимся", "развиваются"),
    ],
)
def test_nouns_and_adjectives_have_few_forms(lang: str, base: str, are: str, are_not: str) -> None:
    assert [word for word in are.split() if not is_form(word, base, lang)] == []
    assert [word for word in are_not.split() if is_form(word, base, lang)] == []
    assert lang == "ru" or base in forms(base, lang)


@pytest.mark.parametrize(
    ("lang", "base", "plural", "other"),
    [
        ("fr", "médecin", "médecins", "médecine"),
        ("fr", "général", "généraux", "générale"),
        ("es", "músico", "músicos", "música"),
        ("es", "cortes", "cortes", "corte"),
        ("ru", "посол", "послы", "посольство"),
    ],
)
def test_a_title_takes_the_plural_and_not_the_feminine(lang: str, base: str, plural: str, other: str) -> None:
    assert (is_plural(plural, base, lang), is_plural(other, base, lang)) == (True, False)


@pytest.mark.parametrize(
    ("lang", "base", "same", "other"),
    [
        ("fr", "pékin", "pekin", "pékins"),
        ("es", "canadá", "canada", "canadás"),
        ("es", "pará", "pará", "para"),
        ("es", "españa", "españa", "espana"),
        ("ru", "москва", "москвой", "московит"),
        ("ru", "кито", "кито", "кита"),
        ("ru", "перу", "перу", "пера"),
        ("ru", "никарагуа", "никарагуа", "никарагу"),
        ("ru", "королевство", "королевстве", "королева"),
    ],
)
def test_a_proper_name_has_cases_at_most(lang: str, base: str, same: str, other: str) -> None:
    assert (is_name(same, base, lang), is_name(other, base, lang)) == (True, False)


@pytest.mark.parametrize(
    ("lang", "verb", "are", "are_not"),
    [
        ("fr", "préciser", "précise précisé précisait précisera précisant", "précision précisément précis"),
        ("fr", "appeler", "appelle appelait appellera", "appel appels appellation"),
        ("fr", "annoncer", "annonce annonça annonçait", "annonciateur"),
        ("fr", "révéler", "révèle révèlent révéla révélera", "révélation révélateur"),
        ("fr", "affirmer", "affirment affirme", "affirmation affirmatif"),
        ("es", "informar", "informa informó informaron informando", "información informativo"),
        ("es", "indicar", "indicó indiqué indican", "índice indicador indicación"),
        ("es", "decir", "decía decimos decid", "década decisión"),
        ("es", "exigir", "exige exija exigió exigirá", "exigencia exigible"),
        ("es", "prohibir", "prohíbe prohibió", "prohibición"),
        ("ru", "ответить", "ответил ответит ответив", "ответ ответа ответы"),
        ("fr", "dire", "dit dirait n'importe", ""),
    ],
)
def test_a_regular_verb_is_told_from_the_noun_beside_it(lang: str, verb: str, are: str, are_not: str) -> None:
    assert [word for word in are.split() if not is_verb(word, verb, lang)] == []
    assert [word for word in are_not.split() if is_verb(word, verb, lang)] == []
