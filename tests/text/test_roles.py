"""What a line is on the page."""

from __future__ import annotations

import pytest

from readerapp.text import Document, Role, make_document

FRAME = {
    "fr": (
        "Le port rouvre après deux mois de grève",
        "Le ministre des Transports a annoncé lundi la réouverture du port. Les navires attendaient au large.",
        "Les syndicats ont salué la décision. Ils restent vigilants sur les salaires et sur l'emploi.",
    ),
    "es": (
        "El puerto reabre tras dos meses de huelga",
        "El ministro de Transporte anunció el lunes la reapertura del puerto. Los buques esperaban en la rada.",
        "Los sindicatos celebraron la decisión. Siguen atentos a los salarios y al empleo en la zona.",
    ),
    "ru": (
        "Порт открылся после двух месяцев забастовки",
        "Министр транспорта объявил в понедельник об открытии порта. Суда ждали на рейде больше недели.",
        "Профсоюзы одобрили решение властей. Они по-прежнему следят за зарплатами и занятостью.",
    ),
}

FURNITURE = {
    "fr": [
        "Views: 93",
        "Vues : 1 204",
        "1 234 vues",
        "Vu 512 fois",
        "12 commentaires",
        "Lire aussi",
        "Lire aussi : Le canal de Nador s'ensable",
        "À LIRE AUSSI : Le canal de Nador s'ensable",
        "À lire également | Le canal de Nador s'ensable",
        "► Lire aussi : Le canal de Nador s'ensable",
        "Sur le même sujet",
        "Photo : TASS",
        "Photo\u00a0: service de presse du port",
        "Crédit photo : DR",
        "Photo © Agence Méridien",
        "Source : Méridien – Horizon",
        "Sources: Méridien, Horizon",
        "Partager sur Facebook",
        "Partager cet article",
        "Partager : Facebook | X | WhatsApp",
        "Facebook | Twitter | WhatsApp",
        "Vues : 1 204 — Partager",
        "Tweet",
        "Imprimer",
        "Suivez-nous sur les réseaux sociaux",
        "Abonnez-vous à notre lettre d'information !",
        "Recevez chaque matin l'essentiel de l'actualité du port dans votre boîte aux lettres.",
        "Ce site utilise des cookies pour améliorer votre expérience de lecture.",
        "Commenter cet article (12)",
        "Mots-clés : port, grève, transports",
        "Temps de lecture : 3 min",
        "Publié le 23 juillet à 8h02",
        "Mis à jour le 23/07/2025 à 10:15",
        "© Méridien 2025",
        "Tous droits réservés.",
        "https://exemple.fr/port",
        "* * *",
        "Publicité",
        "Newsletter : l'essentiel chaque matin",
        "13 mars 2026 – 412 vues",
        "13 mars 2026 – Ports, Grèves – 7 commentaires",
        "Publié dans Ports, Grèves",
    ],
    "es": [
        "Visitas: 412",
        "1.234 visitas",
        "3 comentarios",
        "LEA TAMBIÉN: El canal de Nador se cierra",
        "Lea también",
        "Te puede interesar: El canal de Nador se cierra",
        "Noticias relacionadas",
        "Foto: TASS",
        "Fotografía: cortesía del puerto",
        "Foto de archivo",
        "Fuente: Meridiano",
        "Compartir",
        "Comparte esta noticia",
        "Compartir en Facebook",
        "Imprimir",
        "Etiquetas: puerto, huelga",
        "Síguenos en nuestras redes",
        "Suscríbete a nuestro boletín",
        "Deja un comentario",
        "Todos los derechos reservados",
        "Este sitio utiliza cookies para mejorar la experiencia de lectura de sus usuarios.",
        "mgt/hrc",
        "Palabras clave: puerto, huelga",
        "Tiempo de lectura: 4 minutos",
        "Publicado el 23 de julio de 2025",
    ],
    "ru": [
        "Просмотров: 512",
        "Количество просмотров: 1 204",
        "512 просмотров",
        "Комментарии (3)",
        "Читайте также: Канал обмелел",
        "Читайте также",
        "Материалы по теме",
        "Фото: ТАСС",
        "Фото: пресс-служба порта",
        "Источник: Горизонт",
        "Поделиться",
        "Поделиться: Telegram, VK",
        "Версия для печати",
        "Распечатать",
        "Теги: порт, забастовка",
        "Ключевые слова: порт, забастовка",
        "Подписывайтесь на наш канал",
        "Подписаться",
        "Все права защищены.",
        "При использовании материалов ссылка на источник обязательна для всех изданий и сайтов.",
        "Нашли опечатку? Выделите текст и нажмите Ctrl+Enter",
        "Читайте нас в «Дзене»",
        "Время чтения: 3 минуты",
    ],
}

BYLINES = {
    "fr": [
        "Par Renée Olguin et Marc Tellier",
        "Auteur : la rédaction",
        "Par la rédaction, avec Méridien",
        "De notre correspondante à Alger",
        "Texte : R. O.",
        "Traduction : Anne Morel",
        "Traduction de l'espagnol : Anne Morel",
        "Traduit du russe par Anne Morel – 4 mai 2026",
        "Article traduit de l'espagnol par Anne Morel et Paul Roux",
        "(traduction d'Anne Morel pour Méridien)",
    ],
    "es": [
        "Por Renata Olguín",
        "Autor: Redacción",
        "Fermín Santoyo, corresponsal en Quito",
        "Redacción",
        "Traducción: Ana Morel",
    ],
    "ru": ["Автор: Мария Лескова", "Корреспондент Мария Лескова", "Текст: Мария Лескова", "Перевод: Анна Морель"],
}

NOTES = {
    "fr": [
        "Note du traducteur : le mot « rade » traduit ici deux termes.",
        "NDT : le mot « rade » traduit ici deux termes.",
        "N.d.T. : le mot « rade » traduit ici deux termes.",
        "[NDLR : le ministre a démenti depuis.]",
        "Note de la rédaction : le ministre a démenti depuis.",
        "Nous publions ci-dessous la traduction d'une dépêche parue à Lima.",
    ],
    "es": [
        "Nota del traductor: la palabra «rada» traduce dos términos.",
        "N. de la R.: el ministro lo desmintió después.",
        "N. del T.: la palabra «rada» traduce dos términos.",
        "Nota de la redacción: el ministro lo desmintió después.",
    ],
    "ru": [
        "Примечание редакции: министр позднее это опроверг.",
        "(Прим. ред.: министр позднее это опроверг.)",
        "От редакции: министр позднее это опроверг.",
        "Прим. пер.: слово «рейд» переводит два термина.",
    ],
}

DATELINES = {
    "fr": [
        "4 février 2026 21:15",
        "4 février 2026",
        "Lundi 4 mai 2026 à 8h30",
        "Oran, 4 mai (Méridien)",
        "ORAN, 4 mai",
        "ORAN, 4 mai – Agence Horizon",
    ],
    "es": [
        "4 de febrero de 2026 21:15",
        "La Paz, 14 may (Cordillera)",
        "Montería, Colombia, 28 jun (Pregón Sur)",
    ],
    "ru": [
        "4 февраля 2026 г. 21:15",
        "МОСКВА, 6 ноября. /Меридиан/.",
        "Москва. 9 апреля. ИНФОФАКС -",
        "ПСКОВ, 7 мая.",
        "ПСКОВ, 7 мая — ИА «Балтика»",
    ],
}

CAPTIONS = {
    "fr": ["Le port au petit matin (photo : service de presse)", "Sur cette photo, le port vide."],
    "es": ["El puerto al amanecer (foto: prensa)", "En la imagen, el puerto vacío."],
    "ru": ["Порт на рассвете (фото пресс-службы)", "На фото: порт на рассвете."],
}

BODY = {
    "fr": [
        "La source de ces informations reste inconnue.",
        "Une photo de la scène circule depuis lundi.",
        "Lire aussi peu de presse est devenu courant, regrette le ministre.",
        "Partager les quais sera difficile, disent les dockers.",
        "Le film a fait 1 200 vues en une heure.",
        "Publié dans une revue savante, le rapport accable le ministère.",
        "Suivez-nous, a lancé le capitaine aux dockers rassemblés devant la grande grille du port.",
        "Par la suite, le ministre s'est ravisé.",
        "Il l'a redit : la photo est fausse.",
        "Par Jean Petit, le port a trouvé un défenseur.",
        "Recevez ces hommes comme des frères, a demandé le prêtre à la foule venue les attendre.",
        "Imprimer de l'argent ne suffira pas.",
        "La traduction du texte a pris deux ans.",
        "Traduit par Jean Petit en 1950, le livre a plu.",
        "« Partager ! » a crié la foule.",
        "Paris, 4 mai : le port s'éveille et la foule arrive sur les quais de bonne heure.",
    ],
    "es": [
        "La fuente de estos datos es desconocida.",
        "Una foto del muelle circula desde el lunes.",
        "Compartir los muelles será difícil.",
        "Lea también el segundo informe quien quiera entender el conflicto, pidió el ministro.",
        "El video tuvo 1.200 visitas en una hora.",
        "Por la tarde, el ministro cambió de idea.",
        "Publicado el informe, el ministro dimitió.",
        "Por Juan Pérez, el puerto halló un defensor.",
        "Fuentes del puerto lo confirmaron.",
        "Imprimir billetes no bastará.",
    ],
    "ru": [
        "Источник этих сведений неизвестен.",
        "Фото причала появилось в понедельник.",
        "Поделиться причалами будет трудно.",
        "Видео собрало 512 просмотров за час.",
        "Автор доклада отказался от комментариев.",
        "Перевод текста занял два года.",
        "По данным источника, порт закроют.",
        "Печать денег не поможет.",
        "Подписаться под этим готовы не все, заметил министр на встрече с рабочими порта.",
    ],
}

TABLE = [
    pytest.param(lang, line, role, id=f"{lang}: {line[:40]}")
    for role, lines in (
        (Role.FURNITURE, FURNITURE),
        (Role.BYLINE, BYLINES),
        (Role.NOTE, NOTES),
        (Role.DATELINE, DATELINES),
        (Role.CAPTION, CAPTIONS),
        (Role.BODY, BODY),
    )
    for lang, own in lines.items()
    for line in own
]


def roles(text: str, lang: str) -> list[tuple[str, Role]]:
    return [(sentence.text, sentence.role) for sentence in make_document(text, lang=lang).sentences]


def roles_of(line: str, document: Document) -> set[Role]:
    at = document.text.index(line)
    return {s.role for s in document.sentences if at <= s.start < at + len(line)}


@pytest.mark.parametrize(("lang", "line", "role"), TABLE)
@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["blank lines", "one paragraph a line"])
def test_a_line_between_two_paragraphs_is_told_by_its_wording(lang: str, line: str, role: Role, gap: str) -> None:
    headline, first, second = FRAME[lang]
    document = make_document(gap.join([headline, first, line, second]) + "\n", lang=lang)
    assert roles_of(line, document) == {role}


@pytest.mark.parametrize("lang", ["fr", "es", "ru"])
def test_the_paragraphs_around_stay_headline_and_body(lang: str) -> None:
    headline, first, second = FRAME[lang]
    document = make_document("\n\n".join([headline, first, second]), lang=lang)
    assert [sentence.role for sentence in document.sentences] == [Role.HEADLINE, *[Role.BODY] * 4]


def test_what_stands_between_headline_and_dateline_is_the_standfirst() -> None:
    text = "Le port rouvre\n\nLes navires attendaient.\n\nOran, 4 mai (Méridien)\n\nLe ministre a cédé. Le port vit.\n"
    assert roles(text, "fr") == [
        ("Le port rouvre", Role.HEADLINE),
        ("Les navires attendaient.", Role.STANDFIRST),
        ("Oran, 4 mai (Méridien)", Role.DATELINE),
        ("Le ministre a cédé.", Role.BODY),
        ("Le port vit.", Role.BODY),
    ]


def test_a_second_line_without_a_stop_is_the_standfirst() -> None:
    text = "El puerto reabre\n\nLos buques esperaban desde mayo\n\nEl ministro cedió el lunes. Hubo fiesta.\n"
    assert [role for _, role in roles(text, "es")] == [Role.HEADLINE, Role.STANDFIRST, Role.BODY, Role.BODY]


def test_a_dateline_that_opens_a_paragraph_is_part_of_its_first_sentence() -> None:
    text = "El puerto reabre\n\nMADRID, 3 mar (Iberia).- El ministro cedió el lunes.\n"
    assert roles(text, "es") == [
        ("El puerto reabre", Role.HEADLINE),
        ("MADRID, 3 mar (Iberia).- El ministro cedió el lunes.", Role.BODY),
    ]


def test_a_name_under_the_headline_is_the_byline() -> None:
    text = "Порт открылся\n\nМария Лескова\n\nМинистр уступил в понедельник. Город рад.\n"
    assert [role for _, role in roles(text, "ru")] == [Role.HEADLINE, Role.BYLINE, Role.BODY, Role.BODY]


def test_the_titles_under_a_related_line_are_furniture_too() -> None:
    text = (
        "Le port rouvre\n\nLe ministre a cédé. Le port vit.\n\nÀ LIRE AUSSI :\n\nLe canal s'ensable\n\n"
        "Les dockers à bout\n\nLe ministre a promis une prime. Elle viendra.\n"
    )
    assert [role for _, role in roles(text, "fr")][3:] == [*[Role.FURNITURE] * 3, Role.BODY, Role.BODY]


def test_a_paragraph_under_a_related_line_without_titles_stays_body() -> None:
    text = (
        "Le port rouvre\nLe ministre a cédé. Le port vit.\nÀ LIRE AUSSI :\nIl a ajouté qu'il viendrait.\nElle aussi.\n"
    )
    assert [role for _, role in roles(text, "fr")][3:] == [Role.FURNITURE, Role.BODY, Role.BODY]


def test_a_credit_at_the_end_of_a_paragraph_is_furniture_of_its_own() -> None:
    text = (
        "Le port rouvre\n\nLe ministre a cédé lundi. Les quais vivent. Photo : TASS\n\nLa suite viendra. On attend.\n"
    )
    assert roles(text, "fr")[1:4] == [
        ("Le ministre a cédé lundi.", Role.BODY),
        ("Les quais vivent.", Role.BODY),
        ("Photo : TASS", Role.FURNITURE),
    ]


def test_one_sentence_and_its_credit_are_a_caption() -> None:
    text = "El puerto reabre\n\nEl ministro saluda a los obreros. Foto: Iberia\n\nEl acto fue breve. Hubo música.\n"
    assert [role for _, role in roles(text, "es")][1:3] == [Role.CAPTION, Role.FURNITURE]


def test_a_signature_in_brackets_makes_its_paragraph_a_note() -> None:
    text = (
        "On lira ici ce que la presse tait. Le port vit. (note et traduction d'Anne Morel)\n\n"
        "Le port rouvre\n\nLe ministre a cédé lundi. Les quais vivent.\n"
    )
    assert [role for _, role in roles(text, "fr")] == [*[Role.NOTE] * 3, Role.HEADLINE, Role.BODY, Role.BODY]


def test_a_note_at_the_foot_lasts_to_the_end() -> None:
    text = (
        "Le port rouvre\n\nLe ministre a cédé lundi. Les quais vivent.\n\nIl viendra. On l'attend.\n\n"
        "Note du traducteur : le port avait fermé en mai.\n\nLa presse n'en avait rien dit.\n"
    )
    assert [role for _, role in roles(text, "fr")][-2:] == [Role.NOTE, Role.NOTE]


def test_two_articles_on_a_page_have_a_headline_each() -> None:
    text = (
        "Le port rouvre\n4 mai 2025\nLe ministre a cédé lundi. Les quais vivent.\nSource : Méridien\n\n"
        "Le canal ferme, a dit le ministre.\n4 mai 2025 21:15\nLe canal a fermé mardi. Il est ensablé.\nViews: 93\n"
    )
    assert [role for _, role in roles(text, "fr")] == [
        *[Role.HEADLINE, Role.DATELINE, Role.BODY, Role.BODY, Role.FURNITURE],
        *[Role.HEADLINE, Role.DATELINE, Role.BODY, Role.BODY, Role.FURNITURE],
    ]


def test_headings_of_markdown_are_headlines() -> None:
    document = make_document(
        "# Le port rouvre.\n\nIl vit. Il crie.\n\n## La suite\n\nOn attend. On voit.\n",
        lang="fr",
        markdown=True,
    )
    assert [s.text for s in document.sentences if s.role is Role.HEADLINE] == ["Le port rouvre.", "La suite"]


def test_roles_are_told_in_segmented_texts_too() -> None:
    document = make_document("Le port rouvre\nIl vit. Il crie.\nVues : 12\n", lang="fr", segmented=True)
    assert [s.role for s in document.sentences] == [Role.HEADLINE, Role.BODY, Role.FURNITURE]


def test_a_signature_at_the_foot_does_not_make_a_note_of_the_article() -> None:
    text = (
        "Le port rouvre\n\nOran, 4 mai (Méridien). Le port a fermé mardi.\n\nIl rouvre ce soir.\n\n"
        "(note et traduction d'Anne Morel)\n"
    )
    assert [role for _, role in roles(text, "fr")] == [Role.HEADLINE, Role.BODY, Role.BODY, Role.NOTE]


def test_an_unknown_button_in_a_row_of_known_ones_is_furniture() -> None:
    text = "Le port rouvre\n\nLe ministre a cédé. Le port vit.\n\nArchiver | Imprimer | Commentaires (3)\n"
    assert [role for _, role in roles(text, "fr")][3:] == [Role.FURNITURE]


def test_marks_that_set_all_of_a_line_of_markdown_in_bold_or_italics_are_no_part_of_it() -> None:
    text = "# Le port rouvre\n\n**Les quais vivent**\n\n*Traduit du russe par Anne Morel*\n\n*Un* jour, *deux* ports.\n"
    document = make_document(text, lang="fr", markdown=True)
    assert [(sentence.text, sentence.role) for sentence in document.sentences] == [
        ("Le port rouvre", Role.HEADLINE),
        ("Les quais vivent", Role.STANDFIRST),
        ("Traduit du russe par Anne Morel", Role.BYLINE),
        ("*Un* jour, *deux* ports.", Role.BODY),
    ]


def test_whole_sentences_above_the_title_are_an_introduction() -> None:
    text = (
        "Une fois de plus, la presse se tait.\n\nLe port de Vieques rouvre\n\n"
        "Oran, 4 mai (Méridien). Le port a fermé mardi. Il rouvre.\n"
    )
    assert [role for _, role in roles(text, "fr")][:3] == [Role.NOTE, Role.HEADLINE, Role.BODY]


def test_a_title_with_a_full_stop_is_no_introduction() -> None:
    text = "Le port rouvre ce soir.\n\nOran, 4 mai (Méridien). Le port a fermé mardi. Il rouvre.\n"
    assert [role for _, role in roles(text, "fr")][:2] == [Role.HEADLINE, Role.BODY]
