"""The checks inside a real Weblate: strings are saved in a database in memory, and Weblate says what fails.

Run by the Python of an environment with Weblate (`weblate_env.py`), with readerapp on PYTHONPATH.
"""

from __future__ import annotations

import importlib
import itertools
import logging
import os
import platform
import sys
import tempfile
import time
import unittest
from importlib.metadata import version
from types import ModuleType
from unittest import mock

# Pictures and backups want C libraries that the environment may lack; no check asks for them.
for name in ("cairo", "gi", "gi.repository", "tesserocr"):
    try:
        importlib.import_module(name)
    except ImportError:
        sys.modules[name] = mock.MagicMock(__name__=name, __spec__=None)

from readerapp.hosts.weblate import CHECKS as OURS  # noqa: E402

DATA = tempfile.TemporaryDirectory()


def settings() -> ModuleType:
    """Weblate's own example, with a database and a cache in memory, nothing beside it, and our checks."""
    example = importlib.import_module("weblate.settings_example")
    made = ModuleType("weblate_real_settings")
    vars(made).update({key: value for key, value in vars(example).items() if key.isupper()})
    memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    vars(made).update(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        CACHES=memory,
        DATA_DIR=DATA.name,
        CACHE_DIR=DATA.name,
        CELERY_TASK_ALWAYS_EAGER=True,
        CELERY_BROKER_URL="memory://",
        CELERY_RESULT_BACKEND=None,
        SECRET_KEY="of no use",
        SITE_DOMAIN="example.com",
        LOGGING_CONFIG=None,
        CHECK_LIST=("weblate.checks.chars.DoubleSpaceCheck", *OURS),
    )
    return made


sys.modules["weblate_real_settings"] = settings()
os.environ["DJANGO_SETTINGS_MODULE"] = "weblate_real_settings"

import django  # noqa: E402

django.setup()
logging.disable(logging.WARNING)

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import NOT_PROVIDED  # noqa: E402
from django.db.models.expressions import RawSQL  # noqa: E402
from django.utils.translation import override  # noqa: E402
from weblate.checks.flags import Flags  # noqa: E402
from weblate.checks.models import CHECKS, Check  # noqa: E402
from weblate.lang.models import Language, Plural  # noqa: E402
from weblate.trans.models import Component, Project, Translation, Unit  # noqa: E402

from readerapp.hosts.weblate import core  # noqa: E402

SPANISH = "El alcalde dijo que 230 personas resultaron heridas."
FRENCH = "Le maire a dit que 230 personnes avaient été blessées."
CHANGED = FRENCH.replace("230", "320")

numbers = itertools.count(1)


def make_tables() -> None:
    """Tables from the models: the migrations speak PostgreSQL, as do indexes, constraints and some defaults."""
    connection.disable_constraint_checking()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if not model._meta.managed or model._meta.proxy:
                continue
            model._meta.indexes, model._meta.constraints = [], []
            for field in model._meta.local_fields:
                if isinstance(getattr(field, "db_default", None), RawSQL):
                    field.db_default, field.default = NOT_PROVIDED, 1
            editor.create_model(model)
    # A function that a newer Weblate adds to its database: which other translations a source waits for.
    connection.connection.create_function("weblate_source_workflow_gate", -1, lambda *arguments: "{}")


def language(code: str) -> Language:
    """A language of two forms."""
    found = Language.objects.filter(code=code).first()
    if found is None:
        Language(code=code, name=code).save()
        found = Language.objects.get(code=code)
    if not found.plural_set.exists():
        Plural.objects.create(language=found, number=2, formula="n != 1", type=1, source=Plural.SOURCE_DEFAULT)
    return Language.objects.get(code=code)


def component(spoken: str, wanted: str) -> tuple[Translation, Translation]:
    """A component in one language, translated into another; made without the repository behind it."""
    number = next(numbers)
    Project.objects.bulk_create([Project(name=f"p{number}", slug=f"p{number}")])
    Component.objects.bulk_create(
        [
            Component(
                name=f"c{number}",
                slug=f"c{number}",
                project=Project.objects.get(slug=f"p{number}"),
                source_language=language(spoken),
                file_format="po",
                vcs="local",
                repo="local:",
            )
        ]
    )
    made = Component.objects.get(slug=f"c{number}")
    Translation.objects.bulk_create(
        [
            Translation(
                component=made,
                language=language(code),
                plural=language(code).plural_set.get(),
                filename=f"{code}.po",
                language_code=code,
            )
            for code in (spoken, wanted)
        ]
    )
    return tuple(Translation.objects.get(component=made, language=language(code)) for code in (spoken, wanted))


def string(source: str, spoken: str = "es", wanted: str = "fr", flags: str = "") -> Unit:
    """A string that is not translated yet; its flags stand with the source, as Weblate has it."""
    sources, targets = component(spoken, wanted)
    origin = {"id_hash": 1, "source": source, "position": 1}
    Unit.objects.bulk_create([Unit(translation=sources, target=source, state=20, extra_flags=flags, **origin)])
    above = Unit.objects.get(translation=sources)
    Unit.objects.filter(pk=above.pk).update(source_unit=above.pk)
    Unit.objects.bulk_create([Unit(translation=targets, target="", state=0, source_unit_id=above.pk, **origin)])
    return Unit.objects.get(translation=targets)


def save(unit: Unit, target: str) -> set[str]:
    """Save a translation, and say which checks fail by Weblate's database."""
    fresh = Unit.objects.get(pk=unit.pk)
    fresh.target, fresh.state = target, 20
    fresh.save()
    return set(Check.objects.filter(unit=fresh).values_list("name", flat=True))


def said(unit: Unit, name: str = "readerapp_figure") -> str:
    """What Weblate shows of a check that fails."""
    return str(Check.objects.get(unit_id=unit.pk, name=name).get_description())


class ChecksTest(unittest.TestCase):
    """What somebody who translates would see."""

    def test_weblate_loads_all_of_them_under_short_names(self) -> None:
        ours = [name for name in CHECKS if name.startswith("readerapp_")]
        self.assertEqual([f"readerapp_{rule.replace('-', '_')}" for rule in core.RULES], ours)
        self.assertTrue(all(len(name) < 50 and CHECKS[name].target and not CHECKS[name].source for name in ours))
        self.assertTrue(all(name in CHECKS.target for name in ours))

    def test_a_changed_figure_fails_on_save_and_is_gone_once_it_is_right(self) -> None:
        unit = string(SPANISH)
        self.assertEqual({"readerapp_figure"}, save(unit, CHANGED))
        self.assertIn("320 ← 230", said(unit))
        self.assertEqual(set(), save(unit, FRENCH))

    def test_a_negation_that_went_fails(self) -> None:
        self.assertIn(
            "readerapp_negation", save(string("El sindicato no aceptó la oferta."), "Le syndicat a accepté l’offre.")
        )

    def test_a_hedge_and_a_stance_fail_together(self) -> None:
        unit = string("El alcalde dijo que las obras podrían terminar en mayo.")
        failing = save(unit, "Le maire a reconnu que les travaux s’achèveront en mai.")
        self.assertLessEqual({"readerapp_attribution", "readerapp_certainty"}, failing)

    def test_countries_of_a_language_and_russian_are_judged(self) -> None:
        self.assertEqual({"readerapp_figure"}, save(string(SPANISH, "es_MX", "fr_CA"), CHANGED))
        self.assertEqual(
            {"readerapp_figure"}, save(string("В больнице 230 пострадавших.", "ru"), "L’hôpital compte 320 blessés.")
        )

    def test_other_languages_are_left_alone(self) -> None:
        self.assertEqual(set(), save(string(SPANISH, "es", "de"), CHANGED))
        self.assertEqual(set(), save(string(SPANISH, "en", "fr"), CHANGED))

    def test_a_flag_of_the_string_ignores_one_of_them(self) -> None:
        Flags("ignore-readerapp-figure").validate()
        source, target = SPANISH + " El puente no está cerrado.", CHANGED + " Le pont est fermé."
        self.assertEqual({"readerapp_figure", "readerapp_negation"}, save(string(source), target))
        self.assertEqual({"readerapp_negation"}, save(string(source, flags="ignore-readerapp-figure"), target))
        self.assertEqual(set(), save(string(source, flags="ignore-all-checks"), target))

    def test_each_plural_form_is_held_against_its_own(self) -> None:
        apart = "\x1e\x1e"
        unit = string("Una persona herida." + apart + "Más de 230 personas heridas.")
        self.assertEqual(set(), save(unit, "Une personne blessée." + apart + "Plus de 230 personnes blessées."))
        self.assertEqual(
            {"readerapp_figure"}, save(unit, "Une personne blessée." + apart + "Plus de 320 personnes blessées.")
        )
        self.assertIn("320 ← 230", said(unit))

    def test_markup_and_placeholders_are_silent(self) -> None:
        unit = string('Hola <b>{name}</b>, tienes <a href="/es/3">%(count)s mensajes</a>.')
        self.assertEqual(set(), save(unit, 'Bonjour <b>{name}</b>, vous avez <a href="/fr/4">%(count)s messages</a>.'))

    def test_what_is_not_translated_is_not_judged(self) -> None:
        unit = string(SPANISH)
        self.assertEqual(set(), save(unit, ""))
        self.assertEqual(set(), save(unit, SPANISH))

    def test_what_a_check_says_is_escaped(self) -> None:
        unit = string(SPANISH)
        save(unit, CHANGED)
        with mock.patch.object(core, "find", return_value={"figure": ("<script>1</script>", "a & b")}):
            self.assertEqual("&lt;script&gt;1&lt;/script&gt;<br>a &amp; b", said(unit))

    def test_a_check_speaks_the_language_of_whoever_reads(self) -> None:
        unit = string(SPANISH)
        save(unit, CHANGED.replace("a dit", "a reconnu"))
        check = CHECKS["readerapp_attribution"]
        with override("en"):
            english = str(check.name), str(check.description), said(unit, "readerapp_attribution")
        with override("fr"):
            french = str(check.name), str(check.description), said(unit, "readerapp_attribution")
        self.assertEqual("Who says it, or with what stance, became another", english[0])
        self.assertTrue(all(one != other for one, other in zip(english, french, strict=True)))

    def test_a_save_costs_one_audit(self) -> None:
        from readerapp.judge import units

        unit = string(SPANISH + " Es todo.")
        with mock.patch.object(units, "audit_units", wraps=units.audit_units) as audits:
            self.assertEqual({"readerapp_figure"}, save(unit, CHANGED + " C’est tout."))
            said(unit)
        self.assertEqual(1, audits.call_count)

    def test_a_fault_in_an_audit_stops_no_save(self) -> None:
        from readerapp.judge import units

        broken = mock.patch.object(units, "audit_units", side_effect=ZeroDivisionError)
        with broken, self.assertLogs(core.__name__, "ERROR") as logs:
            self.assertEqual(set(), save(string(SPANISH + " Punto."), CHANGED + " Point."))
        self.assertEqual(1, len(logs.records))

    def test_weblates_own_checks_still_run(self) -> None:
        self.assertEqual({"double_space", "readerapp_figure"}, save(string(SPANISH), CHANGED.replace("Le ", "Le  ")))


def times() -> str:
    """How long the checks take: the first string of a process, then others of thirty words."""
    source = (
        "El alcalde de Valparaíso dijo el martes que {} personas resultaron heridas en el incendio y que las obras del "
        "puente podrían terminar en mayo, según el informe municipal que se publicó ayer."
    )
    target = (
        "Le maire de Valparaíso a dit mardi que {} personnes avaient été blessées dans l’incendie et que les travaux "
        "du pont pourraient s’achever en mai, selon le rapport municipal publié hier."
    )
    taken = []
    for number in range(20):
        unit = string(source.format(number + 200))
        unit.target, unit.state = target.format(number + 201), 20
        began = time.perf_counter()
        for name, check in CHECKS.target.items():
            if name.startswith("readerapp_"):
                check.check_target(unit.get_source_plurals(), unit.get_target_plurals(), unit)
        taken.append(time.perf_counter() - began)
    rest = sorted(taken[1:])
    return (
        f"first string {taken[0]:.2f} s, then {rest[len(rest) // 2] * 1000:.0f} ms (at most {rest[-1] * 1000:.0f} ms)"
    )


if __name__ == "__main__":
    print(f"Weblate {version('weblate')}, Django {version('django')}, Python {platform.python_version()}")
    make_tables()
    language("en")
    print(times())
    unittest.main()
