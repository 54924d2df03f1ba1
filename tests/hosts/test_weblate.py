"""The checks for Weblate: what they judge without it, and all of them inside a real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import weblate_env

from readerapp import i18n
from readerapp.hosts.weblate import CHECKS, core
from readerapp.hosts.weblate.plain import plain
from readerapp.judge import units

ROOT = Path(__file__).parents[2]
ENVIRON = dict(os.environ)
"""As it is outside of the tests, whose home is a folder of their own: pip has its cache and its settings there."""

SPANISH = "El alcalde dijo que 230 personas resultaron heridas."
FRENCH = "Le maire a dit que 230 personnes avaient été blessées."
CHANGED = FRENCH.replace("230", "320")


@pytest.fixture(autouse=True)
def _nothing_kept():
    core._find.cache_clear()


def rules(source, target, spoken="es", wanted="fr"):
    return set(core.find(source, target, spoken, wanted))


def test_the_rules_are_those_that_look_inside_linked_sentences():
    import readerapp.judge.within as within
    from readerapp.judge.rules import rules as registered

    ours = {rule.name for rule in registered() if rule.find.__module__ == within.__name__}
    assert set(core.RULES) == ours


def test_there_is_a_check_for_each_rule():
    names = ["".join(part.title() for part in rule.split("-")) for rule in core.RULES]
    assert tuple(f"readerapp.hosts.weblate.checks.{name}Check" for name in names) == CHECKS


def test_what_was_found_is_told_by_rule():
    assert dict(core.find(SPANISH, CHANGED, "es", "fr")) == {"figure": ("320 ← 230",)}
    assert dict(core.find(SPANISH, FRENCH, "es", "fr")) == {}


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("El sindicato no aceptó la oferta.", "Le syndicat a accepté l’offre.", "negation"),
        ("Las obras podrían terminar en mayo.", "Les travaux s’achèveront en mai.", "certainty"),
        ("El alcalde dijo que el puente está cerrado.", "Le maire a reconnu que le pont est fermé.", "attribution"),
        ("В больнице 230 пострадавших.", "L’hôpital compte 320 blessés.", "figure"),
    ],
)
def test_rules_speak_of_one_string(source, target, rule):
    assert rule in rules(source, target, "ru" if source[0] > "\u0400" else "es")


@pytest.mark.parametrize(("spoken", "wanted"), [("es", "fr"), ("es_MX", "fr_CA"), ("es-419", "fr-FR"), ("ES", "FR")])
def test_countries_of_the_languages_are_known(spoken, wanted):
    assert rules(SPANISH, CHANGED, spoken, wanted) == {"figure"}


@pytest.mark.parametrize(("spoken", "wanted"), [("en", "fr"), ("es", "de"), ("fr", "es"), ("est", "fr"), ("es", "frp")])
def test_other_languages_are_not_judged(spoken, wanted):
    assert rules(SPANISH, CHANGED, spoken, wanted) == set()


@pytest.mark.parametrize(
    ("source", "target"), [("", CHANGED), (SPANISH, " "), (SPANISH, SPANISH), (SPANISH, "<b></b>")]
)
def test_what_is_not_translated_is_not_judged(source, target):
    assert rules(source, target) == set()


def test_what_is_very_long_is_not_judged(monkeypatch):
    monkeypatch.setattr(units, "audit_units", None)
    assert rules(SPANISH * 200, CHANGED * 200) == set()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<b>%(count)s heridos</b> en {city}", "<b>%(count)s blessés</b> à {city}"),
        ("Hola {name}, tienes %d mensajes nuevos", "Bonjour {name}, vous avez %d nouveaux messages"),
        ('Haz clic <a href="/es/3">aquí</a>', 'Cliquez <a href="/fr/4">ici</a>'),
        ("Consulta https://example.com/es/2024.", "Consultez https://example.com/fr/2025."),
        ("{n, plural, one {# mensaje} other {# mensajes}}", "{n, plural, one {# message} other {# messages}}"),
        ("Un herido", "%d blessé"),
    ],
)
def test_markup_and_placeholders_raise_no_flags(source, target):
    assert rules(source, target) == set()


def test_a_fault_beside_markup_is_found():
    assert rules(f"<p>{SPANISH}</p><br/>Hola {{name}}", f"<p>{CHANGED}</p><br/>Bonjour {{name}}") == {"figure"}


@pytest.mark.parametrize(
    ("text", "read", "placeholders"),
    [
        ("<p>Uno</p><p>dos <b>tres</b></p>", "Uno\n\ndos tres", 0),
        ("a &lt;b&gt;c&lt;/b&gt; &eacute; &amp; R&D", "a c é & R&D", 0),
        ("5 < 6 y 7 > 3", "5 < 6 y 7 > 3", 0),
        ("<!-- <b>no</b> -->sí", "sí", 0),
        ("[texto](https://x.org/a) y **fuerte**, _así_, `ya`", "texto y fuerte, así, ya", 0),
        ("## Título", "Título", 0),
        ("[b]uno[/b] [url=https://x.org]dos[/url] [sic]", "uno dos [sic]", 0),
        ("&Guardar _Salir", "Guardar Salir", 0),
        ("mi_variable 2*3*4", "mi_variable 2*3*4", 0),
        ("Escribe a ana@example.org.", "Escribe a .", 0),
        ("%s %d %1$s %(n)s %5.2f %@ %1 %n %L1 %name%", "", 10),
        ("{} {0} {name} {{name}} ${name} #{name} $name", "", 7),
        ("{n, plural, one {# cosa {x}} other {# cosas}} más", "más", 1),
        ("el 20 % de, el 50% de, 100 %c", "el 20 % de, el 50% de, 100 %c", 0),
        ("%1 %2, 5 %d", ", 5 %d", 2),
        ("20 %% y %d%%", "20 % y %", 1),
        ("$5 y US$ 5, 5 $US", "$5 y US$ 5, 5 $US", 0),
        ("sin cerrar {", "sin cerrar {", 0),
    ],
)
def test_a_string_as_it_is_read(text, read, placeholders):
    found = plain(text)
    assert (found.text, found.placeholders) == (read, placeholders)


def test_one_audit_serves_all_checks_whatever_thread_asks(monkeypatch):
    asked = []
    audit = units.audit_units
    monkeypatch.setattr(units, "audit_units", lambda *given, **more: asked.append(given) or audit(*given, **more))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _rule: rules(SPANISH, CHANGED), core.RULES))
    assert found == [{"figure"}] * len(core.RULES)
    assert len(asked) == 1


def test_a_fault_in_an_audit_is_logged_once_and_finds_nothing(monkeypatch, caplog):
    def fail(*_given, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(units, "audit_units", fail)
    assert [rules(SPANISH, CHANGED) for _rule in core.RULES] == [set()] * len(core.RULES)
    assert len(caplog.records) == 1


def test_messages_are_in_the_language_asked_for():
    source, target = "El alcalde dijo que el puente está cerrado.", "Le maire a reconnu que le pont est fermé."
    before = i18n.get_language()
    said = [core.find(source, target, "es", "fr", ui)["attribution"] for ui in ("en", "fr-ca", "de")]
    assert said[0] == said[2] != said[1]
    assert core.explained("figure", "en")[0] == "A number, amount, percentage, date, time or unit changed"
    assert core.explained("figure", "fr") != core.explained("figure", "en")
    assert i18n.get_language() == before


def program(*lines, python=sys.executable):
    environ = ENVIRON | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([python, "-c", "\n".join(lines)], env=environ, capture_output=True, text=True)


def test_importing_the_package_and_its_core_loads_neither_weblate_nor_the_model():
    heavy = "{'django', 'weblate', 'numpy', 'sentencepiece', 'readerapp.judge', 'readerapp.model'}"
    done = program("import sys, readerapp.hosts.weblate.core", f"assert not {heavy} & set(sys.modules)")
    assert done.returncode == 0, done.stderr


def test_outside_of_weblate_an_import_says_what_to_do():
    blocked = "import sys; sys.modules['weblate'] = sys.modules['django'] = None"
    done = program(blocked, f"import {CHECKS[0].rpartition('.')[0]}")
    assert done.returncode == 1
    assert re.match(
        r"ImportError: .* works inside Weblate only: install readerapp where Weblate is installed \(.+\)$",
        done.stderr.splitlines()[-1],
    )


@pytest.fixture(scope="module")
def weblate_python(request):
    """The Python of an environment with Weblate: READERAPP_WEBLATE_VENV, or one made in pytest's cache folder."""
    named = ENVIRON.get("READERAPP_WEBLATE_VENV", "")
    if named == "none":
        pytest.skip("no Weblate: READERAPP_WEBLATE_VENV is none")
    cache = getattr(request.config, "cache", None)
    if not named and cache is None:
        pytest.skip("no Weblate: READERAPP_WEBLATE_VENV is not set, and pytest keeps no cache")
    folder = Path(named) if named else Path(cache.mkdir("weblate")) / "venv"
    if not named:
        try:
            weblate_env.make(folder)
        except weblate_env.Unavailable as reason:
            pytest.skip(f"no Weblate: {reason}")
    return folder / "bin" / "python"


def test_the_checks_inside_a_real_weblate(weblate_python, record_property):
    done = subprocess.run(
        [weblate_python, Path(__file__).with_name("weblate_real.py")],
        env=ENVIRON | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout)
    assert re.match(r"Weblate \d+\.\d+", done.stdout)
    record_property("weblate", done.stdout.splitlines()[0])
    assert re.search(r"^Ran (\d+) tests", done.stderr, re.MULTILINE)
