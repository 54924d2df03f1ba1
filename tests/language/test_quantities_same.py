"""What is the same in two languages, what is nearly so, what is not."""

from __future__ import annotations

import pytest

from readerapp.language.quantities import Quantity, comparable, find_quantities, same

EQUAL = [
    ("fr", "38 milliards", "es", "38.000 millones"),
    ("fr", "1,2 milliard", "ru", "1,2 млрд"),
    ("fr", "1 745", "es", "mil 745"),
    ("fr", "18h30", "es", "18:30"),
    ("fr", "18h30", "es", "6:30 p.m."),
    ("fr", "18h30", "ru", "в 18.30"),
    ("fr", "à 18 h 30", "es", "a las 18.30"),
    ("fr", "à 15 heures, heure de Moscou", "ru", "в 15:00 мск"),
    ("fr", "XXe siècle", "ru", "XX век"),
    ("fr", "XIXe et XXe siècles", "es", "siglos XIX y XX"),
    ("fr", "un tiers", "es", "un tercio"),
    ("fr", "un tiers", "ru", "треть"),
    ("fr", "un tiers", "es", "la tercera parte"),
    ("fr", "les deux tiers", "ru", "две трети"),
    ("fr", "45 %", "es", "45 por ciento"),
    ("fr", "45 %", "ru", "45 процентов"),
    ("fr", "45 %", "ru", "45-процентный"),
    ("fr", "31 mai", "es", "31 de mayo"),
    ("fr", "31 mai 2010", "ru", "31.05.2010"),
    ("fr", "1er mai", "ru", "первого мая"),
    ("fr", "quinze jours", "es", "dos semanas"),
    ("fr", "quinze jours", "ru", "две недели"),
    ("fr", "14 jours", "ru", "две недели"),
    ("fr", "huit jours", "es", "una semana"),
    ("fr", "24 heures", "ru", "сутки спустя 1 день"),
    ("fr", "48 heures", "es", "dos días"),
    ("fr", "dix-huit mois", "ru", "полтора года"),
    ("fr", "un an et demi", "es", "año y medio"),
    ("fr", "une demi-heure", "ru", "полчаса"),
    ("fr", "une demi-heure", "es", "30 minutos"),
    ("fr", "un demi-siècle", "es", "cincuenta años"),
    ("fr", "six mois", "ru", "полгода"),
    ("fr", "deux décennies", "es", "veinte años"),
    ("fr", "deux décennies", "ru", "двадцатилетие"),
    ("fr", "la moitié", "es", "la mitad"),
    ("fr", "la moitié", "ru", "половина"),
    ("fr", "une douzaine", "es", "12"),
    ("fr", "une douzaine", "ru", "дюжина"),
    ("fr", "environ 400", "es", "unos 400"),
    ("fr", "quelque 400", "ru", "около 400"),
    ("fr", "près de 200", "es", "casi 200"),
    ("fr", "400", "es", "unos 400"),
    ("fr", "une quarantaine", "ru", "около сорока"),
    ("fr", "une centaine", "es", "un centenar"),
    ("fr", "années 1990", "ru", "1990-е"),
    ("fr", "années 90", "es", "años noventa"),
    ("fr", "en 2010", "ru", "в 2010 году"),
    ("fr", "entre 1994 et 2009", "es", "1994-2009"),
    ("fr", "de 1994 à 2009", "ru", "с 1994 по 2009 год"),
    ("fr", "7 à 10 jours", "ru", "от 7 до 10 дней"),
    ("fr", "deux ou trois jours", "ru", "два-три дня"),
    ("fr", "entre 5 et 7 ans", "es", "5-7 años"),
    ("fr", "de 5 % à 7 %", "ru", "5–7%"),
    ("fr", "de 15 à 20 000", "es", "de 15.000 a 20.000"),
    ("fr", "3-1", "ru", "3:1"),
    ("fr", "3 à 1", "es", "ganó 3 a 1"),
    ("fr", "article 5", "ru", "статья 5"),
    ("fr", "Il-76", "ru", "Ил-76"),
    ("fr", "deuxième", "ru", "вторая"),
    ("fr", "le 2e", "es", "la 2ª"),
    ("fr", "5,61 $", "es", "$5,61"),
    ("fr", "trois millions de dollars", "es", "US$ 3 millones"),
    ("fr", "3,5 Md€", "es", "3.500 millones de euros"),
    ("fr", "1 500 mètres", "ru", "1,5 км"),
    ("fr", "0,5 tonne", "es", "500 kilos"),
    ("fr", "âgé de 38 ans", "ru", "38-летний"),
    ("fr", "trois fois", "ru", "в три раза"),
    ("fr", "le double", "ru", "вдвое"),
    ("fr", "plusieurs jours", "ru", "несколько дней"),
    ("fr", "des dizaines de milliers de personnes", "es", "decenas de miles de personas"),
    ("fr", "des centaines", "ru", "сотни"),
    ("fr", "2 heures 30", "es", "dos horas y media"),
    ("fr", "1,234", "es", "1,234"),
    ("fr", "2.500", "es", "2.500"),
    ("fr", "1 234", "es", "1,234"),
    ("fr", "deux millions cinq cent mille", "ru", "два с половиной миллиона"),
    ("fr", "moins 5 degrés", "ru", "минус 5 градусов"),
    ("fr", "lundi", "ru", "в понедельник"),
    ("fr", "les deux partis", "es", "ambos partidos"),
    ("fr", "deux et demi", "es", "dos y medio"),
    ("fr", "deux et demi", "ru", "два с половиной"),
    ("fr", "15 heures, heure de Moscou", "es", "a las 15:00, hora de Moscú"),
    ("fr", "la Seconde Guerre mondiale", "es", "la II Guerra Mundial"),
    ("fr", "la Première Guerre mondiale", "ru", "Первая мировая война"),
    ("fr", "85 minutes", "es", "una hora y 25 minutos"),
]

NEAR = [
    ("fr", "deux mois", "es", "60 días", 0.9),
    ("fr", "un an", "ru", "365 дней", 0.9),
    ("fr", "38 milliards d'euros", "es", "38.000 millones", 0.9),
    ("fr", "environ 38 milliards", "es", "38.200 millones", 0.8),
    ("fr", "38 milliards", "es", "38.200 millones", 0.7),
    ("fr", "38 %", "ru", "38,2%", 0.7),
    ("fr", "38 000", "ru", "38 245", 0.7),
    ("fr", "environ 400", "ru", "412", 0.8),
    ("fr", "plus de 38 milliards", "es", "38.600 millones", 0.8),
    ("fr", "80 km", "es", "50 millas", 0.8),
    ("fr", "227 kg", "es", "500 libras", 0.8),
    ("fr", "31 mai", "es", "31 de mayo de 2010", 0.9),
    ("fr", "lundi 5 juin", "es", "5 de junio", 0.9),
    ("fr", "mai 2010", "ru", "в мае", 0.7),
    ("fr", "20 pesos", "es", "20 pesos mexicanos", 0.9),
    ("fr", "500 livres", "es", "500 libras esterlinas", 0.9),
    ("fr", "0 livre", "es", "0 kilos", 0.8),
    ("fr", "à 18 heures", "es", "a las seis", 0.8),
    ("fr", "15 h GMT", "ru", "в 15:00 мск", 0.5),
    ("fr", "15h00", "ru", "в 15:00 мск", 0.9),
    ("fr", "plus de 200", "es", "menos de 200", 0.9),
    ("fr", "7 à 10 jours", "es", "10 días", 0.5),
    ("fr", "70e", "es", "70", 0.9),
    ("fr", "des dizaines", "es", "45", 0.4),
    ("fr", "45 %", "es", "45 puntos porcentuales", 0.9),
    ("fr", "une quarantaine", "es", "42", 0.8),
    ("fr", "une centaine", "ru", "105", 0.8),
    ("fr", "environ 140", "ru", "143", 0.8),
    ("fr", "3 %", "es", "2,6 %", 0.7),
    ("fr", "1 500", "es", "1.487", 0.7),
    ("fr", "18h30", "es", "18.30", 0.9),
    ("fr", "moins de 3 millions", "ru", "2,9 млн", 0.8),
    ("fr", "-0,3 %", "es", "0,3 %", 0.9),
]

DIFFERENT = [
    ("fr", "deux mois", "es", "seis meses"),
    ("fr", "60 jours", "es", "seis meses"),
    ("fr", "38 milliards", "es", "38 millones"),
    ("fr", "38", "es", "38.000"),
    ("fr", "100 dollars", "es", "100 euros"),
    ("fr", "100 miles", "es", "100 kilómetros"),
    ("fr", "50 miles", "es", "50 km"),
    ("fr", "un tiers", "es", "33,3 %"),
    ("fr", "la moitié", "es", "50 %"),
    ("fr", "31 mai", "es", "30 de mayo"),
    ("fr", "31 mai 2010", "es", "31 de mayo de 2011"),
    ("fr", "lundi", "es", "martes"),
    ("fr", "18h30", "ru", "в 19:30"),
    ("fr", "3-1", "es", "ganó 3-2"),
    ("fr", "en 2010", "es", "en 2011"),
    ("fr", "40 morts", "es", "43 muertos"),
    ("fr", "environ 40", "es", "55"),
    ("fr", "10 personnes", "es", "12 personas"),
    ("fr", "plus de 38 milliards", "es", "37.600 millones"),
    ("fr", "XXe siècle", "es", "siglo XIX"),
    ("fr", "deuxième", "es", "tercera"),
    ("fr", "des dizaines", "es", "cientos"),
    ("fr", "plusieurs jours", "es", "varios meses"),
    ("fr", "années 90", "es", "años 80"),
    ("fr", "7 à 10 jours", "es", "7 a 12 días"),
    ("fr", "5 degrés", "es", "menos 5 grados"),
    ("fr", "80 km", "es", "40 millas"),
    ("fr", "140 morts", "es", "143 muertos"),
    ("fr", "Boeing 737", "es", "Boeing 740"),
    ("fr", "mille morts", "es", "1.150 muertos"),
    ("fr", "1 million", "es", "1,4 millones"),
    ("fr", "une quarantaine", "es", "55"),
    ("fr", "moins de 3 millions", "ru", "3,2 млн"),
    ("fr", "en 2010", "es", "en 2000"),
    ("fr", "un homme seul de 30 ans", "es", "32 años"),
]


def the_one(text: str, lang: str) -> Quantity:
    return find_quantities(text, lang)[-1]


@pytest.mark.parametrize(("first", "a", "second", "b"), EQUAL)
def test_equal(first: str, a: str, second: str, b: str) -> None:
    x, y = the_one(a, first), the_one(b, second)
    assert same(x, y) == same(y, x) == 1.0
    assert comparable(x, y) and comparable(y, x)


@pytest.mark.parametrize(("first", "a", "second", "b", "grade"), NEAR)
def test_near(first: str, a: str, second: str, b: str, grade: float) -> None:
    x, y = the_one(a, first), the_one(b, second)
    assert same(x, y) == same(y, x) == pytest.approx(grade)


@pytest.mark.parametrize(("first", "a", "second", "b"), DIFFERENT)
def test_different(first: str, a: str, second: str, b: str) -> None:
    x, y = the_one(a, first), the_one(b, second)
    assert same(x, y) == same(y, x) == 0.0


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("31 de mayo", "100 euros", False),
        ("100 dólares", "100 euros", True),
        ("100 dólares", "100 km", False),
        ("100 km", "100 toneladas", False),
        ("100 km", "50 millas", True),
        ("45 %", "un tercio", False),
        ("45 %", "46 %", True),
        ("45 %", "45", True),
        ("dos años", "en 2010", False),
        ("31 de mayo", "en 2010", True),
        ("dos años", "tres meses", True),
        ("a las 18:30", "dos días", False),
        ("a las 18:30", "dos horas", True),
        ("varios días", "tres días", True),
        ("varios días", "tres euros", False),
        ("el segundo tiempo", "ganó 3-1", False),
        ("38 años de edad", "dos años", True),
        ("10 libras", "5 kilos", True),
        ("tres veces", "tres euros", False),
    ],
)
def test_comparable(a: str, b: str, expected: bool) -> None:
    x, y = the_one(a, "es"), the_one(b, "es")
    assert comparable(x, y) is comparable(y, x) is expected
    if not expected:
        assert same(x, y) == 0.0
