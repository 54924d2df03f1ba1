"""Kept audits: what comes back is what was made, under a key of all that decides, and nothing ever goes wrong."""

from __future__ import annotations

import datetime
import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import readerapp
from readerapp.align import Alignment, Link
from readerapp.errors import ReaderError
from readerapp.i18n import set_language
from readerapp.judge import (
    FAMILIES,
    SEVERITIES,
    Audit,
    Case,
    Flag,
    Rendering,
    SameName,
    Settings,
    audit_pair,
    find_rule,
    register,
    rules,
)
from readerapp.judge.kept import Cancelled, Glance, Kept, audit_key, decode, encode, open_pair
from readerapp.judge.kept import key as key_module
from readerapp.judge.kept import store as store_module
from readerapp.share import share_folder
from readerapp.sources import PairMeta, SideMeta, find_pairs, load_pair
from readerapp.text import Document, Role, Sentence

FRENCH = "Le port rouvre après 12 jours de grève dans toute l'île.\n\nPersonne ne s'en étonnera, bien entendu.\n"
SPANISH = "El puerto reabre tras 12 días de huelga en toda la isla.\n\nLa empresa no confirmó esas cifras ayer.\n"
META = '[french]\noutlet = "Le Journal"\n'
KEY = "0" * 64
OTHER_KEY = "1" * 64
RULES = [rule.name for rule in rules()]


@pytest.fixture
def foretold(monkeypatch):
    """No model links and nothing shifts inside sentences."""
    monkeypatch.setattr("readerapp.align.align", fakes.align, raising=False)
    monkeypatch.setattr(Case, "shifts", ())


@pytest.fixture
def folder(tmp_path):
    """A pair folder."""
    return write(tmp_path / "pair", {"fr.txt": FRENCH, "es.txt": SPANISH, "pair.toml": META})


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "kept")


@pytest.fixture(scope="module")
def sample():
    """An audit of a sample pair, two originals, made by the program as it is."""
    pair = load_pair(share_folder("pairs") / "sauvetage-drake")
    return audit_pair(pair), pair.meta


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def through_json(audit: Audit, meta: PairMeta) -> tuple[Audit, PairMeta]:
    return decode(json.loads(json.dumps(encode(audit, meta))))


def files_of(kept: Kept) -> list[str]:
    return sorted(file.name for file in kept.folder.iterdir()) if kept.folder.is_dir() else []


# The round trip

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
"""Lone surrogates among them: names of files hold them."""
NUMBERS = st.lists(st.integers(0, 99), max_size=3).map(tuple)
SCORES = st.floats(0, 1)
SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=2).map(tuple)
OPTIONAL = st.none() | ANY_TEXT
ZONES = st.sampled_from([None, datetime.UTC, datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))])
TOML = st.recursive(
    ANY_TEXT
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.dates()
    | st.times().map(lambda time: time.replace(fold=0))  # TOML knows of none
    | st.datetimes(timezones=ZONES).map(lambda time: time.replace(fold=0)),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(ANY_TEXT, inside, max_size=3),
    max_leaves=6,
)
EXTRA = st.dictionaries(ANY_TEXT, TOML, max_size=3)
SIDES = st.builds(SideMeta, *[OPTIONAL] * 7, extra=EXTRA)
METAS = st.builds(
    PairMeta, *[OPTIONAL] * 4, french=SIDES, originals=st.lists(SIDES, max_size=2).map(tuple), extra=EXTRA
)
PHRASES = st.lists(st.sampled_from(["blocus", "le blocus", "=blocus"]), min_size=1, max_size=2).map(tuple)
RENDERINGS = st.lists(
    st.builds(
        Rendering,
        st.sampled_from(["bloqueo", "блокада"]),
        PHRASES,
        st.sampled_from(["", "es", "ru"]),
        st.sampled_from(["", *RULES]),
    ),
    max_size=2,
).map(tuple)
SETTINGS = st.builds(
    Settings,
    select=st.lists(st.sampled_from([*FAMILIES, *RULES]), max_size=2).map(tuple),
    ignore=st.lists(st.sampled_from([*FAMILIES, *RULES]), max_size=2).map(tuple),
    severity=st.dictionaries(st.sampled_from(RULES), st.sampled_from(SEVERITIES), max_size=2),
    threshold=st.dictionaries(st.sampled_from(RULES), SCORES | st.integers(0, 1), max_size=2),
    always=RENDERINGS,
    never=RENDERINGS,
    names=st.lists(st.builds(SameName, PHRASES, PHRASES, PHRASES), max_size=2).map(tuple),
    tables=st.lists(st.sampled_from([Path("words"), Path("/etc/words")]), max_size=2).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(ANY_TEXT)
    sentences = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        # One made by hand may say something else than its place.
        words = text[start:end] if draw(st.booleans()) else draw(ANY_TEXT)
        sentences.append(Sentence(start, end, words, draw(st.sampled_from(Role))))
    return Document(draw(ANY_TEXT), draw(st.sampled_from(["fr", "es", "ru"])), text, tuple(sentences))


LINKS = st.builds(Link, NUMBERS, NUMBERS, SCORES, st.booleans())
FLAGS = st.builds(
    Flag,
    *(ANY_TEXT, st.sampled_from(FAMILIES), st.sampled_from(RULES), st.sampled_from(SEVERITIES), SCORES),
    *(st.integers(0, 3), NUMBERS, NUMBERS, SPANS, SPANS, ANY_TEXT),
)
AUDITS = st.builds(
    Audit,
    ANY_TEXT,
    documents(),
    st.lists(documents(), max_size=2).map(tuple),
    st.lists(st.builds(Alignment, st.lists(LINKS, max_size=4).map(tuple)), max_size=2).map(tuple),
    st.lists(FLAGS, max_size=3).map(tuple),
    ANY_TEXT,
    SETTINGS,
    st.integers(0, 9),
    st.integers(0, 9),
)


@given(AUDITS, METAS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_audit_comes_back_as_it_was(audit, meta):
    found = through_json(audit, meta)
    assert found == (audit, meta)
    # Equal to the last digit, and a whole number is not a truth value.
    assert repr(found) == repr((audit, meta))


@given(AUDITS, METAS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_audit_comes_back_from_the_disk(tmp_path_factory, audit, meta):
    kept = Kept(tmp_path_factory.mktemp("kept"))
    assert kept.put(KEY, audit, meta)
    assert repr(kept.get(KEY)) == repr((audit, meta))


@pytest.mark.parametrize("folder", find_pairs(share_folder("pairs")), ids=lambda folder: folder.name)
def test_the_sample_pairs_come_back_as_they_were(folder, tmp_path, foretold):
    made = open_pair(folder, kept=Kept(tmp_path))
    found = open_pair(folder, kept=Kept(tmp_path))
    assert (made.fresh, found.fresh) == (True, False)
    assert (found.pair, found.audit) == (made.pair, made.audit)
    assert found.pair == load_pair(folder)


def test_an_audit_by_the_models_comes_back_as_it_was(sample, kept):
    audit, meta = sample
    assert audit.flags
    kept.put(KEY, audit, meta)
    assert kept.get(KEY) == (audit, meta)
    assert repr(kept.get(KEY)) == repr((audit, meta))


def test_texts_of_sentences_are_not_kept_twice(sample):
    audit, meta = sample
    stored = json.dumps(encode(audit, meta), ensure_ascii=False)
    words = audit.french.sentences[-1].text
    assert stored.count(json.dumps(words, ensure_ascii=False)[1:-1]) == audit.french.text.count(words)


def test_what_no_toml_file_can_hold_is_not_kept(kept):
    document = fakes.document("fr", "Le 12.")
    audit = Audit("x", document, (document,), (), ())
    assert not kept.put(KEY, audit, PairMeta(extra={"what": object()}))
    assert kept.get(KEY) is None


# The key


def touch_up(name, text):
    return lambda folder, more: (folder / name).write_text(text, encoding="utf-8")


def say(**changed):
    return lambda folder, more: more.update(changed)


DECIDES = {
    "a word of the French": touch_up("fr.txt", FRENCH.replace("grève", "blocage")),
    "white space in the original": touch_up("es.txt", SPANISH + "\n"),
    "what is known of the pair": touch_up("pair.toml", META.replace("Journal", "Monde")),
    "another original": touch_up("es.2.txt", SPANISH.replace("12", "13")),
    "an original that pair.toml names": lambda folder, more: (
        (folder / "wire.txt").write_text(SPANISH.replace("12", "13"), encoding="utf-8"),
        (folder / "pair.toml").write_text(META + '[[originals]]\nfile = "wire.txt"\nlang = "es"\n', encoding="utf-8"),
    ),
    "no pair.toml": lambda folder, more: (folder / "pair.toml").unlink(),
    "a rule ignored": say(settings=Settings(ignore=("figure",))),
    "a family selected": say(settings=Settings(select=("added",))),
    "a severity": say(settings=Settings(severity={"figure": "minor"})),
    "a threshold": say(settings=Settings(threshold={"figure": 0.75})),
    "a wanted rendering": say(settings=Settings(always=(Rendering("huelga", ("grève",)),))),
    "a forbidden rendering": say(settings=Settings(never=(Rendering("huelga", ("grève",)),))),
    "a name": say(settings=Settings(names=(SameName(("l'île",), ("la isla",)),))),
    "a fixed link": say(fixed=[[((0,), (0,))]]),
    "segmented lines": say(segmented=True),
    "a stated language": say(lang="es"),
}


@pytest.mark.parametrize("change", DECIDES.values(), ids=DECIDES)
def test_what_decides_changes_the_key(folder, change):
    before = audit_key(folder)
    more = {}
    change(folder, more)
    assert before is not None and audit_key(folder, **more) not in (before, None)


IDLE = {
    "nothing": say(),
    "settings that change nothing": say(settings=Settings(select=FAMILIES)),
    "no fixed link": say(fixed=[[], ()]),
    "a file that is no side": touch_up("notes.md", "Rien."),
    "the notes": touch_up("notes.db", "…"),
    "a hidden file": touch_up(".fr.txt.swp", "…"),
    "the time of a file": lambda folder, more: os.utime(folder / "fr.txt", (1, 1)),
    "the same bytes written again": touch_up("fr.txt", FRENCH),
}


@pytest.mark.parametrize("change", IDLE.values(), ids=IDLE)
def test_what_decides_nothing_leaves_the_key(folder, change):
    before = audit_key(folder)
    more = {}
    change(folder, more)
    assert before is not None and audit_key(folder, **more) == before


def test_the_order_of_fixed_links_says_nothing(folder):
    assert audit_key(folder, fixed=[[((1, 0), (0,)), ((2,), ())]]) == audit_key(
        folder, fixed=[[([2], []), ([0, 1], [0])]]
    )


def test_fixed_links_of_another_original_are_others(folder):
    assert audit_key(folder, fixed=[[((0,), (0,))]]) != audit_key(folder, fixed=[[], [((0,), (0,))]])


def test_a_pair_elsewhere_has_another_key(folder, tmp_path):
    other = write(tmp_path / "other", {"fr.txt": FRENCH, "es.txt": SPANISH, "pair.toml": META})
    assert audit_key(other) != audit_key(folder)


def test_the_folder_and_its_files_have_other_keys(folder):
    files = [folder / "fr.txt", folder / "es.txt"]
    assert len({audit_key(folder), audit_key(files), audit_key(files[::-1])}) == 3
    assert audit_key(files) == audit_key(list(map(str, files)))


def test_a_folder_may_be_given_as_text(folder):
    assert audit_key(folder) == audit_key(str(folder))


def test_where_the_program_stands_decides_the_name_of_a_pair(tmp_path, monkeypatch):
    keys = set()
    for name in ("one", "two"):
        folder = write(tmp_path / name, {"fr.txt": FRENCH, "es.txt": SPANISH})
        monkeypatch.chdir(folder)
        keys.add(audit_key("."))
    assert len(keys) == 2


def test_the_contents_of_user_tables_change_the_key_and_their_place_does_not(folder, tmp_path):
    line = "sinvergüenza\tneg\t3\tlabel\tcanaille\t-\n"
    words = {name: write(tmp_path / name, {"es/evaluative.tsv": line}) for name in ("one", "two")}
    with_tables = {name: Settings(tables=(path,)) for name, path in words.items()}
    before = audit_key(folder, with_tables["one"])
    assert before not in (None, audit_key(folder)) and before == audit_key(folder, with_tables["two"])
    write(words["one"], {"es/evaluative.tsv": line.replace("canaille", "voyou")})
    assert audit_key(folder, with_tables["one"]) != before


def test_another_model_in_the_folder_of_an_encoder_changes_the_key(folder, tmp_path):
    model = write(tmp_path / "model", {"config.json": "{}"})
    chosen = Settings(encoder=f"st:{model}")
    before = audit_key(folder, chosen)
    assert before not in (None, audit_key(folder)) and before == audit_key(folder, chosen)
    write(model, {"config.json": '{"hidden_size": 32}'})
    assert audit_key(folder, chosen) not in (None, before)


def test_messages_are_in_the_language_of_the_interface_and_so_is_the_key(folder):
    before = audit_key(folder)
    set_language("fr")
    try:
        assert audit_key(folder) != before
    finally:
        set_language("en")
    assert audit_key(folder) == before


def test_a_rule_from_elsewhere_changes_the_key(folder):
    before, known = audit_key(folder), find_rule("figure")
    register(replace(known, find=lambda case: iter(())))
    try:
        assert audit_key(folder) != before
    finally:
        register(known)
    assert audit_key(folder) == before


def test_the_rules_of_the_program_need_not_be_loaded_for_a_key_and_do_not_change_it(folder):
    told = (
        "import sys\n"
        "from readerapp.judge.kept import audit_key\n"
        "from readerapp.judge.rules import rules\n"
        "before = audit_key(sys.argv[1])\n"
        "loaded = 'readerapp.judge.within' in sys.modules\n"
        "print(loaded, len(rules()), len(before or ''), before == audit_key(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", told, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", str(len(RULES)), "64", "True"]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A program of a few files."""
    root = tmp_path / "readerapp"
    write(root, {"__init__.py": "", "judge/rule.py": "1", "model/data/card.json": "{}", "tui/app.py": ""})
    monkeypatch.setattr(readerapp, "__file__", str(root / "__init__.py"))
    key_module.program.cache_clear()
    yield root
    key_module.program.cache_clear()


def program_now():
    key_module.program.cache_clear()
    return key_module.program()


@pytest.mark.parametrize(
    ("file", "decides"),
    [
        ("judge/rule.py", True),
        ("judge/data/weights.json", True),
        ("model/data/card.json", True),
        ("language/data/fr/evaluative.tsv", True),
        ("locale/fr/LC_MESSAGES/readerapp.mo", True),
        ("judge/__pycache__/rule.pyc", False),
        ("tui/app.py", False),
    ],
)
def test_a_changed_program_has_other_keys_where_it_has_a_say(package, file, decides):
    before = program_now()
    write(package, {file: "something else"})
    assert (program_now() != before) == decides


def test_another_version_has_other_keys(package, monkeypatch):
    before = program_now()
    monkeypatch.setattr(readerapp, "__version__", "99")
    assert program_now() != before


@pytest.mark.parametrize(
    "where",
    [
        "nowhere",
        "empty",
        "broken",
        ["fr.txt", "-"],
        ["fr.txt", "gone.txt"],
        ["fr.txt", "empty"],
        ["fr.txt", "pipe"],
        ["fr.txt", "\0"],
    ],
    ids=repr,
)
def test_what_cannot_be_read_again_has_no_key(tmp_path, monkeypatch, where):
    write(tmp_path, {"fr.txt": FRENCH, "broken/fr.txt": FRENCH, "broken/es.txt": SPANISH, "broken/pair.toml": "= ="})
    (tmp_path / "empty").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    assert audit_key(where) is None


# The files


def test_nothing_is_kept_at_first(kept):
    assert (kept.get(KEY), kept.peek(KEY), files_of(kept)) == (None, None, [])


def test_each_key_has_its_audit(sample, kept):
    audit, meta = sample
    other = replace(audit, title="Autre")
    kept.put(KEY, audit, meta)
    kept.put(OTHER_KEY, other, meta)
    assert kept.get(KEY) == (audit, meta) and kept.get(OTHER_KEY) == (other, meta)


def test_what_is_put_again_is_put_in_its_place(sample, kept):
    audit, meta = sample
    kept.put(KEY, audit, meta)
    kept.put(KEY, replace(audit, flags=()), meta)
    found = kept.get(KEY)
    assert found and found[0].flags == () and len(files_of(kept)) == 1


def test_only_the_owner_may_read_what_is_kept(sample, kept):
    if os.name != "posix":
        pytest.skip("no such permissions")
    kept.put(KEY, *sample)
    (file,) = kept.folder.iterdir()
    assert (kept.folder.stat().st_mode & 0o077, file.stat().st_mode & 0o077) == (0, 0)


def test_a_glance_tells_what_the_profile_tells(sample, kept):
    audit, meta = sample
    kept.put(KEY, audit, meta)
    profile = audit.profile
    found = kept.peek(KEY)
    assert found == Glance(profile.sentences, profile.tallies)
    assert (found.flags, found.families()) == (len(audit.flags), profile.families())


def test_a_glance_reads_none_of_the_texts(sample, kept):
    kept.put(KEY, *sample)
    (file,) = kept.folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(b"\n".join(whole.split(b"\n", 2)[:2]) + b"\n")
    found = kept.peek(KEY)
    assert found is not None and found.flags == len(sample[0].flags)


@pytest.fixture(scope="module")
def damaged(sample, tmp_path_factory):
    """A file to damage, and what it holds."""
    kept = Kept(tmp_path_factory.mktemp("damaged"))
    assert kept.put(KEY, *sample)
    (file,) = kept.folder.iterdir()
    return kept, file, file.read_bytes(), repr(sample)


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_as_good_as_none(damaged, place, change, header):
    kept, file, whole, held = damaged
    at = int(place * (len(whole) if not header else whole.index(b"\n", 40)))
    spoilt = bytearray(whole)
    spoilt[at] ^= change
    file.write_bytes(spoilt)
    found = kept.get(KEY)
    assert found is None or repr(found) == held
    assert (found is None) == (not file.exists())


@given(st.floats(0, 1, exclude_max=True))
@settings(max_examples=50, deadline=None)
def test_a_file_cut_short_is_as_good_as_none_and_removed(damaged, place):
    kept, file, whole, _held = damaged
    file.write_bytes(whole[: int(place * len(whole))])
    assert kept.get(KEY) is None
    assert not file.exists()


WRONG = {
    "empty": lambda whole: b"",
    "of another version": lambda whole: whole.replace(b"readerapp-audit 1", b"readerapp-audit 2", 1),
    "something else": lambda whole: b"SQLite format 3\0" * 100,
    "a line without end": lambda whole: b"x" * 1_000_000,
    "longer than it was": lambda whole: whole + b"\n",
    "the headers alone": lambda whole: b"\n".join(whole.split(b"\n", 2)[:2]) + b"\n",
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_removed_and_made_again(damaged, spoil, sample):
    kept, file, whole, held = damaged
    file.write_bytes(spoil(whole))
    assert kept.get(KEY) is None and not file.exists()
    assert kept.put(KEY, *sample)
    assert repr(kept.get(KEY)) == held


@pytest.mark.parametrize(
    "spoil", [spoil for name, spoil in WRONG.items() if "long" not in name and "alone" not in name]
)
def test_a_wrong_file_shows_nothing_at_a_glance(damaged, spoil):
    kept, file, whole, _held = damaged
    file.write_bytes(spoil(whole))
    assert kept.peek(KEY) is None and not file.exists()


def test_a_file_of_another_key_is_none(damaged):
    kept, file, whole, _held = damaged
    (kept.folder / file.name.replace(KEY, OTHER_KEY)).write_bytes(whole)
    assert kept.peek(OTHER_KEY) is None and kept.get(OTHER_KEY) is None


def test_a_file_that_may_not_be_read_is_none(sample, kept, monkeypatch):
    kept.put(KEY, *sample)

    def refuse(*_args, **_more):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert kept.get(KEY) is None
    monkeypatch.setattr(Path, "unlink", refuse)
    assert kept.get(KEY) is None and kept.peek(KEY) is None


def test_a_folder_in_the_place_of_a_file_is_none(sample, kept):
    (kept.folder / f"{KEY}.audit").mkdir(parents=True)
    assert (kept.get(KEY), kept.peek(KEY), kept.put(KEY, *sample)) == (None, None, False)
    assert files_of(kept) == [f"{KEY}.audit"]


def test_a_folder_that_cannot_be_made_is_no_cache(sample, tmp_path):
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file" / "kept")
    assert (kept.get(KEY), kept.peek(KEY), kept.put(KEY, *sample)) == (None, None, False)
    kept.prune()


def test_a_folder_without_permission_is_no_cache(sample, kept):
    kept.folder.mkdir()
    kept.folder.chmod(0o500)
    try:
        if os.access(kept.folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        assert not kept.put(KEY, *sample)
    finally:
        kept.folder.chmod(0o700)


def test_a_full_disk_is_no_cache_and_nothing_is_left_of_the_attempt(sample, kept, monkeypatch):
    real = os.fdopen

    class Full:
        def __init__(self, handle, mode):
            self.stream = real(handle, mode)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.stream.close()

        def write(self, data):
            self.stream.write(data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")

    kept.put(KEY, *sample)
    monkeypatch.setattr(store_module.os, "fdopen", Full)
    assert not kept.put(KEY, replace(sample[0], flags=()), sample[1])
    assert kept.get(KEY) == sample
    assert files_of(kept) == [f"{KEY}.audit"]


def test_the_cache_of_the_platform_is_used_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    assert Kept().folder == tmp_path / "readerapp" / "audits"
    assert not Kept().folder.exists()


# Pruning


def keep(kept: Kept, sizes: list[int]) -> list[str]:
    """Files of these sizes, the oldest first."""
    kept.folder.mkdir(exist_ok=True)
    for number, size in enumerate(sizes):
        file = kept.folder / f"{number}.audit"
        file.write_bytes(b"x" * size)
        os.utime(file, (1000 + number, 1000 + number))
    return files_of(kept)


@pytest.mark.parametrize(
    ("sizes", "limit", "left"),
    [
        ([], 0, []),
        ([10, 10, 10], 30, [0, 1, 2]),
        ([10, 10, 10], 29, [1, 2]),
        ([10, 10, 10], 10, [2]),
        ([10, 10, 10], 9, []),
        ([100, 1, 1], 50, [1, 2]),
        ([1, 1, 100], 50, []),
    ],
)
def test_the_oldest_go_first(kept, sizes, limit, left):
    keep(kept, sizes)
    kept.prune(limit)
    assert files_of(kept) == [f"{number}.audit" for number in left]


def test_what_was_used_is_not_old(sample, kept):
    kept.put(KEY, *sample)
    kept.put(OTHER_KEY, *sample)
    for file in kept.folder.iterdir():
        os.utime(file, (1000, 1000))
    kept.get(KEY)
    kept.prune(max(file.stat().st_size for file in kept.folder.iterdir()))
    assert kept.get(KEY) and not kept.get(OTHER_KEY)


def test_pruning_leaves_what_is_not_ours_and_sweeps_up_what_was_left_unfinished(kept):
    kept.folder.mkdir()
    for name in ("old.part", "new.part", "letter.txt"):
        (kept.folder / name).write_text("…")
    os.utime(kept.folder / "old.part", (1000, 1000))
    kept.prune(0)
    assert files_of(kept) == ["letter.txt", "new.part"]


def test_keeping_prunes_now_and_then(sample, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(Kept, "prune", lambda self: asked.append(1))
    kept = Kept(tmp_path)
    for number in range(40):
        kept.put(f"{number:064}", *sample)
    assert 2 <= len(asked) <= 5


def test_two_processes_may_keep_at_once(sample, kept, tmp_path):
    kept.put(KEY, *sample)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from readerapp.judge.kept import Kept\n"
        "kept = Kept(Path(sys.argv[1]))\n"
        "audit, meta = kept.get(sys.argv[2])\n"
        "for turn in range(60):\n"
        "    assert kept.put(sys.argv[2], audit, meta)\n"
        "    assert kept.get(sys.argv[2]) == (audit, meta), turn\n"
        "    kept.prune()\n"
    )
    command = [sys.executable, "-c", program, str(kept.folder), KEY]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], errors
    assert files_of(kept) == [f"{KEY}.audit"] and kept.get(KEY) == sample


# Opening


def test_a_pair_is_audited_once(folder, kept, foretold):
    first, second = open_pair(folder, kept=kept), open_pair(folder, kept=kept)
    assert (first.fresh, second.fresh) == (True, False)
    assert (second.pair, second.audit) == (first.pair, first.audit)
    assert [flag.rule for flag in second.audit.flags] == ["added-sentence", "dropped-sentence"]
    assert (second.pair.folder, second.pair.meta.outlets) == (folder, ("Le Journal",))


def test_files_are_audited_once(folder, kept, foretold):
    files = [folder / "fr.txt", folder / "es.txt"]
    first, second = open_pair(files, kept=kept), open_pair(files, kept=kept)
    assert (first.fresh, second.fresh) == (True, False)
    assert (second.pair, second.audit) == (first.pair, first.audit)
    assert second.pair.folder is None


def test_without_a_place_nothing_is_kept(folder, foretold):
    assert [open_pair(folder).fresh, open_pair(folder).fresh] == [True, True]


def test_what_changed_is_audited_again(folder, kept, foretold):
    open_pair(folder, kept=kept)
    write(folder, {"fr.txt": FRENCH + "\nLe 13 mai, tout recommence.\n"})
    again = open_pair(folder, kept=kept)
    assert again.fresh and len(again.audit.french.sentences) == 3


def test_fixed_links_are_audited_by_themselves(folder, kept, monkeypatch, foretold):
    asked = []
    monkeypatch.setattr(
        "readerapp.align.align",
        lambda french, original, *, fixed, **_more: asked.append(tuple(fixed)) or fakes.align(french, original),
        raising=False,
    )
    groups = (((0,), (0,)),)
    opened = [open_pair(folder, kept=kept, fixed=fixed).fresh for fixed in (None, [groups], None, [groups])]
    assert opened == [True, True, False, False]
    assert asked == [(), groups]


def test_the_settings_of_an_audit_are_those_it_was_asked_for_with(folder, tmp_path, kept, foretold, monkeypatch):
    monkeypatch.setattr(key_module, "BEGUN", 2**63)
    line = "sinvergüenza\tneg\t3\tlabel\tcanaille\t-\n"
    one, two = (
        Settings(tables=(write(tmp_path / name, {"es/evaluative.tsv": line}),), ignore=("figure", "name"))
        for name in ("one", "two")
    )
    first, second = open_pair(folder, settings=one, kept=kept), open_pair(folder, settings=two, kept=kept)
    assert (first.fresh, second.fresh) == (True, False)
    assert (first.audit.settings, second.audit.settings) == (one, two)


def test_tables_written_while_the_program_runs_are_kept_under_no_key(folder, tmp_path, kept, foretold, monkeypatch):
    """They were read when they were something else."""
    words = write(tmp_path / "words", {"es/evaluative.tsv": "sinvergüenza\tneg\t3\tlabel\tcanaille\t-\n"})
    open_pair(folder, settings=Settings(tables=(words,)), kept=kept)
    assert files_of(kept) == []
    monkeypatch.setattr(key_module, "BEGUN", 2**63)
    open_pair(folder, settings=Settings(tables=(words,)), kept=kept)
    assert len(files_of(kept)) == 1


def test_texts_that_change_while_they_are_audited_are_kept_under_no_key(folder, kept, foretold, monkeypatch):
    def align(french, original, **_more):
        write(folder, {"fr.txt": FRENCH + "\nEt puis rien.\n"})
        return fakes.align(french, original)

    monkeypatch.setattr("readerapp.align.align", align, raising=False)
    assert open_pair(folder, kept=kept).fresh
    assert files_of(kept) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pair.toml": "= ="}, "TOML"),
        ({"fr.txt": " \n"}, "empty"),
        ({"es.txt": FRENCH}, "same text|French"),
    ],
)
def test_errors_are_said_and_not_kept(folder, kept, foretold, change, message):
    write(folder, change)
    for _ in range(2):
        with pytest.raises(ReaderError, match=message):
            open_pair(folder, kept=kept)
    assert files_of(kept) == []


def test_a_cache_that_fails_only_costs_time(folder, tmp_path, foretold):
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file")
    assert [open_pair(folder, kept=kept).fresh, open_pair(folder, kept=kept).fresh] == [True, True]


def test_whoever_cancels_is_heard_at_every_step(folder, kept, foretold, monkeypatch):
    def align(french, original, *, progress, **_more):
        progress(1, 2)
        progress(2, 2)
        return fakes.align(french, original)

    monkeypatch.setattr("readerapp.align.align", align, raising=False)
    asked = []
    open_pair(folder, cancelled=lambda: bool(asked.append(1)))
    for step in range(len(asked)):
        answers = iter([False] * step + [True])
        with pytest.raises(Cancelled):
            open_pair(folder, cancelled=lambda answers=answers: next(answers))
    assert len(asked) >= 5


def test_what_was_cancelled_is_not_kept(folder, kept, foretold):
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        open_pair(folder, kept=kept, cancelled=lambda: next(answers))
    assert files_of(kept) == []


def test_judging_can_be_cancelled_as_well(folder):
    """Most of the time of a long pair is spent there."""
    far = []
    with pytest.raises(Cancelled):
        open_pair(folder, progress=lambda done, total: far.append(done), cancelled=lambda: bool(far) and far[-1] >= 20)
    assert far[-1] == 20


def test_progress_only_grows_and_knows_linking_and_judging():
    far = []
    open_pair(share_folder("pairs") / "sauvetage-drake", progress=lambda done, total: far.append((done, total)))
    done = [one for one, _total in far]
    assert {total for _one, total in far} == {100}
    assert done == sorted(set(done)) and done[0] <= 20 and 20 in done and 60 < done[-1] <= 100


def test_what_is_kept_opens_without_the_libraries_for_the_work(folder, kept, foretold):
    open_pair(folder, kept=kept)
    program = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "read = []\n"
        "sys.addaudithook(lambda event, details: read.append(str(details[0])) if event == 'open' else None)\n"
        "from readerapp.judge.kept import Kept, audit_key, open_pair\n"
        "opened = open_pair(Path(sys.argv[1]), kept=Kept(Path(sys.argv[2])))\n"
        "assert opened.audit.flags and Kept(Path(sys.argv[2])).peek(audit_key(Path(sys.argv[1]))).flags\n"
        "print(json.dumps([opened.fresh, read, sorted(sys.modules)]))\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(kept.folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    fresh, read, modules = json.loads(done.stdout)
    heavy = {
        *("charset_normalizer", "ftfy", "lxml", "numpy", "py3langid", "rapidfuzz", "sentencepiece", "Stemmer"),
        *("trafilatura", "platformdirs", "readerapp.align.engine", "readerapp.model.store", "readerapp.judge.inside"),
    }
    assert not fresh and not heavy & set(modules)
    assert not [path for path in read if path.endswith(".tsv") or Path(path).parent.name == "data"]
