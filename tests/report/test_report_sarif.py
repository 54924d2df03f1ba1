"""`--format sarif`: valid by the published schema, true to the texts, within GitHub's limits."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from samples import audit, clean, leaning
from shared import need_shared, shared
from told_samples import FRAGMENTS, harm, harmful, reviewed

import readerapp.report.sarif
from readerapp.judge import Flag, rules
from readerapp.report.formats import write
from readerapp.report.sarif import FINGERPRINT, LONGEST, _message
from readerapp.report.told import tell


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def report(*told) -> dict:
    return json.loads("".join(write("sarif", told)))


@cache
def schema():
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    path = need_shared("schemas", "sarif-2.1.0.schema.json")
    return jsonschema.Draft4Validator(json.loads(path.read_text(encoding="utf-8")))


def check(log: dict) -> None:
    """What neither a schema can say nor GitHub will forgive."""
    assert log["version"] == "2.1.0"
    categories = [run.get("automationDetails", {}).get("id") for run in log["runs"]]
    assert len(categories) == len(set(categories)) <= 20
    for run in log["runs"]:
        assert len(run["results"]) <= 25_000
        known = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in known}) == len(known)
        for rule in known:
            assert 0 < len(rule["shortDescription"]["text"]) <= 1024
            assert 0 < len(rule["fullDescription"]["text"]) <= 1024
            assert rule["help"]["text"]
            assert len(rule.get("properties", {}).get("tags", [])) <= 20
        for result in run["results"]:
            assert known[result["ruleIndex"]]["id"] == result["ruleId"]
            assert 0 < len(result["message"]["text"]) <= 1024
            assert 0 <= result["rank"] <= 100
            assert result["partialFingerprints"]["primaryLocationLineHash"]
            for place in (*result["locations"], *result.get("relatedLocations", ())):
                artifact = place["physicalLocation"]["artifactLocation"]
                assert artifact["uri"].isascii() and " " not in artifact["uri"]
                assert ("uriBaseId" in artifact) == ("://" not in artifact["uri"])
                assert place["physicalLocation"]["region"]["startLine"] >= 1


def sliced(text: str, region: dict) -> str:
    """The text of a region by its lines and columns."""
    lines = text.split("\n")[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    return "\n".join(lines)


def test_the_schema_holds_for_what_is_usual():
    for told in ([tell(audit(russian=True))], [reviewed(leaning()), tell(clean())], []):
        schema().validate(report(*told))


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_from_outside_breaks_it(text):
    log = report(harm(text))
    check(log)
    if shared("schemas", "sarif-2.1.0.schema.json"):
        schema().validate(log)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    log = report(harm(text))
    check(log)
    if shared("schemas", "sarif-2.1.0.schema.json"):
        schema().validate(log)


def test_regions_are_those_of_the_words():
    made = leaning()
    [run] = report(tell(made))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    texts = {"caracas/fr.txt": made.french.text, "caracas/es.txt": made.originals[0].text}
    words = set()
    for result in run["results"]:
        for place in (*result["locations"], *result["relatedLocations"]):
            physical = place["physicalLocation"]
            assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            text, region = texts[unquote(physical["artifactLocation"]["uri"])], physical["region"]
            start = region["charOffset"]
            assert text[start : start + region["charLength"]] == sliced(text, region)
            words.add(sliced(text, region))
    assert words == {"régime", "gobierno", "opérations", "ataques", "a reconnu", "dijo"}


def test_several_passages_are_one_location():
    made = leaning()
    first, *_rest = made.flags
    made = replace(made, flags=(replace(first, french_spans=((0, 2), (3, 9))),))
    [result] = report(tell(made))["runs"][0]["results"]
    [location] = result["locations"]
    assert location["physicalLocation"]["region"]["charOffset"] == 0
    assert [region["charOffset"] for region in location["annotations"]] == [3]


def test_what_was_dropped_is_a_place_between_sentences():
    made = audit()
    results = report(tell(made))["runs"][0]["results"]
    dropped = [result for result in results if result["ruleId"] == "dropped-sentence"]
    for result in dropped:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["charLength"] == 0
        assert (region["startLine"], region["startColumn"]) == (region["endLine"], region["endColumn"])
        assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "port/es.txt"


def test_of_a_page_that_is_laid_out_otherwise_no_lines_are_named():
    made = leaning()
    made = replace(made, french=replace(made.french, path="caracas/fr.html"))
    for result in report(tell(made))["runs"][0]["results"]:
        [location] = result["locations"]
        assert location["physicalLocation"]["region"] == {"startLine": 1}
        [[start, end]] = location["properties"]["offsets"]
        assert made.french.text[start:end] in ("régime", "opérations", "a reconnu")


def test_levels_fingerprints_and_suppressions():
    told = reviewed(leaning())
    results = {result["ruleId"]: result for result in report(told)["runs"][0]["results"]}
    assert {name: result["level"] for name, result in results.items()} == {
        "attribution": "error",
        "softened-wording": "warning",
        "loaded-wording": "error",
    }
    # The dismissed one, though major, comes last.
    assert list(results) == ["attribution", "softened-wording", "loaded-wording"]
    assert results["attribution"]["suppressions"] == []
    [dismissed] = results["loaded-wording"]["suppressions"]
    assert dismissed == {
        "kind": "external",
        "status": "accepted",
        "justification": "legitimate adaptation · Ann: Voir le guide. · (Ann, 2026-03-02T08:30:00.000Z)",
    }
    [disputed] = results["softened-wording"]["suppressions"]
    assert disputed["status"] == "underReview"
    for name, result in results.items():
        assert result["partialFingerprints"] == {FINGERPRINT: name, "primaryLocationLineHash": f"{name}:1"}
        assert result["rank"] == 75


def test_without_notes_nothing_is_said_of_suppressions():
    assert not any("suppressions" in result for result in report(tell(audit()))["runs"][0]["results"])


def test_the_rules_are_explained():
    [run] = report()["runs"]
    told = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(told) == [rule.name for rule in rules()]
    for rule in rules():
        entry = told[rule.name]
        assert rule.explain().looks_for in entry["help"]["text"]
        assert rule.explain().example in entry["help"]["text"]
        assert entry["properties"]["mappedToMqm"] == rule.mqm
        assert entry["defaultConfiguration"]["level"] == {"major": "error", "minor": "warning"}[rule.severity]
        assert entry["name"].isalpha()


def test_the_run_says_how_it_came_about():
    [run] = report(tell(audit("un")), reviewed(leaning(), statuses=("open",)))["runs"]
    assert run["properties"] == {
        "signature": "readerapp:0|model:fake|rules:all",
        "pairs": 2,
        "leftOut": 0,
        "leftOutByStatus": 3,
    }
    assert run["invocations"] == [{"executionSuccessful": True}]


def flags(count: int, severity: str) -> list[Flag]:
    first, *_rest = leaning().flags
    return [replace(first, id=f"{severity}{number}", severity=severity) for number in range(count)]


@pytest.mark.parametrize(
    ("majors", "minors", "runs", "beyond"),
    [(3, 3, [3, 3], 0), (1, 3, [3, 1], 0), (2, 6, [3, 3], 2), (7, 3, [3, 3], 4), (0, 0, [0], 0)],
)
def test_beyond_the_limits_the_least_grave_are_left_out_and_it_is_said(monkeypatch, majors, minors, runs, beyond):
    monkeypatch.setattr(readerapp.report.sarif, "RESULTS", 3)
    monkeypatch.setattr(readerapp.report.sarif, "RUNS", 2)
    made = replace(leaning(), flags=(*flags(minors, "minor"), *flags(majors, "major")))
    log = report(tell(made))
    check(log)
    assert [len(run["results"]) for run in log["runs"]] == runs
    levels = [result["level"] for run in log["runs"] for result in run["results"]]
    assert levels == (["error"] * majors + ["warning"] * minors)[: sum(runs)]
    for run in log["runs"]:
        assert run["properties"]["leftOut"] == beyond
        assert ("toolExecutionNotifications" in run["invocations"][0]) == bool(beyond)
    if shared("schemas", "sarif-2.1.0.schema.json"):
        schema().validate(log)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[a](http://x)", "[a] (http://x)"),
        ("[a] [b]", "[a] [b]"),
        ("{0} {x}", "{{0}} {{x}}"),
        ("a\x1b[1m\nb", "a␛[1m\nb"),
        ("", "?"),
    ],
)
def test_a_message_is_plain_text(text, written):
    assert _message(text) == written


@pytest.mark.parametrize("sign", ["a", "{", "](", "é"])
def test_a_message_is_not_too_long(sign):
    made = _message(sign * 2000)
    assert LONGEST - 64 < len(made) <= LONGEST
    assert made.endswith("…") and made.count("{") % 2 == 0


def test_a_rule_that_is_not_ours_is_named_as_well():
    first, *_rest = leaning().flags
    log = report(tell(replace(leaning(), flags=(replace(first, rule="house"),))))
    check(log)
    assert log["runs"][0]["tool"]["driver"]["rules"][-1]["id"] == "house"
