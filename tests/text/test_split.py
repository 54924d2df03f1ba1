"""Where sentences end. In the tables `¦` stands for the space between two sentences."""

from __future__ import annotations

import time

import pytest

from readerapp.text import split_spans

FRENCH = {
    "titles before a name": "M. Dupont a reçu Mme. Leroy et le Dr. Martin.¦Ils ont signé.",
    "several gentlemen": "MM. Petit et Durand ont voté contre.¦Le texte est adopté.",
    "title and initial": "Selon M. J. Petit, la usine fermera.¦Personne n'a réagi.",
    "one initial": "L'historien P. Nora a écrit la préface.¦Elle tient en dix pages.",
    "initials with spaces": "D'après V. A. Sorokine, le pont tiendra.¦Les ingénieurs en doutent.",
    "initials without spaces": "D'après V.A. Sorokine, le pont tiendra.¦Les ingénieurs en doutent.",
    "transliterated initial": "A. Iou. Melnik et Ch. K. Rakhimov étaient là.¦Ils se taisaient.",
    "compound initial": "J.-P. Martin présidera la séance.¦Elle s'ouvre à midi.",
    "initial before a name with a particle": "Le juge E. Le Bihan a tranché.¦L'affaire est close.",
    "initials after a comma": "Selon la ministre, E. S. Vlassova, rien ne presse.¦Le vote attendra.",
    "two initials that are also a company form": "La parole est à S. A. Boubnov.¦Il parlera une heure.",
    "article of a law": "Il invoque l'art. 5 du code.¦Le juge l'écoute.",
    "pages": "Voir p. 12 et pp. 30-35 du rapport.¦Les chiffres y sont.",
    "volume in Roman numerals": "Le vol. IV paraîtra en mai.¦Le vol. V suivra.",
    "et cetera, going on": "Le fer, le cuivre, etc. sont taxés.¦L'or ne l'est pas.",
    "et cetera at the end": "On y vend du fer, du cuivre, etc.¦Les prix montent.",
    "before our era": "La ville fut fondée en 52 av. J.-C. par des colons.¦Elle a brûlé deux fois.",
    "era at the end": "Le vase date du Ve siècle av. J.-C.¦Il est intact.",
    "era in an opening phrase": "En 52 av. J.-C. Rome tremblait.¦Elle se reprit.",
    "hour with an abbreviation": "Le train part à 18 h. 30 de Lyon.¦Il arrive à minuit.",
    "months cut short": "Entre le 3 févr. et le 12 sept. le port a fermé.¦Il a rouvert.",
    "that is to say": "Le solde, c.-à-d. le reste, sera versé.¦Il est faible.",
    "for example": "Certains fruits, p. ex. la mangue, manquent.¦Les prix doublent.",
    "American state": "L'U.S. Navy a quitté la zone.¦Deux navires restent.",
    "company abroad": "Le groupe Orlan Inc. Le titre perd 3 %.".replace(" Le", "¦Le"),
    "company going on": "Orlan Inc. a vendu sa filiale.¦Le prix est secret.",
    "letter as a name": "Le gouvernement prépare un plan B.¦Il le cache.",
    "vitamin": "Le lait contient de la vitamine D.¦Les enfants en manquent.",
    "network of one letter": "Elle l'a écrit sur le réseau social X.¦Le message a disparu.",
    "decimal figures": "L'indice gagne 12.5 points, à 4.200.¦Il perdait hier.",
    "number at the end": "La loi date de 1998.¦Elle sera revue.",
    "sentence that begins with a number": "Le bilan s'alourdit.¦12 personnes manquent.",
    "address of a site": "Le formulaire est sur www.exemple.fr/aide.¦Il compte dix pages.",
    "mail address": "Écrivez à contact@exemple.fr.¦Nous répondrons.",
    "version number": "La version 2.0.1 est sortie.¦Elle corrige tout.",
    "quotation that ends with the point": "« Nous partirons demain. »¦Le capitaine n'a rien ajouté.",
    "quotation followed by its speaker": "« Nous partirons ! » a lancé le capitaine.¦Il a tenu parole.",
    "quotation, comma, speaker": "« Nous partirons », a dit le capitaine.¦Il a tenu parole.",
    "two sentences in a quotation": "« Nous partirons.¦Rien ne nous retient », a-t-il dit.",
    "question quoted": "« Qui paiera ? »¦La question reste posée.",
    "question in mid-sentence": "À la question « qui paiera ? » il n'a pas répondu.¦Elle non plus.",
    "English quotation marks": "Il a dit : “Tout va bien.”¦Personne ne l'a cru.",
    "straight quotation marks": 'Il a dit : "Tout va bien."¦Personne ne l\'a cru.',
    "straight marks open the next": 'La salle se lève.¦"Merci à tous", lance-t-elle.',
    "point after the quotation": "Il parle de « paix juste ».¦Le mot fait débat.",
    "no-break spaces in quotation marks": "«\u00a0Partez\u202f!\u00a0»¦Ils sont partis.",
    "question and exclamation": "Vraiment ?!¦Oui, vraiment.",
    "ellipsis that ends": "Il hésite…¦Puis il signe.",
    "ellipsis that goes on": "Il hésite… mais il signe.¦C'est fait.",
    "three points that go on": "Il hésite... puis il signe.¦C'est fait.",
    "words left out": "Le texte dit : « Les parties [...] Les États s'engagent ».¦Rien de plus.",
    "words left out in one sign": "Il cite la charte : « […] Les peuples sont libres ».¦On applaudit.",
    "remark in brackets": "Il a perdu.¦(Il reviendra.)¦La foule attend.",
    "signature in brackets": "La suite reste à écrire.¦(note et traduction de la rédaction)",
    "abbreviation before brackets": "Le fer, le cuivre, etc. (voir le tableau) sont taxés.¦L'or non.",
    "dash and a small letter": "Il a signé. — dit-on — sans lire.¦C'est faux.",
    "dialogue dashes": "– Vous venez ?¦– Oui, j'arrive.",
    "numbered item": "1. Ouvrir le dossier.",
    "numbered item with a bracket": "2) Fermer le dossier.¦C'est tout.",
    "lower-case brand": "Le titre a bondi.¦eBay n'a pas commenté.",
    "footnote mark": "Le chiffre est contesté.[2]¦Il vient du ministère.",
    "capitals with accents": "Le vote est clos.¦À midi, tout est joué.¦Élu, il se tait.",
    "dateline before the text": "ALGER, 17 mars (Méridien). Au terme d'une visite, la ministre a signé.¦Elle repart.",
    "dateline with a dash": "San José, 8 mai (AIB) – L'économiste a pris ses fonctions.¦Elle a prêté serment.",
    "a date that is no dateline": "Élu le 4 mai 2025.¦Il a démissionné.",
    "a party in brackets": "Jean Petit (PDR) a voté contre.¦Le texte est adopté.",
    "city alone": "Moscou. La commission a rejeté jeudi la plainte du syndicat.¦Il fera appel.",
    "city and a stray space": "Moscou . La commission a rejeté jeudi la plainte du syndicat.¦Il fera appel.",
    "credit after a sentence": "La délégation a quitté la capitale.¦Photo : Méridien",
    "credit without a stop before it": "La délégation à son arrivée¦Photo : Méridien",
    "the word photo in a sentence": "Il montre une photo : un port vide.¦Elle date de mai.",
    "Roman numeral of a king": "Le traité fut signé par Louis XIV.¦Le roi était vieux.",
}

SPANISH = {
    "country": "El envío llegó a EE. UU. desde Panamá.¦Nadie lo reclamó.",
    "country at the end": "El envío salió hacia EE. UU.¦La aduana lo retuvo.",
    "country without a space": "El envío salió hacia EE.UU.¦La aduana lo retuvo.",
    "country before a name": "El acuerdo con EE. UU. Canadá lo firmó después.".replace(" Canadá", "¦Canadá"),
    "country in an opening phrase": "En EE. UU. Boeing recortó su plantilla.¦En Europa, no.",
    "number sign": "El decreto núm. 3 entra en vigor.¦El núm. 4 espera.",
    "number in short": "La resolución No. 12 fue leída.¦Nadie votó.",
    "no as an answer": "El ministro dijo que no.¦El debate siguió.",
    "titles": "El Sr. Gómez y la Sra. Díaz hablaron.¦El Dr. Ruiz calló.",
    "don": "D. Alonso Rivas y Dña. Marta Sanz asistieron.¦Llegaron tarde.",
    "graduate": "La Lic. Fuentes y el Ing. Paz firmaron.¦El acto fue breve.",
    "general": "El Gral. Mora dejó el mando.¦Lo releva el Cnel. Soto.",
    "article of a law": "Se aplicó el art. 25 de la ley.¦Los arts. 26 y 27, no.",
    "for example": "Algunos cultivos, p. ej. el maíz, suben.¦Otros bajan.",
    "ordinal": "Se celebra el 25.º aniversario del tratado.¦Será el 1.º de mayo.",
    "thousands": "Hubo 12.500 asistentes y 3.400 inscritos.¦Fue un récord.",
    "hour with a point": "La sesión empezó a las 18.30 h. y acabó tarde.¦Hubo acuerdo.",
    "hour at the end": "La sesión empezó a las 18.30 h.¦El pleno estaba lleno.",
    "a.m.": "El sismo ocurrió a las 4 a. m. del lunes.¦No hubo daños.",
    "p.m. at the end": "El sismo ocurrió a las 4 p.m.¦Los vecinos salieron.",
    "armed forces": "Las FF. AA. desplegaron tropas.¦Los vecinos protestan.",
    "human resources": "Lo decidió RR. HH. sin consulta.¦El sindicato recurre.",
    "company form": "Minas del Norte S. A. compró el terreno.¦Pagó al contado.",
    "company form at the end": "Lo compró Minas del Norte S. A.¦El precio es secreto.",
    "et cetera going on": "Papas, maíz, etc. subieron de precio.¦El arroz, no.",
    "et cetera at the end": "Subieron las papas, el maíz, etc.¦El arroz bajó.",
    "initial": "El perito J. Robles declaró ayer.¦Volverá el lunes.",
    "initials": "El perito J. M. Robles declaró ayer.¦Volverá el lunes.",
    "middle initial": "Declaró Pedro V. Martínez.¦Volverá el lunes.",
    "king": "Lo inauguró Felipe V.¦El palacio ardió después.",
    "network of one letter": "Lo escribió en X.¦El mensaje fue borrado.",
    "group letter": "España juega en el grupo B.¦El sorteo fue ayer.",
    "question": "¿Quién pagará?¦Nadie lo sabe.",
    "question quoted, then the speaker": "«¿Quién pagará?», preguntó el alcalde.¦Nadie respondió.",
    "exclamation and speaker": '"¡Basta!" gritó la multitud.¦La policía esperó.',
    "quotation closes the sentence": '"No hubo acuerdo."¦El portavoz se retiró.',
    "two sentences quoted": '"El petróleo llegó.¦Esperamos que siga llegando", señaló el diplomático.',
    "new quotation opens": "La sala calló.¦«Gracias a todos», dijo ella.",
    "point after quotation marks": "Habló de una «paz justa».¦Nadie aplaudió.",
    "inverted mark opens the next": "El juez dudó.¦¿Era válida la prueba?¦¡No lo era!",
    "dialogue with dashes": "—No iré —dijo Juan—.¦Mañana será otro día.",
    "ellipsis goes on": "Dudó... y firmó.¦Se fue.",
    "ellipsis ends": "Dudó...¦Firmó al fin.",
    "remark": "Perdió.¦(Volverá en mayo.)¦El público espera.",
    "street": "Vive en la avda. Bolívar con su hija.¦La casa es vieja.",
    "before Christ": "El templo es del año 300 a. C. y sigue en pie.¦Lo visitan miles.",
    "before Christ at the end": "El templo es del año 300 a. C.¦Lo visitan miles.",
    "site": "El mapa está en www.ejemplo.com/mapa.¦Se actualiza cada hora.",
    "dateline of an agency": "MADRID, 3 mar (Iberia).- El gobierno anunció un plan.¦El plan cuesta poco.",
    "dateline with a point in the month": "MADRID, 2 Oct. (IBERIA) - Un terremoto sacudió la isla.¦No hay víctimas.",
    "dateline by month and day": "Cusco, ago. 21. Las comunidades levantaron el bloqueo.¦Firmaron un acta.",
    "dateline with a state": "Oaxaca, Oax., 26 de mayo. Los maestros pararon.¦Marcharán el viernes.",
    "a date that is no dateline": "Murió el 23 de julio de 2025.¦Tenía 90 años.",
    "city alone": "Moscú. El ministerio rechazó el jueves la queja del sindicato.¦Habrá recurso.",
    "credit after a sentence": "La delegación llegó de noche.¦Foto: Iberia",
    "percent": "Subió un 3,5 por ciento.¦Antes caía un 1,2 %.",
    "number begins": "El balance aumenta.¦17 personas siguen desaparecidas.",
    "editor's note": "El texto fue corregido (N. de la R.) y publicado.¦Ya circula.",
    "holy names": "El barrio de Sta. Rosa quedó sin luz.¦El de Sto. Domingo, no.",
    "saints and jr.": "Habló Martin Luther King Jr. ante miles.¦Era agosto.",
}

RUSSIAN = {
    "initials with spaces": "Об этом заявил А. Б. Иванов.¦Его поддержали.",
    "initials without spaces": "Об этом заявил А.Б. Иванов.¦Его поддержали.",
    "initials after the name": "Слово взял Иванов А. Б., затем гости.¦Зал молчал.",
    "two-letter initial": "Доклад прочел Дж. Смит.¦Он был краток.",
    "initial of a preposition's letter": "В зале выступил С. В. Кротов.¦Его слушали.",
    "money at the end": "Завод получил 4 млрд руб.¦Эксперты удивлены.",
    "money going on": "Завод получил 4 млрд руб. из бюджета.¦Эксперты удивлены.",
    "money in words of units": "Цена выросла до 5 тыс. 300 руб. за тонну.¦Спрос упал.",
    "thousand watts": "Станция дает 1,2 тыс. МВт энергии.¦Город растет.",
    "year at the end": "Спад продолжался весь 2023 г.¦Эксперты ждали худшего.",
    "year with a preposition at the end": "Отчет составлен за третий квартал 2023 г.¦Эксперты довольны.",
    "opening year": "В 2023 г. Россия нарастила вывоз.¦Цены упали.",
    "opening date": "12 мая 2023 г. Сенат принял закон.¦Голосовали все.",
    "opening years": "В 2019–2021 гг. Иванов работал в порту.¦Потом уехал.",
    "opening phrase and years": "По версии следствия, в 2019–2021 гг. Иванов брал взятки.¦Он спорит.",
    "clause that opens with a year": "Цех открыли, а в 2020 г. Петров его закрыл.¦Люди ушли.",
    "year going on": "В 1998 г. был построен мост.¦Он стоит.",
    "years at the end": "Он служил в 1990–1995 гг.¦Потом вышел в отставку.",
    "century": "Икона написана в XVI в.¦Автор неизвестен.",
    "city": "Он родился в г. Казани.¦Там же учился.",
    "city with a hyphen": "Завод стоит в г. Санкт-Петербург.¦Он крупный.",
    "named after": "Музей им. Пушкина открыт.¦Вход свободный.",
    "named after, initials": "Университет им. М. В. Ломоносова принял студентов.¦Их много.",
    "street": "Пожар был на ул. Ленина, д. 5.¦Жертв нет.",
    "region at the end": "Больницы строят в Самарской обл.¦Деньги выделены.",
    "so on, at the end": "Везли сахар, муку и т. д.¦Всё раздали.",
    "so on, without a space": "Везли сахар, муку и т.д.¦Всё раздали.",
    "so on, going on": "Сахар, мука и т. п. подорожали.¦Соль нет.",
    "others at the end": "Были Иванов, Петров и др.¦Зал был полон.",
    "others going on": "Иванов, Петров и др. ушли.¦Зал опустел.",
    "that is": "Он ушел, т. е. уволился.¦Жаль.",
    "because": "Рейс отменен, т. к. Шереметьево закрыто.¦Ждем.",
    "so called": "Это т. н. Пражская группа.¦Ее мало кто знает.",
    "including": "Пострадали пятеро, в т. ч. Петров.¦Он жив.",
    "acting": "Назначен и. о. Министра обороны.¦Указ подписан.",
    "article of a law": "Его судят по ч. 2 ст. 105 УК.¦Он молчит.",
    "item": "Это записано в п. 3 договора.¦Его не читали.",
    "tons at the end": "Собрали 10 млн т.¦Прогноз выполнен.",
    "tons with a point": "Вывезли 60 тыс. т.¦По данным союза, это мало.",
    "people": "Погибли 5 чел.¦Причина неизвестна.",
    "dollars a barrel": "Нефть стоит 58 долл. за барр.¦Рынок ждет.",
    "millions at the end": "Из фонда взяли 1,05 млн.¦В прошлом году брали меньше.",
    "academician": "Лекцию прочел акад. Сидоров.¦Зал аплодировал.",
    "guillemets close the sentence": "«Мы готовы.»¦Министр ушел.",
    "quotation, dash, speaker": "«Мы готовы!» — сказал министр.¦Он ушел.",
    "quotation, question, dash, name": "«Кто заплатит?» — Иванов не ответил.¦Зал ждал.",
    "speaker between two sentences": "«Мы готовы, — сказал министр. — Работа идет».".replace(". —", ".¦—"),
    "quotation over two sentences": "«Нефть поступала.¦Ждем продолжения», — сказал посол.",
    "low opening marks": "Он назвал это „ошибкой.“¦Зал молчал.",
    "straight marks": '"Ответа нет", - заявил адвокат.¦Суд ждет.',
    "ellipsis that goes on": "Он ждал… но напрасно.¦Ушел.",
    "ellipsis that ends": "Он ждал…¦Потом ушел.",
    "question and exclamation": "Неужели?!¦Да, именно так.",
    "abbreviated degree": "Канд. наук и д-р. Петров спорили.¦Зал слушал.",
    "flu of type A": "Преобладает грипп А.¦Вирус известен давно.",
    "dateline with slashes": "САМАРКАНД, 11 сентября. /Горизонт/. Стороны подписали договор.¦Он вступит в силу.",
    "dateline with a dash": "ДУШАНБЕ, 8 окт — РИА Волна. Учения начались.¦Они продлятся неделю.",
    "dateline in three sentences": "Москва. 18 ноября. ИНФОФАКС - Рубль вырос.¦Биржа закрылась.",
    "city alone": "Москва. Комиссия отклонила в четверг жалобу профсоюза.¦Он обжалует решение.",
    "credit after a sentence": "Делегация прибыла ночью.¦Фото: Горизонт",
    "site": "Карта есть на сайте www.primer.ru.¦Ее обновляют.",
    "initial as a list letter": "а) подать заявление",
    "new era": "Город основан в III в. до н. э. греками.¦Он мал.",
    "new era at the end": "Город основан в III в. до н. э.¦Он мал.",
    "height in metres": "Вода поднялась на 3 м.¦Люди ушли.",
}

TABLE = [
    pytest.param(lang, marked, id=f"{lang}: {name}")
    for lang, table in (("fr", FRENCH), ("es", SPANISH), ("ru", RUSSIAN))
    for name, marked in table.items()
]


def sentences(text: str, lang: str, *, segmented: bool = False, markdown: bool = False) -> list[str]:
    return [text[start:end] for start, end in split_spans(text, lang, segmented=segmented, markdown=markdown)]


@pytest.mark.parametrize(("lang", "marked"), TABLE)
def test_sentences_end_where_a_reader_ends_them(lang: str, marked: str) -> None:
    assert sentences(marked.replace("¦", " "), lang) == marked.split("¦")


def test_a_line_end_ends_a_headline_without_a_stop() -> None:
    assert sentences("Le port rouvre\nLe ministre l'a dit.\n", "fr") == [
        "Le port rouvre",
        "Le ministre l'a dit.",
    ]


def test_items_of_a_list_keep_their_bullets_and_stay_apart() -> None:
    assert sentences("• le fer\n• le cuivre\n", "fr") == ["• le fer", "• le cuivre"]


def test_a_dateline_on_its_own_line_is_one_sentence() -> None:
    assert sentences("Москва. 18 ноября. ИНФОФАКС -\n\nРубль вырос.\n", "ru") == [
        "Москва. 18 ноября. ИНФОФАКС -",
        "Рубль вырос.",
    ]


def test_lines_wrapped_at_a_width_are_joined_and_keep_their_line_ends() -> None:
    text = (
        "Le conseil municipal a adopté lundi soir un budget en forte hausse, malgré\n"
        "l'opposition de plusieurs élus. La maire a promis de ne pas augmenter les\n"
        "impôts avant deux ans au moins, et de rendre compte chaque trimestre des\n"
        "dépenses engagées.\n"
        "\n"
        "Les travaux du port commenceront en mars. Ils dureront deux ans.\n"
    )
    assert sentences(text, "fr") == [
        "Le conseil municipal a adopté lundi soir un budget en forte hausse, malgré\nl'opposition de plusieurs élus.",
        "La maire a promis de ne pas augmenter les\n"
        "impôts avant deux ans au moins, et de rendre compte chaque trimestre des\n"
        "dépenses engagées.",
        "Les travaux du port commenceront en mars.",
        "Ils dureront deux ans.",
    ]


def test_short_lines_of_a_text_with_one_sentence_a_line_are_not_joined() -> None:
    lines = [
        "Le conseil municipal a adopté lundi soir un budget en forte hausse.",
        "La maire a promis de ne pas augmenter les impôts avant deux ans.",
        "Plusieurs élus de l'opposition ont quitté la salle avant le vote.",
        "Les travaux du port commenceront au mois de mars prochain.",
    ]
    assert sentences("\n".join(lines), "fr") == lines


def test_titles_one_a_line_are_not_joined() -> None:
    lines = [
        "Le port rouvre ses quais aux navires",
        "Grève des trains mardi",
        "Le budget est adopté de justesse",
    ]
    assert sentences("\n".join(lines), "fr") == lines


def test_in_a_segmented_text_each_line_that_is_not_blank_is_a_sentence() -> None:
    text = "Il pleut. Il vente.\n\n  M. Petit sort.  \nMoscou, 3 mai.\n"
    assert sentences(text, "fr", segmented=True) == [
        "Il pleut. Il vente.",
        "M. Petit sort.",
        "Moscou, 3 mai.",
    ]


def test_in_markdown_sentences_begin_after_the_marker_of_the_line() -> None:
    text = "# Le port rouvre\n\n> Il est prêt. Il l'a dit.\n\n* le [fer](https://exemple.fr)\n- le **cuivre**\n\n---\n"
    assert sentences(text, "fr", markdown=True) == [
        "Le port rouvre",
        "Il est prêt.",
        "Il l'a dit.",
        "le [fer](https://exemple.fr)",
        "le **cuivre**",
    ]


def test_in_plain_text_signs_of_markdown_are_text() -> None:
    assert sentences("# Le port rouvre\n", "fr") == ["# Le port rouvre"]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", " \u200b", "\t", " \u200f"])
def test_any_kind_of_space_parts_sentences(space: str) -> None:
    assert sentences(f"Il pleut.{space}Il vente.", "fr") == ["Il pleut.", "Il vente."]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0c", "\x85"])
def test_any_kind_of_line_end_parts_sentences(line_end: str) -> None:
    assert sentences(f"Le port rouvre{line_end}Il pleut", "fr") == ["Le port rouvre", "Il pleut"]


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n\t\n", "\u200b\n\ufeff", "\x00\x07"])
def test_a_text_without_anything_to_see_has_no_sentences(nothing: str) -> None:
    assert sentences(nothing, "fr") == []


def test_marks_of_direction_and_width_do_not_stand_at_the_ends_of_sentences() -> None:
    assert sentences("\ufeffIl pleut.\u200e \u200fIl vente.\u200b", "fr") == ["Il pleut.", "Il vente."]


def test_a_language_without_lists_is_still_split() -> None:
    assert sentences("It rains. It pours.", "en") == ["It rains.", "It pours."]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "." * 1_000_000,
        "а." * 300_000,
        "!»" * 300_000,
        '"' * 1_000_000,
        " " * 1_000_000 + "a",
    ],
    ids=["letters", "points", "abbreviations", "closing marks", "quotation marks", "spaces"],
)
def test_a_line_of_a_million_characters_takes_no_longer_than_its_length(text: str) -> None:
    start = time.perf_counter()
    split_spans(text, "ru")
    assert time.perf_counter() - start < 10
