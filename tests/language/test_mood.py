"""Conditionals and futures by their form, and the words that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.language.mood import CONDITIONAL, FUTURE, mood

FRENCH = {
    CONDITIONAL: """
        aurait auraient aurais aurions auriez serait seraient serions saurait irait iraient ferait feraient
        parlerait parleraient donnerait resterait considérerait libérerait préférerait espérerait gérerait
        jetterait appellerait pèserait cèderait essaierait essayerait paierait emploierait enverrait renverrait
        finirait agirait choisirait réussirait franchirait établirait réfléchirait haïrait partirait sortirait
        sentirait mentirait dormirait servirait ouvrirait offrirait souffrirait couvrirait fuirait vêtirait
        dirait diraient contredirait interdirait lirait élirait écrirait décrirait inscrirait rirait sourirait
        conduirait produirait détruirait suffirait ferions plairait tairait extrairait croirait boirait rendrait
        vendrait perdrait répondrait entendrait attendrait prendrait comprendrait répandrait tordrait craindrait
        plaindrait peindrait atteindrait joindrait résoudrait coudrait moudrait mettrait permettrait battrait
        combattrait connaîtrait connaitrait naîtrait accroîtrait suivrait poursuivrait vivrait survivrait
        vaincrait convaincrait romprait corromprait conclurait exclurait viendrait reviendrait conviendrait
        tiendrait soutiendrait obtiendrait voudrait vaudrait prévaudrait faudrait pourrait pourraient devrait
        devraient redevrait recevrait apercevrait concevrait verrait reverrait prévoirait courrait parcourrait
        secourrait mourrait acquerrait conquerrait émouvrait pleuvrait tirerait attirerait inspirerait
        admirerait virerait déchirerait éclairerait engendrerait effondrerait préparerait déclarerait livrerait
        montrerait entrerait serrerait durerait assurerait
    """,
    FUTURE: """
        aura auront sera seront saura ira iront fera feront parlera donneront restera jettera paiera enverra
        finira agira réussiront partira sortiront servira ouvrira offriront dira diront lira lira élira écrira
        rira conduira produiront détruira plaira croira boira rendra vendront perdra répondront prendra
        comprendront craindra atteindra joindront résoudra mettra permettront battra connaîtra disparaîtra
        naîtra suivra vivra vaincra rompra conclura viendra reviendront tiendra soutiendront voudra vaudra
        faudra pourra pourront devra devront recevra recevront verra verront courra mourra mourront acquerra
        pleuvra tirera attirera admirera éclairera déchirera préparera montrera dormira sentira mentira haïra
    """,
    "": """
        tirait attirait retirait étirait soutirait admirait mirait inspirait respirait aspirait conspirait
        expirait transpirait empirait soupirait désirait virait chavirait cirait déchirait délirait éclairait
        flairait tira attira retira admira inspira respira expira empira soupira désira vira chavira déchira
        délira éclaira flaira tiraient attiraient admiraient déchiraient éclairaient désiraient tirions
        préparait déclarait comparait séparait narrait barrait serrait errait enterrait ferrait terrait bourrait
        fourrait durait assurait jurait figurait mesurait pleurait leurrait instaurait restaurait demeurait
        entourait entrait montrait rencontrait filtrait arbitrait livrait délivrait enivrait ouvrait couvrait
        offrait souffrait courait parcourait mourait acquérait espérait considérait libérait gérait opérait
        préférait différait engendrait effondrait encadrait cadrait poudrait saupoudrait cuivrait sevrait
        œuvrait manœuvrait contrecarrait prépara déclara serra barra montra entra livra ouvrit engendra effondra
        dura assura opéra libéra parlait finissait rendait disait avait était faisait allait prenait mettait
        voyait pouvait devait attrait portrait retrait extrait trait frais vrais marais relais minerais palais
        jamais français environs millions opéra choléra caméra camera agenda visa extra supra sierra riviera
        hourra viagra plaza parler dire prendre parlé pris le à y a ont font vont sont
    """,
}
SPANISH = {
    CONDITIONAL: """
        sería serían serías seríamos habría habrían estaría estarían iría irían daría darían haría harían diría
        dirían podría podrían podríamos debería deberían tendría tendrían mantendría obtendría pondría expondría
        vendría convendría saldría sobresaldría valdría querría querrían sabría sabrían cabría hablaría pasaría
        llegaría llevaría aumentaría provocaría significaría permitiría recibiría incluiría ofrecería conocería
        aparecería nacería vencería ejercería vendería perdería entendería respondería sucedería comprendería
        defendería dependería ardería metería cometería prometería vertería volvería movería resolvería vería
        vería prevería atrevería bebería absorbería temería comería rompería leería creería poseería proveería
        caería traería roería correría recorrería ocurriría recogería protegería emergería escogería dolería
        cosería preferiría sugeriría adquiriría moriría heriría transferiría requeriría inquiriría digeriría
        convertiría seguiría sentiría viviría decidiría cumpliría partiría abriría sufriría cubriría contradiría
        satisfaría desharía oiría reiría variaría guardaría lucharía marcharía compararía
    """,
    FUTURE: """
        será serán habrá habrán estará estarán irá dará harán dirá podrá podrán deberá deberán tendrá tendrán
        mantendrá pondrán vendrá saldrá valdrá querrá querrán sabrá cabrá hablará hablarán llegará aumentarán
        permitirá recibirán ofrecerá conocerán venderá perderán responderá meterá volverán verá verán beberá
        temerá comerán romperá leerá creerán caerá traerán correrá recogerá protegerán preferirá sugerirá
        adquirirá morirá morirán convertirá seguirán sufrirá oirá
    """,
    "": """
        quería querían requería adquiría inquiría moría morían hería adhería prefería preferían refería confería
        transfería difería sufría sugería sugerían ingería digería paría abría cubría ocurría corría recurría
        borraba tenía había decía podía debía hacía iba era sabía veía creía leía caía traía vivía seguía sentía
        partía salía panadería carnicería ingeniería lavandería secretaría subsecretaría comisaría penitenciaría
        lotería galería batería minería ganadería artillería infantería caballería refinería guardería
        miniguardería cervecería cafetería librería relojería joyería mensajería enfermería tesorería portería
        pescadería cacería avería tontería carpintería jardinería mayoría minoría categoría auditoría asesoría
        contraloría procuraduría teoría alegoría sangría energía policía varía varían contraría María todavía
        mediodía día vía guía compañía economía democracia hablara hablaran fuera quisiera allá acá quizá está
        están mamá papá además atrás jamás Alcalá teherán hablar comer vivir hablado el la a y de tierra guerra
        sierra agenda
    """,
}
CASES = [
    (lang, word.lower(), expected)
    for lang, table in (("fr", FRENCH), ("es", SPANISH))
    for expected, text in table.items()
    for word in dict.fromkeys(text.split())
]


@pytest.mark.parametrize(("lang", "word", "expected"), CASES)
def test_a_form_shows_its_mood(lang: str, word: str, expected: str) -> None:
    assert mood(word, lang) == expected


@pytest.mark.parametrize("lang", ["fr", "es"])
def test_the_cases_are_many(lang: str) -> None:
    assert len([case for case in CASES if case[0] == lang]) >= 240


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("бы", CONDITIONAL), ("б", CONDITIONAL), ("будет", FUTURE), ("будут", FUTURE), ("буду", FUTURE),
        ("был", ""), ("были", ""), ("быть", ""), ("скажет", ""), ("чтобы", ""), ("будто", ""), ("будущий", ""),
    ],
)  # fmt: skip
def test_russian_says_it_in_words_of_their_own(word: str, expected: str) -> None:
    assert mood(word, "ru") == expected


@given(st.text(max_size=12), st.sampled_from(["fr", "es", "ru", "en"]))
def test_any_word_has_one_mood_or_none(word: str, lang: str) -> None:
    assert mood(word, lang) in (CONDITIONAL, FUTURE, "")


@pytest.mark.parametrize("lang", ["fr", "es", "ru"])
@pytest.mark.parametrize("word", ["", "r" * 1_000_000 + "ait", "er" * 500_000 + "ía", "a" * 1_000_000])
def test_what_is_no_word_has_none(word: str, lang: str) -> None:
    assert mood(word, lang) == ""
