"""The ten rules inside sentences, through the public door: what they flag in short news texts and what they let pass.

Every story is translated faithfully, and each edit spoils one sentence of it in one blatant way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import readerapp
from readerapp.text import Document, Role, make_document

PAIRS = sorted(folder for folder in (Path(__file__).parents[2] / "pairs").iterdir() if folder.is_dir())

RULES = (
    "figure",
    "name",
    "negation",
    "quotation",
    "attribution",
    "certainty",
    "loaded-wording",
    "softened-wording",
    "added-detail",
    "dropped-detail",
)


@dataclass(frozen=True)
class Story:
    """A wire in `lang` and its French, sentence by sentence."""

    lang: str
    rows: tuple[tuple[str, str], ...]

    @property
    def page(self) -> list[str]:
        return [french for french, _ in self.rows]

    @property
    def wire(self) -> list[str]:
        return [original for _, original in self.rows]


@dataclass(frozen=True)
class Edit:
    """`old` becomes `new` in sentence `at` of one side (`page` or `wire`), and `rule` must say so.

    `french`, `original`: words of the two sentences, as edited, that the spans touch and the message shows; empty where
    that side has nothing.
    """

    rule: str
    story: str
    at: int
    side: str
    old: str
    new: str
    french: str
    original: str


STORIES = {
    "rail": Story(
        "es",
        (
            (
                (
                    "Le gouvernement de l'Uruguay a annoncé lundi un investissement de 38 milliards de pesos dans "
                    "le réseau ferroviaire."
                ),
                (
                    "El Gobierno de Uruguay anunció el lunes una inversión de 38.000 millones de pesos en la red "
                    "ferroviaria."
                ),
            ),
            (
                (
                    "Les travaux commenceront en septembre et dureront 18 mois, a dit la ministre des Transports, "
                    "Lucía Ferreiro."
                ),
                (
                    "Las obras comenzarán en septiembre y durarán 18 meses, dijo la ministra de Transporte, Lucía "
                    "Ferreiro."
                ),
            ),
            (
                "Le nouveau tronçon, de 120 kilomètres, reliera Montevideo à la ville de Durazno.",
                "El nuevo tramo, de 120 kilómetros, unirá Montevideo con la ciudad de Durazno.",
            ),
            (
                "Le gouvernement n'a pas exclu une hausse du prix des billets.",
                "El Gobierno no descartó un aumento del precio de los billetes.",
            ),
            (
                "Selon la compagnie, le trafic pourrait augmenter de 15 % l'an prochain.",
                "Según la empresa, el tráfico podría aumentar un 15 % el próximo año.",
            ),
            (
                "Les habitants de trois villages voisins ont manifesté mardi contre le tracé de la ligne.",
                "Los vecinos de tres pueblos cercanos se manifestaron el martes contra el trazado de la línea.",
            ),
        ),
    ),
    "hospital": Story(
        "es",
        (
            (
                (
                    "L'incendie de l'hôpital de Cuenca a fait sept morts et 23 blessés, ont indiqué mercredi les "
                    "pompiers."
                ),
                (
                    "El incendio del hospital de Cuenca causó siete muertos y 23 heridos, informaron el miércoles "
                    "los bomberos."
                ),
            ),
            (
                "Le maire, Andrés Palacios, a dit que les secours étaient arrivés en dix minutes.",
                "El alcalde, Andrés Palacios, dijo que los equipos de rescate llegaron en diez minutos.",
            ),
            (
                "« Nous n'avons pas reçu d'aide de Quito », a déclaré le directeur de l'hôpital.",
                '"No recibimos ayuda de Quito", declaró el director del hospital.',
            ),
            (
                "Le feu a probablement pris dans un entrepôt du deuxième étage.",
                "El fuego se originó probablemente en un almacén del segundo piso.",
            ),
            (
                "Le parquet a ouvert une enquête et interrogera les responsables de l'entretien du bâtiment.",
                "La Fiscalía abrió una investigación e interrogará a los responsables del mantenimiento del edificio.",
            ),
            (
                "Les patients ont été transférés dans deux cliniques de la ville, où ils restent en observation.",
                "Los pacientes fueron trasladados a dos clínicas de la ciudad, donde permanecen en observación.",
            ),
        ),
    ),
    "fishing": Story(
        "es",
        (
            (
                "La brutale répression de la manifestation s'est soldée par 14 arrestations à Concepción.",
                "La brutal represión de la protesta acabó con 14 detenidos en Concepción.",
            ),
            (
                "Les pêcheurs chiliens rejettent la réforme de la loi sur la pêche, approuvée jeudi par le Sénat.",
                "Los pescadores chilenos rechazan la reforma de la ley de pesca, aprobada el jueves por el Senado.",
            ),
            (
                "Le ministre de l'Économie, Pablo Vergara, a dit que la loi protège les ressources de la mer.",
                "El ministro de Economía, Pablo Vergara, dijo que la ley protege los recursos del mar.",
            ),
            (
                "Selon le syndicat, la réforme avantage « les grandes entreprises » du secteur.",
                'Según el sindicato, la reforma beneficia a "las grandes empresas" del sector.',
            ),
            (
                "L'opposition a qualifié la loi de scandaleuse et a demandé la démission du ministre.",
                "La oposición calificó la ley de escandalosa y pidió la dimisión del ministro.",
            ),
            (
                "Le président se rendra en Argentine en novembre pour signer un accord avec son homologue.",
                "El presidente viajará a Argentina en noviembre para firmar un acuerdo con su homólogo.",
            ),
        ),
    ),
    "bridge": Story(
        "ru",
        (
            (
                "Un pont de 640 mètres a été inauguré samedi à Perm, a annoncé l'administration de la région.",
                "Мост длиной 640 метров открыли в субботу в Перми, сообщила администрация края.",
            ),
            (
                "La construction a coûté 12 milliards de roubles et a duré quatre ans.",
                "Строительство обошлось в 12 млрд рублей и продолжалось четыре года.",
            ),
            (
                "Selon le gouverneur Dmitri Orlov, la circulation dans le centre-ville diminuera de 20 %.",
                "По словам губернатора Дмитрия Орлова, движение в центре города сократится на 20 процентов.",
            ),
            (
                "Le pont ne sera pas ouvert aux camions avant le mois de mai.",
                "Мост не откроют для грузовиков до мая.",
            ),
            (
                "Le deuxième tronçon sera probablement achevé l'année prochaine.",
                "Второй участок, вероятно, будет достроен в следующем году.",
            ),
            (
                "L'entreprise chinoise Hualong a fourni les équipements pour la construction.",
                "Китайская компания «Хуалун» поставила оборудование для строительства.",
            ),
        ),
    ),
    "gas": Story(
        "ru",
        (
            (
                (
                    "Les négociations de la Russie et du Kazakhstan sur le transit du gaz s'achèveront en octobre, "
                    "a annoncé vendredi le ministère de l'Énergie."
                ),
                (
                    "Переговоры России и Казахстана о транзите газа завершатся в октябре, сообщило в пятницу "
                    "министерство энергетики."
                ),
            ),
            (
                "Les parties n'ont pas signé le contrat, mais elles poursuivront la discussion à Astana.",
                "Стороны не подписали контракт, но продолжат обсуждение в Астане.",
            ),
            (
                "« Nous avons besoin d'un prix juste », a déclaré le ministre Serik Akhmetov.",
                "«Нам нужна справедливая цена», — заявил министр Серик Ахметов.",
            ),
            (
                "Le volume des livraisons pourrait atteindre 35 milliards de mètres cubes par an.",
                "Объем поставок может достичь 35 млрд кубометров в год.",
            ),
            (
                "Selon les experts, l'accord est avantageux pour les deux pays.",
                "По мнению экспертов, соглашение выгодно обеим странам.",
            ),
            (
                "Le gouvernement a prolongé le programme d'aide aux régions du sud.",
                "Правительство продлило программу помощи южным регионам.",
            ),
        ),
    ),
    "mine": Story(
        "ru",
        (
            (
                "Cinq personnes ont été tuées dans un accident à la mine de Vorkouta, ont annoncé les secouristes.",
                "Пять человек погибли в результате аварии на шахте в Воркуте, сообщили спасатели.",
            ),
            (
                "Le tribunal a qualifié ce qui s'est passé de crime monstrueux.",
                "Суд назвал случившееся чудовищным преступлением.",
            ),
            (
                "Le directeur de la mine, Viktor Lebedev, a dit que la ventilation fonctionnait normalement.",
                "Директор шахты Виктор Лебедев сказал, что вентиляция работала нормально.",
            ),
            (
                "Les enquêteurs n'excluent pas une erreur du personnel.",
                "Следователи не исключают ошибки персонала.",
            ),
            (
                "La mine emploie 850 personnes et produit 2 millions de tonnes de charbon par an.",
                "На шахте работают 850 человек, она добывает 2 млн тонн угля в год.",
            ),
            (
                "Les familles des victimes recevront une aide de 300 000 roubles, a promis le gouverneur.",
                "Семьи погибших получат помощь в размере 300 тысяч рублей, пообещал губернатор.",
            ),
        ),
    ),
}

EDITS = (
    Edit("figure", "rail", 0, "page", "38 milliards", "44 milliards", "44 milliards", "38.000 millones"),
    Edit("figure", "rail", 1, "page", "septembre", "novembre", "novembre", "septiembre"),
    Edit("figure", "rail", 1, "page", "18 mois", "18 semaines", "18 semaines", "18 meses"),
    Edit("figure", "rail", 4, "page", "15 %", "25 %", "25 %", "15 %"),
    Edit("figure", "hospital", 0, "page", "sept morts", "neuf morts", "neuf", "siete"),
    Edit("figure", "hospital", 0, "wire", "el miércoles", "el viernes", "mercredi", "viernes"),
    Edit("figure", "rail", 0, "wire", "38.000 millones", "38.000", "38 milliards", "38.000"),
    Edit("figure", "bridge", 0, "page", "640 mètres", "640 kilomètres", "640 kilomètres", "640 метров"),
    Edit("figure", "bridge", 1, "page", "12 milliards", "21 milliards", "21 milliards", "12 млрд"),
    Edit("figure", "bridge", 2, "page", "20 %", "30 %", "30 %", "20 процентов"),
    Edit("figure", "gas", 0, "page", "octobre", "décembre", "décembre", "октябре"),
    Edit("figure", "gas", 0, "page", "vendredi", "lundi", "lundi", "пятницу"),
    Edit("figure", "gas", 3, "page", "35 milliards", "35 millions", "35 millions", "35 млрд"),
    Edit("figure", "mine", 5, "wire", "300 тысяч", "900 тысяч", "300 000 roubles", "900 тысяч"),
    Edit("figure", "mine", 0, "page", "Cinq", "Douze", "Douze", "Пять"),
    Edit("name", "rail", 2, "page", "Montevideo", "Buenos Aires", "Buenos Aires", "Montevideo"),
    Edit("name", "fishing", 1, "page", "chiliens", "péruviens", "péruviens", "chilenos"),
    Edit("name", "fishing", 5, "page", "en Argentine", "au Brésil", "Brésil", "Argentina"),
    Edit("name", "hospital", 2, "wire", "Quito", "Bogotá", "Quito", "Bogotá"),
    Edit("name", "bridge", 0, "page", "à Perm", "à Kazan", "Kazan", "Перми"),
    Edit("name", "bridge", 5, "page", "chinoise", "japonaise", "japonaise", "Китайская"),
    Edit("name", "gas", 0, "page", "du Kazakhstan", "de l'Ukraine", "Ukraine", "Казахстана"),
    Edit("name", "gas", 1, "page", "Astana", "Tachkent", "Tachkent", "Астане"),
    Edit("name", "gas", 0, "wire", "Казахстана", "Узбекистана", "Kazakhstan", "Узбекистана"),
    Edit("name", "mine", 0, "page", "Vorkouta", "Norilsk", "Norilsk", "Воркуте"),
    Edit("name", "fishing", 0, "page", "à Concepción", "à Valparaíso", "Valparaíso", "Concepción"),
    Edit("negation", "rail", 3, "page", "n'a pas exclu", "a exclu", "exclu", "no descartó"),
    Edit("negation", "rail", 3, "wire", "no descartó", "descartó", "n'a pas exclu", "descartó"),
    Edit("negation", "fishing", 2, "page", "protège", "ne protège pas", "ne protège pas", "protege"),
    Edit("negation", "bridge", 3, "page", "ne sera pas ouvert", "sera ouvert", "ouvert", "не откроют"),
    Edit("negation", "gas", 1, "page", "n'ont pas signé", "ont signé", "signé", "не подписали"),
    Edit("negation", "mine", 3, "page", "n'excluent pas", "excluent", "excluent", "не исключают"),
    Edit(
        "negation",
        "mine",
        2,
        "page",
        "fonctionnait normalement",
        "ne fonctionnait pas normalement",
        "ne fonctionnait pas",
        "работала",
    ),
    Edit("negation", "gas", 4, "wire", "выгодно", "не выгодно", "avantageux", "не выгодно"),
    Edit("negation", "mine", 5, "page", "recevront", "ne recevront pas", "ne recevront pas", "получат"),
    Edit("negation", "rail", 2, "page", "reliera", "ne reliera pas", "ne reliera pas", "unirá"),
    Edit("quotation", "fishing", 1, "page", "la réforme", "la « réforme »", "réforme", ""),
    Edit(
        "quotation",
        "fishing",
        3,
        "page",
        "« les grandes entreprises »",
        "les grandes entreprises",
        "",
        "grandes empresas",
    ),
    Edit("quotation", "rail", 0, "page", "un investissement", "un « investissement »", "investissement", ""),
    Edit("quotation", "hospital", 1, "page", "les secours", "les « secours »", "secours", ""),
    Edit("quotation", "fishing", 4, "page", "la démission", "la « démission »", "démission", ""),
    Edit("quotation", "gas", 5, "page", "le programme d'aide", "le programme d'« aide »", "aide", ""),
    Edit("quotation", "gas", 4, "page", "l'accord", "l'« accord »", "accord", ""),
    Edit("quotation", "bridge", 5, "page", "les équipements", "les « équipements »", "équipements", ""),
    Edit("quotation", "mine", 0, "page", "un accident", "un « accident »", "accident", ""),
    Edit(
        "quotation",
        "mine",
        1,
        "wire",
        "чудовищным преступлением",
        "«чудовищным преступлением»",
        "",
        "чудовищным преступлением",
    ),
    Edit("quotation", "gas", 5, "wire", "программу помощи", "программу «помощи»", "", "помощи"),
    Edit("quotation", "hospital", 4, "wire", "los responsables", 'los "responsables"', "", "responsables"),
    Edit("quotation", "gas", 1, "page", "le contrat", "le « contrat »", "contrat", ""),
    Edit("attribution", "fishing", 2, "page", "a dit que", "prétend que", "prétend", "dijo"),
    Edit("attribution", "hospital", 1, "page", "a dit que", "a reconnu que", "reconnu", "dijo"),
    Edit("attribution", "fishing", 3, "page", "Selon le syndicat, la réforme", "La réforme", "", "Según"),
    Edit("attribution", "rail", 4, "page", "Selon la compagnie", "À en croire la compagnie", "À en croire", "Según"),
    Edit("attribution", "rail", 4, "page", "Selon la compagnie, le trafic", "Le trafic", "", "Según"),
    Edit("attribution", "hospital", 2, "page", "a déclaré", "a avoué", "avoué", "declaró"),
    Edit(
        "attribution",
        "bridge",
        2,
        "page",
        "Selon le gouverneur",
        "À en croire le gouverneur",
        "À en croire",
        "По словам",
    ),
    Edit(
        "attribution",
        "bridge",
        2,
        "page",
        "Selon le gouverneur Dmitri Orlov, la circulation",
        "La circulation",
        "",
        "По словам",
    ),
    Edit("attribution", "gas", 4, "page", "Selon les experts, l'accord", "L'accord", "", "По мнению"),
    Edit("attribution", "mine", 2, "page", "a dit que", "a prétendu que", "prétendu", "сказал"),
    Edit("attribution", "mine", 2, "page", "a dit que", "a reconnu que", "reconnu", "сказал"),
    Edit("attribution", "gas", 2, "page", "a déclaré", "a martelé", "martelé", "заявил"),
    Edit("attribution", "rail", 1, "page", "a dit la ministre", "a avoué la ministre", "avoué", "dijo"),
    Edit(
        "attribution",
        "mine",
        0,
        "page",
        "ont annoncé les secouristes",
        "ont avoué les secouristes",
        "avoué",
        "сообщили",
    ),
    Edit("certainty", "rail", 4, "page", "pourrait augmenter", "augmentera", "augmentera", "podría"),
    Edit("certainty", "hospital", 3, "page", "a probablement pris", "a pris", "", "probablemente"),
    Edit("certainty", "rail", 1, "wire", "comenzarán", "podrían comenzar", "commenceront", "podrían"),
    Edit("certainty", "bridge", 4, "page", "sera probablement achevé", "sera achevé", "", "вероятно"),
    Edit("certainty", "gas", 3, "page", "pourrait atteindre", "atteindra", "atteindra", "может"),
    Edit("certainty", "mine", 5, "wire", "получат", "возможно, получат", "recevront", "возможно"),
    Edit("certainty", "mine", 4, "wire", "она добывает", "она, вероятно, добывает", "", "вероятно"),
    Edit("certainty", "fishing", 5, "wire", "viajará", "viajará probablemente", "", "probablemente"),
    Edit("certainty", "hospital", 4, "wire", "interrogará", "posiblemente interrogará", "", "posiblemente"),
    Edit("loaded-wording", "rail", 3, "page", "Le gouvernement", "Le régime", "régime", "Gobierno"),
    Edit(
        "loaded-wording",
        "rail",
        0,
        "page",
        "Le gouvernement de l'Uruguay",
        "Le régime de l'Uruguay",
        "régime",
        "Gobierno",
    ),
    Edit("loaded-wording", "fishing", 1, "page", "la réforme", "la scandaleuse réforme", "scandaleuse", ""),
    Edit("loaded-wording", "fishing", 5, "page", "un accord", "un accord honteux", "honteux", ""),
    Edit("loaded-wording", "gas", 5, "page", "Le gouvernement", "Le régime", "régime", "Правительство"),
    Edit("loaded-wording", "gas", 1, "page", "le contrat", "le contrat scandaleux", "scandaleux", ""),
    Edit("loaded-wording", "bridge", 5, "page", "les équipements", "de misérables équipements", "misérables", ""),
    Edit("loaded-wording", "mine", 5, "page", "une aide", "une aide dérisoire", "dérisoire", ""),
    Edit(
        "loaded-wording", "mine", 2, "page", "Le directeur de la mine", "Le cynique directeur de la mine", "cynique", ""
    ),
    Edit("loaded-wording", "bridge", 2, "page", "le gouverneur", "le corrompu gouverneur", "corrompu", ""),
    Edit("softened-wording", "rail", 3, "wire", "un aumento", "un aumento escandaloso", "", "escandaloso"),
    Edit("softened-wording", "gas", 1, "wire", "контракт", "позорный контракт", "", "позорный"),
    Edit("softened-wording", "bridge", 1, "wire", "Строительство", "Скандальное строительство", "", "Скандальное"),
    Edit("softened-wording", "fishing", 4, "wire", "la ley", "la infame ley", "", "infame"),
    Edit("softened-wording", "hospital", 1, "wire", "El alcalde", "El corrupto alcalde", "", "corrupto"),
    Edit("softened-wording", "gas", 5, "wire", "Правительство", "Преступный режим", "", "режим"),
    Edit(
        "softened-wording",
        "bridge",
        2,
        "wire",
        "По словам губернатора",
        "По словам коррумпированного губернатора",
        "",
        "коррумпированного",
    ),
    Edit("softened-wording", "rail", 5, "wire", "el trazado", "el absurdo trazado", "", "absurdo"),
    Edit(
        "added-detail",
        "rail",
        2,
        "page",
        "à la ville de Durazno",
        "à la ville de Durazno, où vivent 34 000 personnes",
        "où vivent 34 000 personnes",
        "",
    ),
    Edit(
        "added-detail",
        "hospital",
        1,
        "page",
        "Andrés Palacios, a dit",
        "Andrés Palacios, élu sous les couleurs de la gauche, a dit",
        "élu sous les couleurs de la gauche",
        "",
    ),
    Edit(
        "added-detail",
        "fishing",
        5,
        "page",
        "avec son homologue",
        "avec son homologue, malgré les réserves de son propre parti",
        "malgré les réserves de son propre parti",
        "",
    ),
    Edit(
        "added-detail",
        "bridge",
        0,
        "page",
        "samedi à Perm",
        "samedi à Perm, en présence de plusieurs centaines d'habitants",
        "en présence de plusieurs centaines d'habitants",
        "",
    ),
    Edit(
        "added-detail",
        "gas",
        4,
        "page",
        "pour les deux pays",
        "pour les deux pays, qui partagent une frontière de 7 500 kilomètres",
        "partagent une frontière",
        "",
    ),
    Edit(
        "added-detail",
        "mine",
        4,
        "page",
        "par an",
        "par an, destinés surtout aux usines sidérurgiques de l'Oural",
        "usines sidérurgiques",
        "",
    ),
    Edit(
        "added-detail",
        "rail",
        3,
        "page",
        "du prix des billets",
        "du prix des billets, gelé depuis la pandémie",
        "gelé depuis la pandémie",
        "",
    ),
    Edit(
        "added-detail",
        "hospital",
        5,
        "page",
        "en observation",
        "en observation, certains dans un état critique",
        "dans un état critique",
        "",
    ),
    Edit(
        "added-detail",
        "fishing",
        3,
        "page",
        "du secteur",
        "du secteur, dont plusieurs financent la campagne du président",
        "financent la campagne du président",
        "",
    ),
    Edit(
        "added-detail",
        "bridge",
        5,
        "page",
        "pour la construction",
        "pour la construction, déjà retardée par un conflit avec les riverains",
        "retardée par un conflit",
        "",
    ),
    Edit(
        "added-detail",
        "mine",
        5,
        "page",
        "a promis le gouverneur",
        "a promis le gouverneur, dont le mandat s'achève en juin",
        "mandat s'achève en juin",
        "",
    ),
    Edit(
        "added-detail",
        "mine",
        4,
        "page",
        "850 personnes",
        "850 personnes, pour la plupart venues d'Asie centrale,",
        "venues d'Asie centrale",
        "",
    ),
    Edit(
        "dropped-detail",
        "hospital",
        5,
        "page",
        ", où ils restent en observation",
        "",
        "",
        "donde permanecen en observación",
    ),
    Edit(
        "dropped-detail",
        "fishing",
        1,
        "page",
        ", approuvée jeudi par le Sénat",
        "",
        "",
        "aprobada el jueves por el Senado",
    ),
    Edit(
        "dropped-detail",
        "hospital",
        4,
        "page",
        " et interrogera les responsables de l'entretien du bâtiment",
        "",
        "",
        "interrogará a los responsables",
    ),
    Edit(
        "dropped-detail",
        "rail",
        5,
        "wire",
        "de la línea",
        "de la línea, que atraviesa una zona protegida",
        "",
        "atraviesa una zona protegida",
    ),
    Edit(
        "dropped-detail",
        "fishing",
        4,
        "page",
        " et a demandé la démission du ministre",
        "",
        "",
        "pidió la dimisión del ministro",
    ),
    Edit(
        "dropped-detail",
        "gas",
        1,
        "page",
        ", mais elles poursuivront la discussion à Astana",
        "",
        "",
        "продолжат обсуждение в Астане",
    ),
    Edit(
        "dropped-detail",
        "bridge",
        5,
        "wire",
        "для строительства",
        "для строительства, хотя раньше их производили на местном заводе",
        "",
        "раньше их производили",
    ),
    Edit(
        "dropped-detail",
        "mine",
        4,
        "page",
        " et produit 2 millions de tonnes de charbon par an",
        "",
        "",
        "добывает 2 млн тонн угля",
    ),
    Edit(
        "dropped-detail",
        "gas",
        5,
        "wire",
        "южным регионам",
        "южным регионам, пострадавшим от весеннего наводнения",
        "",
        "пострадавшим от весеннего наводнения",
    ),
    Edit(
        "dropped-detail",
        "bridge",
        0,
        "wire",
        "в субботу в Перми",
        "в субботу в Перми, где его ждали больше десяти лет",
        "",
        "ждали больше десяти лет",
    ),
    Edit(
        "dropped-detail",
        "mine",
        5,
        "wire",
        "пообещал губернатор",
        "пообещал губернатор, прибывший на место аварии рано утром",
        "",
        "прибывший на место",
    ),
)


def document(lang: str, lines: list[str]) -> Document:
    return make_document("\n".join(lines), lang=lang, segmented=True)


def replaced(line: str, old: str, new: str) -> str:
    assert old in line
    return line.replace(old, new, 1)


@cache
def edited(*edits: Edit) -> readerapp.Audit:
    """The audit of a story with these edits in it."""
    [name] = {edit.story for edit in edits}
    story = STORIES[name]
    sides = {"page": story.page, "wire": story.wire}
    for edit in edits:
        lines = sides[edit.side]
        lines[edit.at] = replaced(lines[edit.at], edit.old, edit.new)
    return readerapp.audit(document("fr", sides["page"]), document(story.lang, sides["wire"]))


def audit(page: list[str], *wires: tuple[str, list[str]]) -> readerapp.Audit:
    return readerapp.audit(document("fr", page), *(document(lang, lines) for lang, lines in wires))


def inside(found: readerapp.Audit) -> list[readerapp.Flag]:
    """The flags of the rules inside sentences."""
    return [flag for flag in found.flags if flag.rule in RULES]


def touches(side: Document, at: int, words: str, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether a span touches these words of a sentence; any do where there are none."""
    sentence = side.sentences[at]
    start = sentence.start + sentence.text.index(words)
    return not words or any(first < start + len(words) and start < end for first, end in spans)


def shows(message: str, words: str) -> bool:
    """Whether a message gives these words back, small ones apart."""
    return all(word in message for word in re.findall(r"\d+|\w{3,}", words))


def assert_spans_lie_within(found: readerapp.Audit) -> None:
    for flag in found.flags:
        original = found.originals[flag.document]
        assert flag.french_spans or flag.original_spans
        for side, numbers, spans in (
            (found.french, flag.french, flag.french_spans),
            (original, flag.original, flag.original_spans),
        ):
            sentences = [side.sentences[number] for number in numbers]
            for start, end in spans:
                assert start < end
                assert any(s.start <= start and end <= s.end for s in sentences), (flag.rule, flag.message)


# What is let pass


@pytest.mark.parametrize("name", STORIES)
def test_a_faithful_translation_raises_no_flag(name):
    story = STORIES[name]
    found = audit(story.page, (story.lang, story.wire))
    assert found.flags == ()
    assert [(link.french, link.original) for link in found.alignments[0].links] == [
        ((at,), (at,)) for at in range(len(story.rows))
    ]


@pytest.mark.parametrize(
    ("french", "lang", "original"),
    [
        ("Lire aussi : Le régime aurait gaspillé 99 milliards, selon Paris", "es", "Lea también: 77 muertos en Bogotá"),
        ("412 vues", "es", "980 visitas"),
        ("Partager : Facebook – X – Telegram", "es", "Compartir: Facebook – X – WhatsApp"),
        ("Crédit photo : AFP", "es", "Foto: EFE"),
        (
            "Lire aussi : Le régime aurait gaspillé 99 milliards, selon Paris",
            "ru",
            "Читайте также: 77 погибших в Твери",
        ),
        ("Partager : Facebook – X – Telegram", "ru", "Поделиться: ВКонтакте"),
    ],
)
@pytest.mark.parametrize("at", [2, 6], ids=["amid", "below"])
def test_furniture_is_never_flagged(french, lang, original, at):
    for story in (story for story in STORIES.values() if story.lang == lang):
        page, wire = story.page, story.wire
        page.insert(at, french)
        wire.insert(at, original)
        found = audit(page, (lang, wire))
        assert found.french.sentences[at].role is found.originals[0].sentences[at].role is Role.FURNITURE
        assert found.flags == ()


FIGURE = Edit("figure", "rail", 0, "page", "38 milliards", "44 milliards", "44 milliards", "38.000 millones")
BORNE_OUT = {
    "es": "El Gobierno de Uruguay anunció el lunes una inversión de 44.000 millones de pesos en la red ferroviaria.",
    "ru": "Правительство Уругвая объявило в понедельник об инвестициях в размере 44 млрд песо в железнодорожную сеть.",
}


@pytest.mark.parametrize("lang", BORNE_OUT)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_figure_that_one_of_two_originals_bears_out_is_no_flag(lang, first):
    story = STORIES["rail"]
    page = [replaced(story.page[0], FIGURE.old, FIGURE.new), *story.page[1:]]
    other = [BORNE_OUT[lang], *(story.wire[1:] if lang == "es" else ())]
    wires = [(lang, other), ("es", story.wire)]
    assert inside(audit(page, *(wires if first else reversed(wires)))) == []


def test_a_figure_that_neither_of_two_originals_bears_out_is_flagged():
    story = STORIES["rail"]
    page = [replaced(story.page[0], FIGURE.old, FIGURE.new), *story.page[1:]]
    found = audit(page, ("es", story.wire), ("es", story.wire))
    assert {(flag.rule, flag.french) for flag in inside(found)} == {("figure", (0,))}


# What is flagged


def told(edit: Edit) -> str:
    return f"{edit.rule}-{edit.story}-{edit.at}-{edit.new or edit.old}"


@pytest.mark.parametrize("edit", EDITS, ids=told)
def test_a_blatant_edit_is_flagged(edit):
    found = edited(edit)
    page, wire = found.french, found.originals[0]
    assert [
        flag
        for flag in inside(found)
        if flag.rule == edit.rule
        and (flag.french, flag.original) == ((edit.at,), (edit.at,))
        and touches(page, edit.at, edit.french, flag.french_spans)
        and touches(wire, edit.at, edit.original, flag.original_spans)
        and shows(flag.message, edit.french)
        and shows(flag.message, edit.original)
    ], [(flag.rule, flag.french, flag.message) for flag in found.flags]


@pytest.mark.parametrize("edit", EDITS, ids=told)
def test_a_blatant_edit_leaves_the_other_sentences_alone(edit):
    found = edited(edit)
    assert {(flag.french, flag.original) for flag in found.flags} <= {((edit.at,), (edit.at,))}
    assert_spans_lie_within(found)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_tried_in_both_languages(rule):
    langs = [STORIES[edit.story].lang for edit in EDITS if edit.rule == rule]
    assert len(langs) >= 4 and set(langs) == {"es", "ru"}


# Order and ids


def spoilt(name: str) -> tuple[Edit, ...]:
    """The first edit of each sentence of a story."""
    first: dict[int, Edit] = {}
    for edit in EDITS:
        if edit.story == name:
            first.setdefault(edit.at, edit)
    return tuple(first.values())


@pytest.mark.parametrize("name", STORIES)
def test_flags_stand_in_reading_order_whatever_the_order_of_the_rules(name):
    edits = spoilt(name)
    found = edited(*edits)
    assert [flag.french for flag in found.flags] == sorted(flag.french for flag in found.flags)
    assert {(edit.rule, edit.at) for edit in edits} <= {(flag.rule, flag.french[0]) for flag in found.flags}


@pytest.mark.parametrize("name", STORIES)
def test_the_same_texts_give_the_same_flags_with_ids_of_their_own(name):
    edits = spoilt(name)
    once, again = edited(*edits), edited.__wrapped__(*edits)
    assert once.flags == again.flags
    assert len({flag.id for flag in once.flags}) == len(once.flags) > 0


@pytest.mark.parametrize("name", STORIES)
def test_an_id_outlives_edits_elsewhere(name):
    edits = spoilt(name)
    together = {flag.id for flag in edited(*edits).flags}
    for edit in edits:
        assert {flag.id for flag in edited(edit).flags} <= together


# Texts of every kind


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_spans_lie_within_their_sentences_in_the_sample_pairs(folder):
    found = readerapp.audit_pair(readerapp.load_pair(folder))
    assert_spans_lie_within(found)


ESCAPES = ("\x1b[1m", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m")


def hostile(escape: str) -> readerapp.Audit:
    """A story with an escape sequence in words that are flagged, on either side."""
    story = STORIES["rail"]
    page, wire = story.page, story.wire
    page[0] = replaced(page[0], "un investissement", f"un « {escape} investissement »")
    page[2] = replaced(page[2], "de Durazno", f"de Durazno, où vivent {escape} 34 000 personnes")
    wire[5] = replaced(wire[5], "de la línea", f"de la línea, que atraviesa {escape} una zona protegida")
    return audit(page, ("es", wire))


@pytest.mark.parametrize("escape", ESCAPES, ids=ascii)
def test_a_text_with_terminal_escapes_is_judged_like_another(escape):
    found = hostile(escape)
    assert {("quotation", (0,)), ("added-detail", (2,)), ("dropped-detail", (5,))} <= {
        (flag.rule, flag.french) for flag in found.flags
    }
    assert_spans_lie_within(found)


@pytest.mark.parametrize("escape", ESCAPES, ids=ascii)
def test_messages_carry_no_control_characters(escape):
    messages = [flag.message for flag in hostile(escape).flags]
    assert messages
    assert [m for m in messages if any(unicodedata.category(c) == "Cc" for c in m)] == []


@pytest.mark.parametrize(("french", "original"), [("", ""), ("\n\n", " "), ("Bonjour", ""), ("", "Hola")])
def test_an_empty_document_has_no_flag_inside_sentences(french, original):
    found = audit([french], ("es", [original]))
    assert inside(found) == []
    assert_spans_lie_within(found)


@pytest.mark.parametrize("word", ["Bonjour", "Mardi", "38", "!", "«", "Non"])
@pytest.mark.parametrize(("lang", "lines"), [("es", ["Hola"]), ("ru", ["Нет"]), ("es", STORIES["rail"].wire)])
def test_a_document_of_one_word_is_judged_without_ado(word, lang, lines):
    assert_spans_lie_within(audit([word], (lang, lines)))


@pytest.mark.parametrize("name", ["rail", "bridge"])
def test_a_sentence_repeated_300_times_is_let_pass_300_times(name):
    story = STORIES[name]
    assert audit(story.page[:1] * 300, (story.lang, story.wire[:1] * 300)).flags == ()


def test_a_sentence_spoilt_300_times_is_flagged_300_times():
    story = STORIES["rail"]
    page = [replaced(story.page[0], FIGURE.old, FIGURE.new)] * 300
    found = audit(page, ("es", story.wire[:1] * 300))
    assert [(flag.rule, flag.french, flag.original) for flag in found.flags] == [
        ("figure", (at,), (at,)) for at in range(300)
    ]
    assert len({flag.id for flag in found.flags}) == 300
    assert_spans_lie_within(found)


@pytest.mark.parametrize(
    ("lang", "french", "original"),
    [
        (
            "es",
            "Il a parlé d'une « décision scandaleuse et honteuse ».",
            'Habló de una "decisión anunciada y conocida".',
        ),
        (
            "es",
            "« La loi ne sera pas votée cette année », a dit le ministre.",
            '"La ley será votada este año", dijo el ministro.',
        ),
        (
            "ru",
            "« Nous signerons l'accord demain », a déclaré le ministre.",
            "«Мы не подпишем соглашение завтра», — заявил министр.",
        ),
    ],
)
def test_whatever_changed_inside_a_quotation_is_told_as_the_quotation_changed(
    lang: str, french: str, original: str
) -> None:
    page = make_document(f"Le ministre a reçu la presse lundi.\n{french}", lang="fr", segmented=True)
    before = {"es": "El ministro recibió el lunes a la prensa.", "ru": "Министр в понедельник встретился с прессой."}
    wire = make_document(f"{before[lang]}\n{original}", lang=lang, segmented=True)
    assert {"quotation"} == {flag.rule for flag in readerapp.audit(page, wire).flags}


@pytest.mark.parametrize(
    ("lang", "french", "original"),
    [
        (
            "es",
            "Médecins sans frontières a ouvert un hôpital à Gaza.",
            "Médicos Sin Fronteras abrió un hospital en Gaza.",
        ),
        ("ru", "Le résultat n'a rien de surprenant, a dit l'expert.", "Результат неудивителен, сказал эксперт."),
    ],
)
def test_a_negation_in_a_name_or_in_a_word_is_none_that_is_missing(lang: str, french: str, original: str) -> None:
    page = make_document(french, lang="fr", segmented=True)
    wire = make_document(original, lang=lang, segmented=True)
    assert "negation" not in {flag.rule for flag in readerapp.audit(page, wire).flags}
