"""What the rules reach, how often they speak of clean news, what their scores are worth, and how fast they are.

    python tests/bench/judge.py [--part cases|news|calibration|speed|startup]... [--json | --readme]

cases        the figures of `score.py`, through the command line, on the open cases and on our own, beside the
             cross-validated ones that stand in the file of the weights
news         rows of clean professional translation that are flagged: one-to-one links of the open news documents, a
             line a sentence, each document audited as a pair
calibration  scores of all flags of the cases in ten bins, against the share of them that is right
speed        a whole audit against alignment alone on one core, on documents made from the news corpora: from the text
             in memory on, with the model and the tables loaded before the clock starts; each document in a process of
             its own
startup      whole processes

`--json` prints all figures as one object, `--readme` as the README's table of rules and rows of its last table. The
open cases, documents and corpora are looked for where `tests/shared.py` says; what is not there is left out, with a
line. All of it takes some minutes, most of them for the cases, a process each.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lines import make_long, read_lines
from shared import shared
from speed import ONE_THREAD, sample_lines
from startup import PAIR, best

OWN_CASES = Path(__file__).resolve().parents[1] / "gold" / "cases"
COMMAND = "-m readerapp audit {fr} {src} --format json --no-config {segmented}"
LENGTHS = (500, 2000)
RUNS = 3
"""Of each measurement of speed the fastest counts: the others were disturbed."""
BINS = 10
FAMILIES = ("added", "dropped", "editorialised")
TO_FILL = "TO-FILL"

Figures = dict[str, Any]


def weights() -> Figures:
    """What stands in the file of the weights beside the models: what they were made from, what they reach."""
    from readerapp.judge.weigh import FILE

    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return {"made_from": stored.get("made_from", {}), "figures": stored.get("figures", {})}


# Cases


def cases() -> Figures:
    """The figures of `score.py` by set of cases, and the cross-validated ones."""
    from accuracy import case_files

    script, there = shared("cases", "score.py"), shared("cases")
    out: Figures = {"cross-validated": weights()}
    if script is None or there is None:
        tell("cases: skipped, score.py and the open cases are not there\n" + "\n".join(_cross_validated(out)))
        return out
    for name, folder in (("open", there), ("own", OWN_CASES)):
        with TemporaryDirectory() as work:
            target = Path(work) / "figures.json"
            files = [str(path) for path in case_files(folder)]
            program = f"{shlex.quote(sys.executable)} {COMMAND}"
            command = [sys.executable, str(script), *files, "--cmd", program, "--json", str(target)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            if not target.exists():
                raise SystemExit(f"score.py came to nothing on the {name} cases")
            tell(f"\n{name} cases, running text ({folder})\n{done.stdout.rstrip()}")
            out[name] = json.loads(target.read_text(encoding="utf-8"))
    tell("\n" + "\n".join(_cross_validated(out)))
    return out


def fitted_on(made_from: Mapping[str, Any], counts: Mapping[str, int]) -> str:
    """Which sets of cases the weights were fitted on, as far as their number tells."""
    number = made_from.get("cases")
    fitting = [names for names in _groups(counts) if sum(counts[name] for name in names) == number]
    if len(fitting) != 1:
        return f"The weights name {number} cases; which ones cannot be told: take no figure above for a held-out one."
    return f"The weights were fitted on {_set(fitting[0])} ({number}): what they reach there is no held-out figure."


def validated_on(stored: Mapping[str, Any], found: Mapping[str, Figures]) -> str:
    """Which cases the cross-validated figures are reckoned on, as far as the number of marks tells."""
    for names in _groups(found):
        if all(
            row["marked"] == sum(found[name]["rules"].get(rule, {}).get("marked", 0) for name in names)
            for rule, row in stored["rules"].items()
        ):
            return _set(names)
    return "cases that cannot be told"


def _groups(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Sets of cases, alone and together."""
    known = tuple(names)
    return [group for size in range(1, len(known) + 1) for group in combinations(known, size)]


def _sets(found: Figures) -> dict[str, Figures]:
    """The figures of each set of cases that was measured."""
    return {name: found[name] for name in ("open", "own") if name in found}


def _set(names: tuple[str, ...]) -> str:
    return "both sets of cases" if len(names) == 2 else f"the {names[0]} cases"


def _cross_validated(out: Figures) -> Iterator[str]:
    stored, sets = out["cross-validated"], _sets(out)
    figures = stored["figures"]
    yield fitted_on(stored["made_from"], {name: found["cases"] for name, found in sets.items()})
    yield f"Cross-validated on {validated_on(figures, sets)}, as stored with the weights: every case weighed by"
    yield "models that saw nothing of it, on its own links. Thresholds were chosen on these very scores, and rules and"
    yield "word lists were written with cases at hand: new pages may fare worse."
    yield f"{'':18}precision recall   F1     marked"
    for name, row in {"any": figures.get("rows", {}), **figures.get("rules", {})}.items():
        values = [row.get(key) for key in ("precision", "recall", "f1")]
        yield f"{name:18}" + "".join(f"{_number(v):>7}  " for v in values) + f"{row.get('marked', '-'):>6}"
    for name in ("flagged in faithful pairs", "flagged in clean news"):
        yield f"{name}: {_number(figures.get(name))}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


# News


def news() -> Figures:
    """Rows of clean translation that are flagged, by file of documents."""
    folder = shared("align")
    if folder is None:
        tell("news: skipped, the open documents are not there")
        return {}
    files = {path.stem.removeprefix("news."): _read(path) for path in sorted(folder.glob("news.*.jsonl"))}
    linked = {
        name: sum(1 for d in documents for f, o in d["gold"] if f and o) for name, documents in files.items()
    }  # fmt: skip
    light = {pair for name, documents in files.items() if "light" in name for d in documents for pair in _lines_of(d)}
    out: Figures = {}
    for name, documents in files.items():
        rows, fresh = _Rows(), _Rows()
        for document in documents:
            flags = _news_flags(document)
            for (f, o), pair in _lines_of(document, numbered=True):
                rules = flags.get(("f", f), set()) | flags.get(("o", o), set())
                rows.add(rules)
                if pair not in light:
                    fresh.add(rules)
        out[name] = {"documents": len(documents), **rows.shares()}
        if "hard" in name:
            out[name]["not in light"] = fresh.shares()
    _tell_news(out, linked)
    return out


class _Rows:
    """How many rows are flagged, in all and by rule."""

    def __init__(self) -> None:
        self.rows = self.flagged = 0
        self.rules: Counter[str] = Counter()

    def add(self, rules: set[str]) -> None:
        self.rows += 1
        self.flagged += bool(rules)
        self.rules.update(rules)

    def shares(self) -> Figures:
        share = {rule: round(count / max(1, self.rows), 4) for rule, count in self.rules.most_common()}
        return {"rows": self.rows, "flagged": round(self.flagged / max(1, self.rows), 4), "rules": share}


def _read(path: Path) -> list[Figures]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _lines_of(document: Figures, *, numbered: bool = False) -> Iterator[Any]:
    """The two sentences of each one-to-one link, with `numbered` also their places."""
    for french, original in document["gold"]:
        if len(french) == len(original) == 1:
            pair = document["fr"][french[0]], document["src"][original[0]]
            yield ((french[0], original[0]), pair) if numbered else pair


def _news_flags(document: Figures) -> dict[tuple[str, int], set[str]]:
    """The rules that speak of each sentence: the original one for what was dropped, otherwise the French one."""
    from readerapp import audit
    from readerapp.text import make_document

    lang = document["lang"][-2:]
    french = make_document("\n".join(document["fr"]), lang="fr", segmented=True)
    original = make_document("\n".join(document["src"]), lang=lang, segmented=True)
    if (len(french.sentences), len(original.sentences)) != (len(document["fr"]), len(document["src"])):
        raise SystemExit(f"{document['id']}: not a line a sentence")
    out: dict[tuple[str, int], set[str]] = {}
    for flag in audit(french, original).flags:
        side, sentences = ("o", flag.original) if flag.family == "dropped" else ("f", flag.french)
        for sentence in sentences:
            out.setdefault((side, sentence), set()).add(flag.rule)
    return out


def _tell_news(out: Figures, linked: Mapping[str, int]) -> None:
    tell("\nclean news: share of one-to-one rows that are flagged, in all and by rule")
    for name, found in out.items():
        rules = ", ".join(f"{rule} {share:.3f}" for rule, share in found["rules"].items())
        tell(f"{name:12} {found['rows']:5} rows  {found['flagged']:.3f}  {rules}")
        if "not in light" in found:
            fresh = found["not in light"]
            tell(f"{'  not in light':12} {fresh['rows']:3} rows  {fresh['flagged']:.3f}")
    number = weights()["made_from"].get("clean rows")
    for kind in ("light", "hard"):
        if number == sum(count for name, count in linked.items() if kind in name):
            tell(
                f"The weights and thresholds were fitted on {number} clean rows, as many as the {kind} documents have: "
                "these are no held-out figures. Most rows of the hard documents stand in a light one too."
            )
            return
    tell(f"The weights were fitted on {number} clean rows, maybe some of these: take them for no held-out figures.")


# Calibration


def calibration() -> Figures:
    """Score against share right, over all flags of both sets of cases."""
    from accuracy import case_files, load_script
    from marked import answers, judge_cases

    script, there = shared("cases", "score.py"), shared("cases")
    if script is None or there is None:
        tell("calibration: skipped, score.py and the open cases are not there")
        return {}
    score = load_script(script)
    out = bins(answers(judge_cases([*case_files(there), *case_files(OWN_CASES)], score), score))
    tell("\ncalibration on all flags of both sets of cases (curves and thresholds were fitted on them)")
    tell(f"{'score':12}{'flags':>6}{'mean':>8}{'right':>8}")
    for one in out["bins"]:
        shown = f"{one['mean']:8.3f}{one['right']:8.3f}" if one["flags"] else f"{'-':>8}{'-':>8}"
        tell(f"{one['from']:.1f} to {one['to']:.1f}  {one['flags']:6}{shown}")
    tell(f"mean distance {out['weighted']:.3f} weighted by flags, {out['unweighted']:.3f} over bins")
    return out


def bins(found: Sequence[tuple[float, bool]]) -> Figures:
    """(Score, right) in bins of equal width: how many, mean score, share right; and the mean distance of the two."""
    groups: list[list[tuple[float, bool]]] = [[] for _bin in range(BINS)]
    for value, right in found:
        groups[min(BINS - 1, int(value * BINS))].append((value, right))
    table = []
    for at, group in enumerate(groups):
        one: Figures = {"from": at / BINS, "to": (at + 1) / BINS, "flags": len(group), "mean": None, "right": None}
        if group:
            one["mean"] = round(sum(value for value, _right in group) / len(group), 4)
            one["right"] = round(sum(right for _value, right in group) / len(group), 4)
        table.append(one)
    apart = [(abs(one["mean"] - one["right"]), one["flags"]) for one in table if one["flags"]]
    return {
        "bins": table,
        "weighted": round(sum(d * n for d, n in apart) / max(1, len(found)), 4),
        "unweighted": round(sum(d for d, _n in apart) / max(1, len(apart)), 4),
    }


# Speed


def speed() -> Figures:
    """Sentence pairs a second by language, length and what is done."""
    folder = shared("corpora")
    if folder is None:
        tell("speed: the corpora are not there; the lines are made of the sample texts' words")
    tell(f"\nsentence pairs a second on one core, best of {RUNS}: a whole audit, and alignment alone")
    out: Figures = {}
    for lang in ("es", "ru"):
        for count in LENGTHS:
            seconds = {}
            for what in ("audit", "align"):
                command = [sys.executable, __file__, "--one", what, "--lang", lang, "--count", str(count)]
                command += ["--corpora", str(folder)] if folder else []
                seconds[what] = min(_timed(command) for _run in range(RUNS))
            pairs = {what: round(count / took, 1) for what, took in seconds.items()}
            out[f"{lang}, {count}"] = {**pairs, "times": round(seconds["audit"] / seconds["align"], 2)}
            tell(
                f"{lang} {count:5} lines  audit {pairs['audit']:6.0f}  alignment {pairs['align']:6.0f}  "
                f"{seconds['audit'] / seconds['align']:.1f} times the time"
            )
    return out


def _timed(command: list[str]) -> float:
    done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def one(what: str, lang: str, count: int, folder: Path | None) -> float:
    """Seconds that one document takes in this process."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from readerapp import audit
    from readerapp.align import align
    from readerapp.text import Document, make_document

    def documents(rows: list[tuple[str, str]]) -> tuple[Document, Document]:
        text = make_long(rows, lang)
        return (
            make_document("\n".join(text.french), lang="fr", segmented=True),
            make_document("\n".join(text.original), lang=lang, segmented=True),
        )

    rows = (read_lines(folder, lang, count) if folder else []) or sample_lines(lang, count)
    # What is loaded once is loaded here: the model, the tables, the weights.
    _ = audit(*documents(sample_lines(lang, 20))).profile
    began = time.perf_counter()
    french, original = documents(rows)
    if what == "audit":
        _ = audit(french, original).profile
    else:
        align(french, original)
    return time.perf_counter() - began


def startup() -> Figures:
    """Seconds of whole processes."""
    program = str(Path(sys.executable).parent / "readerapp")
    out = {
        "version": round(best([program, "--version"], 15), 4),
        "audit": round(best([program, "audit", str(PAIR), "--format", "json"], 7), 4),
    }
    tell(f"\nreaderapp --version   {1000 * out['version']:5.0f} ms")
    tell(f"readerapp audit PAIR  {1000 * out['audit']:5.0f} ms  {out['audit'] / out['version']:.1f} times that")
    return out


# The README


def rule_rows(figures: Figures) -> list[str]:
    """The README's table of rules, with its head; what was not measured is to be filled in."""
    from readerapp.judge import rules

    found = figures.get("cases", {})
    stored = found.get("cross-validated", {}).get("figures", {})
    sets = _sets(found)
    counts = [str(sets[name]["cases"]) if name in sets else TO_FILL for name in ("open", "own")]
    which = validated_on(stored, sets) if sets and stored else TO_FILL

    def cell(row: Mapping[str, Any] | None, measured: bool) -> str:
        if not measured:
            return TO_FILL
        return " / ".join(_short(row.get(k)) for k in ("precision", "recall", "f1")) if row else "–"

    out = [
        f"| rule | {counts[0]} open cases | {counts[1]} of our own | cross-validated on {which} |",
        "|---|---|---|---|",
    ]
    names = [("any", "any place"), *((name, f"*{name}*") for name in FAMILIES)]
    for key, label in [*names, *((rule.name, f"`{rule.name}`") for rule in rules())]:
        cells = []
        for part in ("open", "own"):
            table = found.get(part, {})
            cells.append(cell(table.get("rules", {}).get(key) or table.get(key), part in found))
        row = stored.get("rows") if key == "any" else stored.get("rules", {}).get(key)
        cells.append(cell(row, bool(stored)))
        out.append(f"| {label} | {' | '.join(cells)} |")
    return out


def other_rows(figures: Figures) -> list[str]:
    """The rows on the rules in the README's table of everything else; what was not measured is to be filled in."""
    found, there = figures.get("cases", {}), figures.get("news", {})
    stored = found.get("cross-validated", {}).get("figures", {})
    bent, fast, started = (figures.get(part, {}) for part in ("calibration", "speed", "startup"))

    def several(values: Sequence[float | None], form: Callable[[float | None], str]) -> str:
        return TO_FILL if all(v is None for v in values) else " / ".join(form(v) for v in values)

    def news_of(lang: str, kind: str) -> float | None:
        table = there.get(f"fr-{lang}.{kind.partition(' ')[0]}", {})
        share = table.get("not in light", {}).get("flagged") if " " in kind else table.get("flagged")
        return None if share is None else float(share)

    rows = [
        (
            "rows flagged in faithful cases",
            "open cases / our own / cross-validated",
            several(
                [*(found.get(p, {}).get("clean_alarm") for p in ("open", "own")),
                 stored.get("flagged in faithful pairs")], _short,
            ),
        ),
        (
            "marked spans touched, of the hits",
            "open cases / our own",
            several([found.get(part, {}).get("spans") for part in ("open", "own")], _short),
        ),
    ]  # fmt: skip
    for lang, name in (("es", "Spanish"), ("ru", "Russian")):
        kinds = ("light", "hard", "hard fresh")
        rows.append((
            f"rows flagged in clean news, {name}", "light / hard / those of hard that stand in no light document",
            several([news_of(lang, kind) for kind in kinds], _short),
        ))  # fmt: skip
    rows.append((
        "calibration: mean distance of score and share right", "flags of all cases: by flags / over ten bins",
        several([bent.get("weighted"), bent.get("unweighted")], _short),
    ))  # fmt: skip
    for lang, name in (("es", "Spanish"), ("ru", "Russian")):
        for count in LENGTHS:
            table = fast.get(f"{lang}, {count}", {})
            values = [table.get("audit"), table.get("align")]
            shown = TO_FILL if None in values else f"{values[0]:,.0f} / {values[1]:,.0f} pairs/s"
            rows.append((f"whole audit / alignment alone, one core, {name}", f"{count:,} pairs", shown))
    shown = f"{started['audit']:.2f} s / {1000 * started['version']:.0f} ms" if started else TO_FILL
    rows.append(("one sample pair, whole process / `readerapp --version`", f"{os.cpu_count() or 1} cores", shown))
    return [f"| {what} | {on} | {shown} | `python tests/bench/judge.py` |" for what, on, shown in rows]


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


# The run

quiet = False


def tell(line: str) -> None:
    """Print a line for people, unless the output is for a program or the README."""
    print(line, file=sys.stderr if quiet else sys.stdout, flush=True)


PARTS: dict[str, Callable[[], Figures]] = {
    "cases": cases,
    "news": news,
    "calibration": calibration,
    "speed": speed,
    "startup": startup,
}


def main() -> None:
    """Measure and print."""
    global quiet
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", action="append", choices=tuple(PARTS), help="only this; repeatable")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="print the figures as JSON")
    forms.add_argument("--readme", action="store_true", help="print the rows of the README's tables")
    parser.add_argument("--one", choices=("audit", "align"), help=argparse.SUPPRESS)
    parser.add_argument("--lang", default="es", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=LENGTHS[0], help=argparse.SUPPRESS)
    parser.add_argument("--corpora", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(one(given.one, given.lang, given.count, given.corpora))
        return
    quiet = given.json or given.readme
    figures = {name: measure() for name, measure in PARTS.items() if not given.part or name in given.part}
    if given.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    elif given.readme:
        print("\n".join([*rule_rows(figures), "", *other_rows(figures)]))


if __name__ == "__main__":
    main()
